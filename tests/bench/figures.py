"""Medians with least and most, when two of them may be told apart, and how sentences have them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Spread:
    """The middle of some rounds, the least and the most of them, and how many they were."""

    median: float
    least: float
    most: float
    n: int

    def is_separable(self, other: "Spread") -> bool:
        """Whether every round of one was above every round of the other."""
        return self.least > other.most or other.least > self.most

    def rounded(self) -> dict[str, float]:
        """As JSON keeps it: three digits are more than the noise allows."""
        return {name: significant(value) for name, value in asdict(self).items()}


def spread(values: Sequence[float]) -> Spread:
    return Spread(median(values), min(values), max(values), len(values))


def from_json(value: dict[str, Any]) -> Spread:
    return Spread(**value)


def significant(value: float) -> float:
    """The value to three digits, whole from 100 on."""
    return float(f"{value:.3g}") if abs(value) < 100 else round(value)


def extremes(values: Sequence[float]) -> str:
    """The least and the most, or the one that there is."""
    least, most = (f"{significant(each):.3g}" for each in (min(values), max(values)))
    return least if least == most else f"{least} to {most}"


def sentences(parts: Sequence[str]) -> str:
    return " ".join(f"{part}." for part in parts if part)


def ranking(spreads: dict[str, Spread], most_first: bool = False) -> str:
    """Who leads whom, in words; decided for each pair on its own, whatever a third overlaps."""
    names = sorted(spreads, key=lambda name: spreads[name].median, reverse=most_first)
    leads, left = [], 0
    for place, name in enumerate(names):
        behind = names[place + 1 :]
        beaten = [each for each in behind if spreads[name].is_separable(spreads[each])]
        left += len(behind) - len(beaten)
        if beaten:
            shown = (f"{each} ({_factor(spreads[name], spreads[each])} times)" for each in beaten)
            leads.append(f"{name} leads {', '.join(shown)}")
    if not leads:
        return "not separable"
    return "; ".join([*leads, *(["no other pair is separable"] if left else [])])


def _factor(one: Spread, other: Spread) -> str:
    """How far two medians are apart, as a factor of at least 1."""
    least, most = sorted((one.median, other.median))
    return f"{most / least:.2g}"
