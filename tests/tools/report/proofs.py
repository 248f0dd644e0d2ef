"""What the other proofs wrote into the folder, as tables, whatever their members are."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROOFS = {
    "differential": "The same random requests to every target, the responses compared.",
    "fuzzing": "Requests drawn from the contract by Schemathesis.",
    "clients": "Clients generated from each OpenAPI schema, at every target.",
    "mutation": "Mutants of the reference server, and the case that killed each.",
    "load": "Many writers at once: what was acknowledged, and whether it is still there.",
    "outages": "The database or the service taken away under load.",
}
# Lists in which these proofs name what is wrong.
WRONG = ("differences", "failures", "findings", "errors")
Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """Rows of text."""

    title: str
    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Proof:
    """One file; `wrong` is None where it does not say what is wrong."""

    name: str
    sentence: str
    figures: dict[str, str]
    tables: list[Table]
    wrong: int | None


def proofs(folder: Path) -> list[Proof]:
    return [
        _proof(path, sentence)
        for name, sentence in PROOFS.items()
        for path in sorted(folder.glob(f"{name}*.json"))
    ]


def _proof(path: Path, sentence: str) -> Proof:
    value = json.loads(path.read_text("utf-8"))
    members: Row = value if isinstance(value, dict) else {"": value}
    lists = {name: rows for name, rows in members.items() if _is_table(rows)}
    figures = {name: _text(member) for name, member in members.items() if name not in lists}
    tables = [_table(name, rows) for name, rows in lists.items()]
    wrong = list(_wrong(members))
    return Proof(path.stem, sentence, figures, tables, sum(wrong) if wrong else None)


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _table(title: str, rows: list[Row]) -> Table:
    """The columns of the first row, without those which tell nothing."""
    columns = [name for name in rows[0] if any(row.get(name) not in (None, "") for row in rows)]
    return Table(title, columns, [[_text(row.get(name)) for name in columns] for row in rows])


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case []:
            return "none"
        case list() if all(isinstance(item, str | int | float) for item in value):
            return ", ".join(map(str, value))
        case list() | dict():
            return str(len(value))
    return str(value)


def _wrong(value: Any) -> Iterator[int]:
    """How much each list names which is there to name what is wrong."""
    if isinstance(value, list):
        for item in value:
            yield from _wrong(item)
    elif isinstance(value, dict):
        for name, member in value.items():
            if name in WRONG and isinstance(member, list):
                yield len(member)
            else:
                yield from _wrong(member)
