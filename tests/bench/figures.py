"""Medians with least and most, and when two of them may be told apart."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
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


def ranking(spreads: dict[str, Spread], most_first: bool = False) -> str:
    """The names from the best value on, in words; those whose spreads overlap get no rank."""
    names = sorted(spreads, key=lambda name: spreads[name].median, reverse=most_first)
    groups = [[names[0]]]
    for before, name in pairwise(names):
        if spreads[before].is_separable(spreads[name]):
            groups.append([name])
        else:
            groups[-1].append(name)
    return ", then ".join(_place(group, spreads, names[0]) for group in groups)


def _place(group: list[str], spreads: dict[str, Spread], first: str) -> str:
    if len(group) > 1:
        return f"{' and '.join(group)} (not separable)"
    factor = spreads[group[0]].median / spreads[first].median
    return group[0] if group[0] == first else f"{group[0]} ({factor:.2g} times)"
