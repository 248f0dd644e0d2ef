"""Differences, told apart by what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.proofs.differential.session import Exchange


@dataclass
class DifferenceError(Exception):
    """A sequence whose last responses are not what the contract says, or not the same."""

    signature: str
    log: list[Exchange]


class Findings:
    """Each difference once, in the shortest sequence that shows it."""

    def __init__(self) -> None:
        self.sequences = 0
        self.last: DifferenceError | None = None
        self.reported: dict[str, list[Exchange]] = {}

    def meet(self, difference: DifferenceError) -> None:
        """Raise it, unless an earlier round has reported it."""
        if difference.signature not in self.reported:
            self.last = difference
            raise difference

    def keep(self) -> None:
        """Report what was raised last, which is the shortest."""
        assert self.last is not None
        self.reported[self.last.signature] = self.last.log


def signature(exchange: Exchange) -> str:
    """What differs where: equal for sequences that show the same fault."""
    parts = {name: differing_parts(exchange, name) for name in exchange.different}
    told = ", ".join(f"{name} {' '.join(found) or 'status'}" for name, found in parts.items())
    allowed = " or ".join(str(response.status) for response in exchange.allowed)
    statuses = " ".join(str(exchange.responses[name].status) for name in parts)
    return f"{exchange.operation} {allowed}, not {statuses}: {told}"


def differing_parts(exchange: Exchange, name: str) -> list[str]:
    """Names of headers and members, none where already the status differs."""
    actual = exchange.responses[name]
    expected = next((one for one in exchange.allowed if one.status == actual.status), None)
    return differing(actual.parts, expected.parts) if expected else []


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
