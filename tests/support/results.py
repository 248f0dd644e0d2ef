"""What one target did in a run."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from tests.support.openapi_checks import Observation


@dataclass
class TargetResult:
    """What one target did."""

    cases: dict[str, bool] = field(default_factory=dict)
    negative: set[str] = field(default_factory=set)
    rules: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    observed: set[Observation] = field(default_factory=set)
    alike: dict[str, list[list[str]]] = field(default_factory=lambda: defaultdict(list))

    def cell(self, rule: str) -> str:
        cases = self.rules[rule]
        failed = sum(not self.cases[case] for case in cases)
        if failed:
            return f"{failed} of {len(cases)} FAILED"
        return f"{len(cases)} case{'' if len(cases) == 1 else 's'}"

    def nearest(self, difference: str) -> str:
        """Which column of a difference the target's responses are those of, as far as they are."""
        cases = self.alike[difference]
        count = Counter(column for columns in cases for column in columns)
        if not count:
            return "as none of them"
        most = max(count.values())
        names = [name for name, number in count.items() if number == most]
        return f"{'as' if most == len(cases) else 'nearest to'} {', '.join(names)}"

    def __str__(self) -> str:
        passed = sum(self.cases.values())
        return f"{passed} passed of {len(self.cases)} ({len(self.negative)} negative)"
