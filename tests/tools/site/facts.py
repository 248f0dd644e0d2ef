"""What an answer of the site may refer to and quote."""

from dataclasses import dataclass, field
from typing import Any

from tests.tools.site.cases import Case
from tests.tools.site.units import Unit


class EvidenceError(Exception):
    """Evidence that is gone, or a number that is another one by now."""


@dataclass(frozen=True)
class Evidence:
    """A thing that can be looked at, and the values that an answer may quote."""

    kind: str
    label: str
    place: Case | Unit | None = None
    page: str = ""
    values: dict[str, str] = field(default_factory=dict)


def compare(what: str, found: str, expected: str | float, table: dict[str, Any]) -> None:
    """Raise unless it is what was expected, or `within` this share of it."""
    if isinstance(expected, str):
        is_near = found == expected
    else:
        is_near = abs(float(found) - expected) <= table.get("within", 0) * expected
    if not is_near:
        raise EvidenceError(f"{what}: {found}, no longer {expected}")


def slug(title: str) -> str:
    """The place of a table in the page of the comparison."""
    return "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())
