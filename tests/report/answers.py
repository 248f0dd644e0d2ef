"""Which of the documented answers were seen, and the totals of each target."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.report.record import Documented, Record, TargetRecord

SERVER_ERROR = 500


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
    """What a target did altogether; `server_errors` are those which no client can cause."""

    name: str
    passed: int
    failed: int
    negative: int
    answers: Share
    server_errors: Share
    gaps: list[str]

    @property
    def count(self) -> int:
        return self.passed + self.failed

    @property
    def is_right(self) -> bool:
        return not self.failed and not self.gaps


@dataclass(frozen=True)
class Answer:
    """One documented answer, and which targets gave it."""

    status: int
    media_type: str
    seen: list[str]
    unseen: list[str]


def totals(record: Record) -> list[Total]:
    documented = _set(record["contract"]["documented"])
    return [_total(target, documented) for target in record["targets"]]


def answers(record: Record) -> dict[str, list[Answer]]:
    """The documented answers of each operation."""
    found: dict[str, list[Answer]] = {}
    for operation, status, media_type in record["contract"]["documented"]:
        answer = (operation, status, media_type)
        gave = {each["name"]: answer in _set(each["observed"]) for each in record["targets"]}
        seen = [name for name, given in gave.items() if given]
        unseen = [name for name, given in gave.items() if not given]
        found.setdefault(operation, []).append(Answer(status, media_type, seen, unseen))
    return found


def _total(target: TargetRecord, documented: set[Documented]) -> Total:
    observed = _set(target["observed"])
    by_client = {answer for answer in documented if answer[1] < SERVER_ERROR}
    by_server = documented - by_client
    results = list(target["cases"].values())
    return Total(
        target["name"],
        results.count(True),
        results.count(False),
        target["negative"],
        Share(len(by_client & observed), len(by_client)),
        Share(len(by_server & observed), len(by_server)),
        target["gaps"],
    )


def _set(answers: Iterable[Documented]) -> set[Documented]:
    """Of lists, as JSON has them."""
    return {(operation, status, media_type) for operation, status, media_type in answers}
