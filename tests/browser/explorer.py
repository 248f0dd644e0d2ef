"""Fixtures of the explorer's tests: the three running, with the explorer before them."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.support.servers import Program, launch, stop
from tests.tools.demo.exploring import Explorer, exploring
from tests.tools.demo.loading import Tokens, load_all
from tests.tools.demo.sample import load_sample
from tests.tools.demo.servers import find_interpreters, serving
from tests.tools.explorer.outcome import explore
from tests.tools.explorer.presets import presets
from tests.tools.explorer.request import USERS, Preset
from tests.tools.explorer.sending import NO_TRACES, Sender
from tests.tools.explorer.server import serving_explorer

# Of a mutant of the reference server, the preset whose answer it changes.
FAULTS = {
    "strangers-may-change": ("updatePost", "403"),
    "drafts-public": ("getPost", "404"),
    "created-without-entity-tag": ("createPost", "201"),
    "entity-tag-missing-on-304": ("getPost", "304"),
    "no-challenge": ("getMe", "401"),
    "first-error-only": ("registerUser", "422"),
    "updated-with-old-entity-tag": ("updatePost", "200"),
    "token-stored": ("createToken", "201"),
    "bad-token-is-nobody": ("getPost", "401"),
    "doubles-taken": ("registerUser", "409"),
}

WRITERS = [writer for writer in load_sample() if writer.username in USERS]

WithReference = Callable[[str], Explorer]


def load(urls: list[str]) -> list[Tokens]:
    """alice and bob, with their posts, in each."""
    with ExitStack() as stack:
        return load_all([stack.enter_context(httpx.Client(base_url=url)) for url in urls], WRITERS)


@pytest.fixture(scope="session")
def explorer(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    """An explorer of all three, on ports of its own."""
    folder = tmp_path_factory.mktemp("explorer")
    (folder / "site").symlink_to(site_folder)
    with serving(find_interpreters({}), folder, {}, with_traces=True) as servers:
        tokens = load([server.url for server in servers.values()])
        with exploring(servers, tokens, WRITERS, folder) as explorer:
            yield explorer


@pytest.fixture
def with_reference(
    explorer: Explorer, site_folder: Path, tmp_path: Path
) -> Iterator[WithReference]:
    """Gives an explorer in which the reference server, or a mutant of it, stands for FastAPI."""
    with ExitStack() as stack:
        yield lambda mutant: stack.enter_context(
            _exploring_reference(explorer, site_folder, tmp_path, mutant)
        )


@contextmanager
def _exploring_reference(
    explorer: Explorer, site: Path, folder: Path, mutant: str
) -> Iterator[Explorer]:
    program = Program("reference", sys.executable, "", str(folder / "log"))
    server = launch(program, {"MUTANT": mutant})
    try:
        *others, last = explorer.sender.targets
        [tokens] = load([server.url])
        replaced = replace(last, url=server.url, traces=NO_TRACES, tokens=tokens)
        sender = Sender([*others, replaced], explorer.sender.writers)
        with serving_explorer(sender, site) as url:
            yield Explorer(url, sender)
    finally:
        stop(server)


def write_posts(explorer: Explorer) -> None:
    """Let alice's newest post and draft be the same everywhere."""
    for status in ("published", "draft"):
        body = json.dumps({"title": "The newest", "body": "Of all.", "status": status})
        explore(explorer.sender, presets()["createPost"]["201"].ask.changed({"body": body}))


def wrong(explorer: Explorer, preset: Preset) -> str:
    """What a preset gets instead of what its title tells, if it does."""
    outcome = explore(explorer.sender, preset.ask)
    statuses = {answer.response.status_code for answer in outcome.answers}
    told = f"{preset.name}: {statuses}, {outcome.verdict} {outcome.found.parts()}"
    if preset.name.isdigit():
        return told if statuses != {int(preset.name)} or outcome.verdict == "differ" else ""
    listed = outcome.entry["id"] if outcome.entry else ""
    return told if listed != preset.name.partition(".")[0] else ""


def permalink(explorer: Explorer, operation: str, preset: str) -> str:
    return f"{explorer.url}/explorer.html?operation={operation}&preset={preset}&replay=1"
