"""The targets of a run, and the fixtures which hand them to the cases."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.databases import another_database
from tests.support.implementations import IMPLEMENTATIONS
from tests.support.interruption import interrupt_on_signals
from tests.support.servers import NAMES_BY_URL, LaunchError, Program, Server, launch, stop
from tests.support.targets import Running, Target, is_url

LAUNCHED = ("needs_launcher", "needs_database", "needs_postgresql")
TARGETS = pytest.StashKey[dict[str, Target]]()
RUNNING = pytest.StashKey[Running]()


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        config.stash[TARGETS] = {
            given["name"]: Target(**{**given, "program": _restored(given["program"])})
            for given in config.workerinput["targets"]
        }
        _remember(config.stash[TARGETS])


def pytest_sessionstart(session: pytest.Session) -> None:
    config = session.config
    if config.option.collectonly:
        return
    interrupt_on_signals()
    if hasattr(config, "workerinput"):
        return
    interpreters = dict(pair.split("=", 1) for pair in config.option.python)
    running = config.stash[RUNNING] = Running(interpreters, config.option.database)
    try:
        config.stash[TARGETS] = running.start(target_names(config))
        _remember(config.stash[TARGETS])
    except LaunchError as error:
        running.stop(keep_logs=False)
        pytest.exit(str(error), returncode=3)
    except KeyboardInterrupt:
        running.stop(keep_logs=False)
        raise


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    targets = node.config.stash[TARGETS].values()
    node.workerinput["targets"] = [asdict(target) for target in targets]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    running = session.config.stash.get(RUNNING, None)
    if running is not None:
        failed = exitstatus == pytest.ExitCode.TESTS_FAILED
        running.stop(keep_logs=failed and bool(running.servers))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    running = config.stash.get(RUNNING, None)
    if running is not None and running.folder.exists():
        terminalreporter.write_line(f"The logs of the servers are in {running.folder}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "target" in metafunc.fixturenames:
        names = target_names(metafunc.config)
        metafunc.parametrize("target", names, indirect=True, scope="session")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    out = [item for item in items if not _can_run(item, target_name(item))]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]


@pytest.fixture(scope="session")
def target(request: pytest.FixtureRequest) -> Target:
    """The target of this case."""
    return request.config.stash[TARGETS][request.param]


@pytest.fixture
def start_server(target: Target) -> Iterator[Callable[..., Server]]:
    """Start more servers of the target's implementation, each with settings of its own."""
    servers: list[Server] = []

    def start(program: Program | None = None, **settings: str) -> Server:
        assert target.program is not None
        servers.append(launch(program or target.program, settings))
        return servers[-1]

    yield start
    stop(*servers)


@pytest.fixture
def served_program(target: Target) -> Program:
    """The target's implementation on the database which it serves."""
    assert target.program is not None
    return target.program


@pytest.fixture
def fresh_program(target: Target, tmp_path: Path) -> Iterator[Program]:
    """The target's implementation on an empty database of its own, of the same kind."""
    assert target.program is not None
    with another_database(target.program.database_url, tmp_path) as url:
        yield replace(target.program, database_url=url)


def target_names(config: pytest.Config) -> list[str]:
    given = [name for option in config.option.target for name in option.split(",")]
    return given or [name for name in IMPLEMENTATIONS if name != "reference"]


def has_database(name: str) -> bool:
    """Whether the suite has the target's database in its hands; others cannot show every rule."""
    return not is_url(name) and bool(IMPLEMENTATIONS[name.partition("@")[0]].migrate)


def has_siblings(config: pytest.Config, name: str) -> bool:
    """Whether this run has every implementation on the same kind of database."""
    _, at, kind = name.partition("@")
    wanted = {f"{each}{at}{kind}" for each in IMPLEMENTATIONS if has_database(each)}
    return wanted <= set(target_names(config))


def target_name(item: pytest.Item) -> str:
    """The target of a case; empty for a test which is none of the contract's."""
    callspec = getattr(item, "callspec", None)
    return str(callspec.params.get("target", "")) if callspec else ""


def _can_run(item: pytest.Item, target: str) -> bool:
    if item.get_closest_marker("needs_database") and not has_database(target):
        return False
    if item.get_closest_marker("needs_siblings") and not has_siblings(item.config, target):
        return False
    kind = target.partition("@")[2] or item.config.option.database
    if item.get_closest_marker("needs_postgresql") and kind != "postgresql":
        return False
    return not is_url(target) or not any(map(item.get_closest_marker, LAUNCHED))


def _restored(program: dict[str, str] | None) -> Program | None:
    return Program(**program) if program else None


def _remember(targets: dict[str, Target]) -> None:
    """Whose responses come from where, for whoever reads them."""
    for name, target in targets.items():
        NAMES_BY_URL[target.url] = NAMES_BY_URL[target.configured_url or target.url] = name
