"""What this repository wants of its three implementations, and what a run says of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.bench import ratios
from tests.bench.names import DATABASES, NAMES, row_title

Report = dict[str, Any]
Found = Iterator[tuple[str, float | None]]


@dataclass(frozen=True)
class Target:
    """A limit, the worst of what was found, and how many keep to it."""

    goal: str
    worst: str
    kept: int
    of: int

    @property
    def verdict(self) -> str:
        if not self.of:
            return "not measured"
        return "met" if self.kept == self.of else "missed"


def targets(report: Report) -> list[Target]:
    return [_target(report, *each) for each in TARGETS]


def _target(
    report: Report, goal: str, find: Callable[[Report], Found], limit: float, unit: str
) -> Target:
    """A limit is not to be exceeded; what was refused is not counted."""
    found = {name: value for name, value in find(report) if value is not None}
    if not found:
        return Target(goal, "", 0, 0)
    name, worst = max(found.items(), key=lambda pair: pair[1])
    kept = sum(value <= limit for value in found.values())
    return Target(goal, f"{worst:.3g} {unit} ({name})", kept, len(found))


def _rows(report: Report, group: str) -> Iterator[tuple[str, str, dict[str, Any], str]]:
    """Each row of a group on each database: its cells, and what it is called."""
    for row, kinds in report["results"].get(group, {}).items():
        for kind, cells in kinds.items():
            yield row, kind, cells, f"{row_title(group, row)}, {DATABASES[kind]}"


def textbook(report: Report) -> Found:
    for row, kind, cells, title in _rows(report, "endpoints"):
        for name in cells if row == "list" else ():
            ratio = ratios.to_textbook(report["results"], row, kind, name)
            yield f"{NAMES[name]}: {title}", ratio


def evenness(report: Report) -> Found:
    for _, _, cells, title in _rows(report, "endpoints"):
        yield title, ratios.fastest_to_slowest(cells)


def tails(report: Report) -> Found:
    for row, _, cells, title in _rows(report, "endpoints"):
        for name, cell in cells.items() if row != "login" else ():  # it has four connections
            yield f"{NAMES[name]}: {title}", ratios.tail(cell)


def memory(report: Report) -> Found:
    for name, kinds in report["processes"].items():
        for kind, held in kinds.items():
            if held.get("requests", 0) >= 20_000 and held["logins"] >= 500:
                yield f"{NAMES[name]}, {DATABASES[kind]}", held["loaded_mib"]


def crowd(report: Report) -> Found:
    for row, kinds in report.get("crowd", {}).items():
        for kind, cells in kinds.items():
            for name, cell in cells.items():
                title = f"{row_title('endpoints', row)}, {DATABASES[kind]}"
                yield f"{NAMES[name]}: {title}", cell["wrong"]


def depth(report: Report) -> Found:
    rows = report["results"].get("depth", {})
    for row, kind, cells, title in _rows(report, "depth"):
        for name in cells if row != ratios.NEAREST else ():
            yield f"{NAMES[name]}: {title}", ratios.to_nearest(rows, row, kind, name)


TARGETS: list[tuple[str, Callable[[Report], Found], float, str]] = [
    (
        "A list of 20 posts takes at most 1.25 times the processor time of its textbook form.",
        *(textbook, 1.25, "times"),
    ),
    (
        "The fastest of the three serves at most 1.67 times the requests of the slowest.",
        *(evenness, 1 / 0.6, "times"),
    ),
    ("With 64 connections, p99 is at most 3 times p50.", tails, 3, "times"),
    (
        "After 20,000 requests and 500 logins a process holds at most 200 MiB.",
        *(memory, 200, "MiB"),
    ),
    (
        "512 connections for 10 s meet no socket error, and no status but the right one or 503.",
        *(crowd, 0, "wrong"),
    ),
    (
        "Any page of 1,000,000 posts takes at most 1.3 times the first of 1,000.",
        *(depth, 1.3, "times"),
    ),
]
