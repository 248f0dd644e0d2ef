"""How a request travels: the recorded traces of docs/traces.json as rows of a drawing."""

import ast
import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from hashlib import sha256
from itertools import pairwise
from typing import Any

from tests.tools.environments import ROOT
from tests.tools.site.concepts import Concept
from tests.tools.site.units import TargetError, cut

SOURCE = ROOT / "docs" / "request-path.toml"
OUTPUT = ROOT / "docs" / "traces.json"


@dataclass(frozen=True)
class Row:
    """A phase that begins, a function that is called, or a statement that is sent."""

    kind: str
    label: str
    depth: int = 0
    link: str = ""
    whole: str = ""


@dataclass(frozen=True)
class Path:
    """The way of a request through one implementation."""

    rows: list[Row]
    statements: list[str]
    functions: int
    calls: int
    left_out: dict[str, int]
    stale: list[str]

    @property
    def drawn(self) -> int:
        """How many calls of the application's own functions are drawn."""
        return sum(row.kind == "own" for row in self.rows)


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(SOURCE.read_text("utf-8"))


def recorded_packages(name: str) -> list[str]:
    """The functions of packages that are recorded beside those of the folder."""
    found: list[str] = _read()["packages"][name]
    return found


def digest(name: str, function: str) -> str:
    """Of what a function does: its code without comments and docstrings; empty if it is gone."""
    try:
        code = cut(f"{name}_impl/{unit_of(function)}").code
    except TargetError:
        return ""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
    return sha256(ast.unparse(tree).encode()).hexdigest()[:16]


def unit_of(function: str) -> str:
    """The function that can be cut: the one in which another is defined."""
    return function.partition(".<locals>")[0]


def paths(concepts: list[Concept]) -> dict[str, Path]:
    """By implementation the way that was recorded."""
    recorded = json.loads(OUTPUT.read_text("utf-8"))
    return {name: _path(name, rows, concepts) for name, rows in recorded.items()}


def _path(name: str, recorded: list[dict[str, Any]], concepts: list[Concept]) -> Path:
    hidden = _read()["left_out"]["functions"]
    left_out = [r for r in recorded if "function" in r and _fits(r["function"], hidden)]
    stale = {
        unit_of(row["function"])
        for row in recorded
        if "digest" in row and row["digest"] != digest(name, row["function"])
    }
    return Path(
        list(_rows(name, recorded, concepts)),
        [row["statement"] for row in recorded if "statement" in row],
        len({row["function"] for row in recorded if "digest" in row}),
        sum("digest" in row for row in recorded),
        dict(Counter(label(row["function"]) for row in left_out)),
        sorted(stale),
    )


def _rows(name: str, recorded: list[dict[str, Any]], concepts: list[Concept]) -> Iterator[Row]:
    """What is drawn, with a heading wherever another phase begins."""
    hidden = _read()["left_out"]["functions"]
    depths: dict[int | None, int] = {None: -1}
    phases: dict[int | None, str] = {None: ""}
    current = ""
    for number, row in enumerate(recorded):
        caller, function = row["caller"], row.get("function", "")
        is_drawn = not function or not _fits(function, hidden)
        depths[number] = depths[caller] + is_drawn
        phases[number] = phase_of(function) or phases[caller]
        if not is_drawn:
            continue
        if function and phases[number] != current:
            current = phases[number]
            yield Row("phase", current)
        if not function:
            yield Row("statement", short(row["statement"]), depths[number], whole=row["statement"])
        elif "digest" in row:
            yield Row("own", label(function), depths[number], page_of(name, function, concepts))
        else:
            yield Row("package", label(function), depths[number])


def phase_of(function: str) -> str:
    """The phase that a function begins, if it does."""
    fitting = (phase for phase, patterns in _read()["phases"].items() if _fits(function, patterns))
    return next(fitting, "")


def _fits(function: str, patterns: list[str]) -> bool:
    return any(fnmatch(function, pattern) for pattern in patterns)


def label(function: str) -> str:
    """The name of a function; of a decorator's wrapper that of the decorator."""
    outer, _, inner = function.partition(":")[2].partition(".<locals>.")
    return outer if inner in {"", "wrapper"} else inner


def short(statement: str) -> str:
    """A statement by its verb, its tables, and whether it locks."""
    words = statement.replace('"', "").split()
    tables = [
        after.partition(".")[0]
        for word, after in pairwise(words)
        if word in {"FROM", "JOIN", "UPDATE", "INTO"} and after != "OF"
    ]
    locks = ["FOR UPDATE"] if "FOR UPDATE" in statement else []
    named = [words[0], ", ".join(dict.fromkeys(tables)), *locks]
    return " ".join(named if tables else words[:2])


def page_of(name: str, function: str, concepts: list[Concept]) -> str:
    """The page that shows a function, itself or with what encloses it; the narrowest first."""
    file, _, unit = unit_of(function).partition(":")
    names = [unit, *(unit.rsplit(".", n)[0] for n in range(1, unit.count(".") + 1)), ""]
    for wanted in names:
        for concept in concepts:
            shown = {(each.file, each.name) for each in concept.units[name]}
            if (f"{name}_impl/{file}", wanted) in shown:
                return f"{concept.id}.html?f={name}"
    return ""
