"""What a process holds, what waits, what noise can do, and what was refused."""

from tests.bench.figures import extremes, sentences
from tests.bench.names import NAMES, titled
from tests.bench.reading import Figures
from tests.bench.report import all_cells, refused_rows
from tests.tools.environments import IMPLEMENTATIONS


def memory(figures: Figures) -> str:
    parts = []
    for name, kinds in figures.report["processes"].items():
        held = [kind for kind in kinds.values() if "loaded_mib" in kind]
        if held:
            idle, loaded = ([each[key] for each in held] for key in ("idle_mib", "loaded_mib"))
            parts.append(
                f"{NAMES[name]} {extremes(idle)} MiB idle, {extremes(loaded)} after all load"
            )
    return sentences(["; ".join(parts)])


def noise(figures: Figures) -> str:
    """The largest gap between two medians of the same server and request."""
    gaps = []
    for name in IMPLEMENTATIONS:
        found = figures.spreads(f"noise.{name}.sqlite", ["first", "again"], "cpu_us")
        if len(found) == 2:
            least, most = sorted(each.median for each in found.values())
            gaps.append(most / least - 1)
    if not gaps:
        return ""
    return f"The same server and request, measured twice, were up to {max(gaps):.0%} apart."


def waiting(figures: Figures) -> str:
    row = "waiting.wait_100_ms.none"
    rates = figures.spreads(row, ["flask_4_threads", "flask_64_threads", "fastapi"], "rate")
    shown = [f"{name} {rate.median:,.0f}" for name, rate in titled(rates).items()]
    said = "requests per second of 100 clients whose requests each wait 0.1 s for something else"
    return f"{', '.join(shown)} {said}." if shown else ""


def refused(figures: Figures) -> str:
    count = len(refused_rows(figures.report))
    rows = len(list(all_cells(figures.report["results"])))
    return f"{count} of {rows} figures; none of them counts above." if count else ""
