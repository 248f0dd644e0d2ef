"""The members of report.json."""

from typing import TypedDict

# Operation, status, media type.
Documented = tuple[str, int, str]


class Exchange(TypedDict):
    target: str
    title: str
    request: str
    response: str


class Failure(TypedDict):
    target: str
    case: str
    rules: list[str]
    message: str
    exchanges: list[Exchange]


class Versions(TypedDict, total=False):
    """What a target is made of; of a URL only that is known."""

    url: str
    python: str
    server: str
    database: str
    packages: dict[str, str]


class TargetRecord(TypedDict):
    """`cases` tells of each whether it passed, `rules` which cases show each rule.

    `foreseen` are the documented responses which a whole run brings about, `observed` those it did.
    """

    name: str
    negative: int
    cases: dict[str, bool]
    rules: dict[str, list[str]]
    foreseen: list[Documented]
    observed: list[Documented]
    gaps: list[str]
    versions: Versions


class Contract(TypedDict):
    title: str
    version: str
    rules: list[dict[str, str]]
    documented: list[Documented]


class Record(TypedDict):
    """One run."""

    began: str
    seconds: float
    arguments: str
    whole: bool
    interrupted: bool
    contract: Contract
    suite: Versions
    targets: list[TargetRecord]
    failures: list[Failure]
