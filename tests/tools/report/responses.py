"""Which of the documented responses were seen, and the totals of each target."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tests.tools.report.record import Documented, Record, TargetRecord


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int:
        """Rounded down: 100 is all of them."""
        return 100 * self.part // self.whole if self.whole else 100

    def __str__(self) -> str:
        return f"{self.part} of {self.whole} ({self.percent}\u00a0%)"


@dataclass(frozen=True)
class Total:
    """What a target did altogether; `responses` are those which could be foreseen."""

    name: str
    passed: int
    failed: int
    negative: int
    responses: Share
    gaps: list[str]

    @property
    def count(self) -> int:
        return self.passed + self.failed

    @property
    def is_right(self) -> bool:
        return not self.failed and not self.gaps


@dataclass(frozen=True)
class Response:
    """One documented response, which targets gave it, and which should have."""

    status: int
    media_type: str
    seen: list[str]
    unseen: list[str]


def totals(record: Record) -> list[Total]:
    return [_total(target) for target in record["targets"]]


def responses(record: Record) -> dict[str, list[Response]]:
    """The documented responses of each operation."""
    found: dict[str, list[Response]] = {}
    for operation, status, media_type in record["contract"]["documented"]:
        response = (operation, status, media_type)
        seen = _targets_with(record, "observed", response)
        wanted = _targets_with(record, "foreseen", response)
        unseen = [name for name in wanted if name not in seen]
        found.setdefault(operation, []).append(Response(status, media_type, seen, unseen))
    return found


def _targets_with(
    record: Record, kind: Literal["foreseen", "observed"], response: Documented
) -> list[str]:
    return [target["name"] for target in record["targets"] if response in _set(target[kind])]


def _total(target: TargetRecord) -> Total:
    foreseen, observed = _set(target["foreseen"]), _set(target["observed"])
    results = list(target["cases"].values())
    return Total(
        target["name"],
        results.count(True),
        results.count(False),
        target["negative"],
        Share(len(foreseen & observed), len(foreseen)),
        target["gaps"],
    )


def _set(responses: Iterable[Documented]) -> set[Documented]:
    """Of lists, as JSON has them."""
    return {(operation, status, media_type) for operation, status, media_type in responses}
