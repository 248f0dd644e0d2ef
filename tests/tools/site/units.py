"""Units of source code, found by dotted name: functions, classes, assignments, TOML tables."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.tools.environments import ROOT

MOST_LINES = 60


class TargetError(Exception):
    """A target that cannot be cut: its file or its name is gone, or it is too long to show."""


@dataclass(frozen=True)
class Unit:
    """A piece of a file, with the lines that it really has there (both included)."""

    file: str
    name: str
    first: int
    last: int
    code: str


def cut(target: str) -> Unit:
    """The unit at `path/from/the/root.py:Dotted.name`, with its decorators and comments above."""
    file, _, name = target.partition(":")
    path = ROOT / file
    if not path.is_file():
        raise TargetError(f"{target}: there is no such file")
    lines = path.read_text("utf-8").splitlines()
    first, last = (
        _toml_lines(target, lines) if name and path.suffix == ".toml" else _span(path, name)
    )
    if not name:
        first, last = 1, len(lines)
    while name and first > 1 and lines[first - 2].lstrip().startswith("#"):
        first -= 1
    if last - first >= MOST_LINES:
        raise TargetError(f"{target}: {last - first + 1} lines are too many to show")
    indent = min(
        (len(x) - len(x.lstrip()) for x in lines[first - 1 : last] if x.strip()), default=0
    )
    code = "\n".join(line[indent:] for line in lines[first - 1 : last])
    return Unit(file, name, first, last, code)


def _span(path: Path, name: str) -> tuple[int, int]:
    spans = definitions(path)
    if name and name not in spans:
        raise TargetError(f"{path.relative_to(ROOT)}:{name}: there is no such name in the file")
    return spans.get(name, (1, 1))


@cache
def definitions(path: Path) -> dict[str, tuple[int, int]]:
    """First and last line of each function, class, method and assignment of a module."""
    found: dict[str, tuple[int, int]] = {}
    _collect(ast.parse(path.read_text("utf-8")).body, "", found)
    return found


def _collect(body: list[ast.stmt], prefix: str, found: dict[str, tuple[int, int]]) -> None:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            found[prefix + node.name] = (first, node.end_lineno or first)
            if isinstance(node, ast.ClassDef):
                _collect(node.body, f"{prefix}{node.name}.", found)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [n for each in targets for n in getattr(each, "elts", [each])]
            for name in map(ast.unparse, names):
                found.setdefault(prefix + name, (node.lineno, node.end_lineno or node.lineno))
        elif isinstance(node, ast.If):
            _collect([*node.body, *node.orelse], prefix, found)


def _toml_lines(target: str, lines: list[str]) -> tuple[int, int]:
    """The lines of a table."""
    file, _, name = target.partition(":")
    tables: dict[str, int] = {
        line.strip("[] "): number for number, line in enumerate(lines, 1) if line.startswith("[")
    }
    if name not in tables:
        raise TargetError(f"{file}:{name}: there is no such table in the file")
    first = tables[name]
    later = [number for number in tables.values() if number > first]
    last = (min(later) - 1) if later else len(lines)
    while (last > first and not lines[last - 1].strip()) or lines[last - 1].startswith("#"):
        last -= 1
    return first, last


def functions_and_classes(folder: Path) -> dict[str, list[str]]:
    """The functions and classes of a folder's `app`, by file: what some concept must show."""
    found: dict[str, list[str]] = {}
    for path in sorted((folder / "app").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        names: list[str] = []
        _name_all(ast.parse(path.read_text("utf-8")).body, "", names)
        found[str(path.relative_to(ROOT))] = names
    return found


def _name_all(body: list[ast.stmt], prefix: str, names: list[str]) -> None:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(prefix + node.name)
            if isinstance(node, ast.ClassDef):
                _name_all(node.body, f"{prefix}{node.name}.", names)
