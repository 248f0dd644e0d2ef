"""The guides from one framework to another, as docs/moving.toml has them."""

import shlex
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import Any

from tests.tools.environments import IMPLEMENTATIONS, ROOT

SOURCE = ROOT / "docs" / "moving.toml"
# What ends a move from Django: a migration of Alembic, as the third one of the new folder.
TAKE_OVER, REVISION = "docs/moving/take_over.py", "migrations/versions/0003_take_over.py"
# It locks what requests use; behind a long query it gives up rather than hold everybody up.
LOCK_LIMIT = "-c lock_timeout=2s"


@dataclass(frozen=True)
class Step:
    """What the new implementation takes over at a step; all it took over before stays there."""

    id: str
    title: str
    why: str
    operations: tuple[str, ...]
    is_last: bool


@dataclass(frozen=True)
class Sentence:
    """Something to know, and the concept, rule or difference that shows it."""

    text: str
    kind: str
    name: str


@dataclass(frozen=True)
class Guide:
    """A way from one framework to another."""

    before: str
    after: str
    summary: str
    shown: tuple[str, ...]
    stays: tuple[Sentence, ...]
    changes: tuple[Sentence, ...]
    surprises: tuple[Sentence, ...]
    # Commands of the new folder: at the first step, after the last one, and to see that all fits.
    start: tuple[str, ...]
    end: tuple[str, ...]
    check: tuple[str, ...]
    # Tables of the old one's own that stay behind.
    left: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"{self.before}-to-{self.after}"


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(SOURCE.read_text("utf-8"))


def steps() -> list[Step]:
    """The steps that every guide takes, in order."""
    tables = _read()["step"]
    return [
        Step(t["id"], t["title"], t["why"], tuple(t["operations"]), t is tables[-1]) for t in tables
    ]


def guides() -> list[Guide]:
    """All six."""
    read = _read()
    found = []
    for before, after in permutations(IMPLEMENTATIONS, 2):
        table = read["guide"][before][after]
        pair = read["pair"]["-".join(sorted((before, after)))]
        ends = read["left"][after]
        found.append(
            Guide(
                before,
                after,
                table["summary"],
                shown=tuple(pair["shown"]),
                stays=_sentences(pair["stays"]),
                changes=_sentences(table["changes"]),
                surprises=_sentences(table["surprises"]),
                start=tuple(table["start"]),
                end=tuple(table.get("end", [])),
                check=tuple(read["check"][after]),
                left=tuple(name for name in read["left"][before] if name not in ends),
            )
        )
    return found


def _sentences(tables: list[dict[str, str]]) -> tuple[Sentence, ...]:
    """Each has, beside its text, one key that tells what it leads to."""
    found = []
    for table in tables:
        text = table["text"]
        [(kind, name)] = [item for item in table.items() if item[0] != "text"]
        found.append(Sentence(text, kind, name))
    return tuple(found)


def own_tables(name: str) -> set[str]:
    """The tables that an implementation has beside those of the contract."""
    return set(_read()["left"][name])


def words(command: str) -> tuple[str, ...]:
    return tuple(shlex.split(command))
