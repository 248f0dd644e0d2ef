"""What a claim refers to: looked up when the site is built, so that it cannot be gone unnoticed."""

import ast
from collections.abc import Callable
from functools import cache
from typing import Any

from tests.tools.environments import IMPLEMENTATIONS, ROOT
from tests.tools.site.cases import Case, sentence
from tests.tools.site.comparison import comparison
from tests.tools.site.facts import Evidence, EvidenceError, compare, slug
from tests.tools.site.measured import figure, judged
from tests.tools.site.units import TargetError, Unit, cut, definitions


def find(table: dict[str, Any]) -> Evidence:
    """What an entry of `evidence` refers to; its first key tells what that is."""
    kind = next(iter(table))
    if kind not in FINDERS:
        raise EvidenceError(f"`{kind}` is no kind of evidence")
    missing = [key for key in NEEDED.get(kind, ()) if key not in table]
    if missing:
        raise EvidenceError(f"{table[kind]}: say {' and '.join(missing)}")
    try:
        return FINDERS[kind](table[kind], table)
    except TargetError as error:
        raise EvidenceError(str(error)) from error


def _case(name: str, table: dict[str, Any]) -> Evidence:
    """`tests/contract/posts/test_get_post.py::test_a_draft_is_there_for_its_author`."""
    file, _, function = name.partition("::")
    found = definitions(ROOT / file) if (ROOT / file).is_file() else {}
    if not function.startswith("test_") or function not in found:
        raise EvidenceError(f"there is no case {name}")
    own = name.removeprefix("tests/contract/")
    place = Case(own, sentence(function), (), file, *found[function])
    return Evidence("case", place.sentence, place)


def _snippet(target: str, _: dict[str, Any]) -> Evidence:
    """`flask_impl/app/posts/views.py:update_post`."""
    unit = cut(target)
    return Evidence("code", target, unit)


def _text(text: str, table: dict[str, Any]) -> Evidence:
    """A line of any `file`, of which this is a part."""
    path = ROOT / table["file"]
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    numbers = [number for number, line in enumerate(lines, 1) if text in line]
    if not numbers:
        raise EvidenceError(f"`{text}` does not stand in {table['file']}")
    place = Unit(table["file"], "", numbers[0], numbers[0], text)
    return Evidence("file", f"`{text}` in {table['file']}", place)


def _row(row: str, table: dict[str, Any]) -> Evidence:
    """A row of a `table` of the comparison, whose figures must be those of `is`."""
    try:
        cells = comparison()[table["table"]][row]
    except KeyError:
        raise EvidenceError(f"there is no row {row!r} in {table['table']!r}") from None
    if not set(table["is"]) <= set(IMPLEMENTATIONS):
        raise EvidenceError(f"{row!r} has no column {', '.join(table['is'])}")
    for name, expected in table["is"].items():
        compare(f"{table['table']}, {row}, {name}", cells[name], expected, table)
    values = {name: cells[name] for name in table["is"]}
    return Evidence("count", f"{table['table']}: {row}", page=slug(table["table"]), values=values)


def _session(name: str, _: dict[str, Any]) -> Evidence:
    """A session of noxfile.py, which anybody can run."""
    if name.partition("(")[0] not in _sessions():
        raise EvidenceError(f"there is no session {name}")
    quoted = f'"{name}"' if "(" in name else name
    return Evidence("command", f"`./nox -s {quoted}`")


def _page(page: str, table: dict[str, Any]) -> Evidence:
    """Another page of this site, by its `title`; the build knows which there are."""
    return Evidence("page", table["title"], page=page)


FINDERS: dict[str, Callable[[str, dict[str, Any]], Evidence]] = {
    "case": _case,
    "snippet": _snippet,
    "text": _text,
    "row": _row,
    "figure": figure,
    "judged": judged,
    "session": _session,
    "page": _page,
}

# What an entry must say besides.
NEEDED = {
    "text": ["file"],
    "row": ["table", "is"],
    "figure": ["is", "title"],
    "judged": ["is"],
    "page": ["title"],
}


@cache
def _sessions() -> set[str]:
    """Functions decorated as sessions, and the keys of the two tables of sessions."""
    found = set()
    for node in ast.parse((ROOT / "noxfile.py").read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            found.add(node.name)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {"PROOFS", "COMMANDS"}:
            found |= set(ast.literal_eval(node.value))
    return found
