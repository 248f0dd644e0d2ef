"""How fast all three are, beside each other and beside their frameworks alone."""

from itertools import combinations

from tests.bench.figures import extremes, ranking, sentences
from tests.bench.names import DATABASES, NAMES, ROWS, titled
from tests.bench.reading import Figures
from tests.tools.environments import IMPLEMENTATIONS

KINDS = ("sqlite", "postgresql")


def lists(figures: Figures) -> str:
    parts = []
    for kind in KINDS:
        spreads = figures.spreads(f"endpoints.list.{kind}", IMPLEMENTATIONS, "cpu_us")
        shown = titled({name: f"{each.median / 1000:.2g}" for name, each in spreads.items()})
        values = ", ".join(f"{name} {value} ms" for name, value in shown.items())
        if len(spreads) > 1:
            parts.append(f"{DATABASES[kind]}: {values}; {ranking(titled(spreads))}")
    return sentences(parts)


def endpoints(figures: Figures) -> str:
    """How often one of two takes less processor time, of all requests on both databases."""
    return sentences([_pair(figures, *pair) for pair in combinations(IMPLEMENTATIONS, 2)])


def _pair(figures: Figures, one: str, other: str) -> str:
    factors: dict[str, list[float]] = {one: [], other: []}
    rows = 0
    for row in ROWS["endpoints"]:
        for kind in KINDS:
            found = figures.spreads(f"endpoints.{row}.{kind}", [one, other], "cpu_us")
            if len(found) == 2:
                rows += 1
                less, more = sorted(found, key=lambda name: found[name].median)
                if found[less].is_separable(found[more]):
                    factors[less].append(found[more].median / found[less].median)
    if not rows:
        return ""
    won = [
        f"{NAMES[name]} takes less in {len(each)} of {rows} (by a factor of {extremes(each)})"
        for name, each in factors.items()
        if each
    ]
    alike = rows - sum(map(len, factors.values()))
    told = ", ".join([*won, f"not separable in {alike}"])
    return f"{NAMES[one]} and {NAMES[other]}: {told}"


def frameworks(figures: Figures) -> str:
    rates = figures.spreads("yardsticks.hello.none", IMPLEMENTATIONS, "rate")
    shown = titled({name: f"{rate.median:,.0f}" for name, rate in rates.items()})
    values = ", ".join(f"{name} {rate}" for name, rate in shown.items())
    if len(rates) < 2:
        return ""
    return sentences(
        [f"Constant JSON, requests per second: {values}; {ranking(titled(rates), True)}"]
    )


def textbook(figures: Figures) -> str:
    found = []
    for kind in KINDS:
        ours = figures.spreads(f"endpoints.list.{kind}", IMPLEMENTATIONS, "cpu_us")
        theirs = figures.spreads(f"yardsticks.textbook_list.{kind}", IMPLEMENTATIONS, "cpu_us")
        both = {name: ours[name].median / theirs[name].median for name in ours if name in theirs}
        shown = ", ".join(f"{name} {value:.2g}" for name, value in titled(both).items())
        if both:
            found.append(f"{DATABASES[kind]}: {shown} times its processor time")
    return sentences(found)
