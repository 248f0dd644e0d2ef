"""Delete the accounts made at a service which the suite did not start."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.exchanges import LISTENERS
from tests.support.target_plugin import target_names
from tests.support.targets import is_url
from tests.support.tls import trust
from tests.tools.conformance.created_accounts import Account, AccountLog, accounts
from tests.tools.conformance.deletion import remove

FOLDER = pytest.StashKey[Path]()
OUTCOME = pytest.StashKey[tuple[int, list[Account]]]()
NAMES_SHOWN = 10


def pytest_sessionstart(session: pytest.Session) -> None:
    config = session.config
    urls = [name.rstrip("/") for name in target_names(config) if is_url(name)]
    if not urls or config.option.collectonly:
        return
    given = getattr(config, "workerinput", None)
    folder = Path(given["account_logs"] if given else tempfile.mkdtemp(prefix="contract-accounts-"))
    if not given:
        config.stash[FOLDER] = folder
    LISTENERS.append(AccountLog(folder / f"{given['workerid'] if given else 'main'}.jsonl", urls))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    if FOLDER in node.config.stash:
        node.workerinput["account_logs"] = str(node.config.stash[FOLDER])


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """The workers have ended by now, in whatever way; only their logs are left."""
    config = session.config
    if FOLDER not in config.stash:
        return
    made = accounts(config.stash[FOLDER])
    with httpx.Client(
        verify=trust(config), trust_env=False, timeout=config.option.timeout
    ) as client:
        config.stash[OUTCOME] = len(made), remove(client, made)
    shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    made, left = config.stash.get(OUTCOME, (0, []))
    if left:
        names = ", ".join(account.username for account in left[:NAMES_SHOWN])
        more = f" and {len(left) - NAMES_SHOWN} more" if len(left) > NAMES_SHOWN else ""
        said = f"{len(left)} of {made} accounts could not be deleted: {names}{more}."
        terminalreporter.write_line(said, red=True)
    elif made:
        terminalreporter.write_line(f"Accounts which this run made and deleted again: {made}.")
