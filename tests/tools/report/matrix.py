"""The table of rules and targets, and the cases behind each of its cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from tests.tools.report.record import Record, TargetRecord

LETTERS = {
    "H": "HTTP",
    "E": "Errors",
    "S": "Shapes",
    "F": "Fields",
    "A": "Accounts and tokens",
    "U": "Users",
    "P": "Posts",
    "L": "Lists",
    "C": "Conditional requests",
    "Y": "System",
    "D": "Data",
    "X": "Left to the frameworks",
}


@dataclass(frozen=True)
class Cell:
    """What the cases of one rule did at one target."""

    target: str
    total: int
    failed: int

    @property
    def state(self) -> str:
        if not self.total:
            return "none"
        return "failed" if self.failed else "passed"

    @property
    def text(self) -> str:
        if not self.total:
            return "not run"
        return f"{self.failed} of {self.total} failed" if self.failed else f"{self.total} passed"


@dataclass(frozen=True)
class Case:
    """One case, and for which targets it passed or failed."""

    name: str
    passed: list[str]
    failed: list[str]


@dataclass(frozen=True)
class Row:
    """One rule."""

    rule: dict[str, str]
    cells: list[Cell]
    cases: list[Case]


@dataclass(frozen=True)
class Group:
    """The rules of one letter."""

    title: str
    rows: list[Row]


def groups(record: Record) -> list[Group]:
    """All rules after a whole run; after a part of it those which have cases."""
    rows = [_row(rule, record["targets"]) for rule in record["contract"]["rules"]]
    shown = [row for row in rows if row.cases or record["whole"]]
    by_letter = groupby(shown, key=lambda row: row.rule["id"][0])
    return [Group(LETTERS[letter], list(rows)) for letter, rows in by_letter]


def _row(rule: dict[str, str], targets: list[TargetRecord]) -> Row:
    return Row(
        rule,
        [_cell(rule["id"], target) for target in targets],
        sorted(_cases(rule["id"], targets), key=lambda case: not case.failed),
    )


def _cell(rule: str, target: TargetRecord) -> Cell:
    passed = [target["cases"][case] for case in target["rules"].get(rule, [])]
    return Cell(target["name"], len(passed), passed.count(False))


def _cases(rule: str, targets: list[TargetRecord]) -> Iterator[Case]:
    for name in sorted({case for target in targets for case in target["rules"].get(rule, [])}):
        ran = {each["name"]: each["cases"][name] for each in targets if name in each["cases"]}
        passed = [target for target, result in ran.items() if result]
        yield Case(name, passed, [target for target in ran if target not in passed])
