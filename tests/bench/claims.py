"""What comparison articles say of speed, memory and concurrency, beside what this run saw."""

from collections.abc import Callable
from typing import Any

from tests.bench.figures import Spread, from_json, significant

# Requests per second that an article's tables name, without their machine.
TOLD = {
    "hello": {"fastapi_async": 18_000, "fastapi_sync": 12_000, "flask": 4_000, "django": 3_000},
    "database": {"fastapi_async": 3_500, "fastapi_sync": 2_800, "flask": 1_200, "django": 900},
}
Verdict = tuple[str, str]


def claims(report: dict[str, Any]) -> dict[str, dict[str, str]]:
    """claims.ID: the claim, its verdict and why; a claim whose rows are refused has no verdict."""
    found = {}
    for name, (claim, judge) in CLAIMS.items():
        try:
            verdict, because = judge(Figures(report))
        except KeyError as missing:
            verdict, because = "not measured", f"There is no figure for {missing.args[0]}."
        found[name] = {"claim": claim, "verdict": verdict, "because": because}
    return found


class Figures:
    """The medians of a report by path; a refused row has none."""

    def __init__(self, report: dict[str, Any]) -> None:
        self.report = report

    def spread(self, path: str, figure: str = "rate") -> Spread:
        cell: Any = self.report["results"]
        for step in path.split("."):
            if step not in cell:
                raise KeyError(path)
            cell = cell[step]
        if cell["refused"]:
            raise KeyError(f"{path}, which was refused")
        return from_json(cell[figure])

    def median(self, path: str, figure: str = "rate") -> float:
        return self.spread(path, figure).median

    def ratio(self, one: str, other: str, figure: str = "rate") -> float:
        return significant(self.median(one, figure) / self.median(other, figure))


def faster(figures: Figures) -> Verdict:
    """Three times is what the claim asks for at least."""
    at = {
        setup: figures.ratio(f"articles.{setup}.fastapi_async", f"articles.{setup}.flask")
        for setup in ("hello_theirs.none", "hello_equal.none", "database_equal.postgresql")
    }
    theirs, hello, database = at.values()
    because = (
        f"{theirs} times in the articles' setup, where Flask runs on gunicorn and FastAPI on"
        f" uvicorn; {hello} times where both run on one server; {database} times with a page of"
        " posts from PostgreSQL."
    )
    return _verdict([theirs >= 3, hello >= 3, database >= 3]), because


def tables_told(figures: Figures) -> Verdict:
    """Whether the order is the one told, and each figure within a third of what is told."""
    right, parts = [], []
    for kind, told in TOLD.items():
        row = f"articles.{kind}_theirs.{'none' if kind == 'hello' else 'postgresql'}"
        seen = {name: figures.median(f"{row}.{name}") for name in told}
        right.append(sorted(seen, key=seen.__getitem__) == sorted(told, key=told.__getitem__))
        right.append(all(abs(seen[name] / told[name] - 1) < 1 / 3 for name in told))
        parts += [
            f"{kind} {name.replace('_', ' ')} {seen[name]:,.0f} (told {told[name]:,})"
            for name in told
        ]
    return _verdict(right), f"Their setup on this machine, a second: {'; '.join(parts)}."


def drivers(figures: Figures) -> Verdict:
    row, best = "drivers.list.postgresql", 0.0
    parts = []
    for name in ("async_psycopg", "async_asyncpg"):
        factor = figures.ratio(f"{row}.{name}", f"{row}.sync_psycopg")
        tail = figures.ratio(f"{row}.{name}", f"{row}.sync_psycopg", "p99_ms")
        is_known = figures.spread(f"{row}.{name}").is_separable(
            figures.spread(f"{row}.sync_psycopg")
        )
        best = max(best, factor if is_known else 1)
        known = "" if is_known else " (not separable)"
        parts.append(f"{name.replace('_', ' ')} {factor} times the requests{known}, p99 {tail}")
    because = f"The same endpoint of FastAPI, compared with sync psycopg: {'; '.join(parts)}."
    return "confirmed" if best >= 2 else "depends" if best >= 1.2 else "refuted", because


def frugal(figures: Figures) -> Verdict:
    parts, right = [], []
    for kind in ("sqlite", "postgresql"):
        for other in ("flask", "django"):
            row = f"endpoints.list.{kind}"
            cpu = figures.ratio(f"{row}.fastapi", f"{row}.{other}", "cpu_us")
            held = figures.report["processes"]
            memory = held["fastapi"][kind]["loaded_mib"] / held[other][kind]["loaded_mib"]
            right += [cpu < 0.9, memory < 0.9]
            parts.append(
                f"{cpu} times the processor time of {other} on {kind}, {memory:.2g} the memory"
            )
    return _verdict(right), f"A list of 20 in FastAPI takes {'; '.join(parts)}."


def waiting(figures: Figures) -> Verdict:
    row = "waiting.wait_100_ms.none"
    rates = {
        name: figures.median(f"{row}.{name}") for name in ("fastapi", "flask_64_threads", "flask")
    }
    because = (
        "Of 100 clients whose requests wait 0.1 s each, one worker answers a second: "
        + "; ".join(f"{name.replace('_', ' ')} {rate:,.0f}" for name, rate in rates.items())
        + ". A thread holds one request that waits, an event loop all of them."
    )
    return _verdict([rates["fastapi"] > 1.2 * rates["flask_64_threads"]]), because


def blocking(figures: Figures) -> Verdict:
    row = "blocking.wait_100_ms.none"
    rates = {name: figures.median(f"{row}.{name}") for name in ("async", "sync", "blocking")}
    because = (
        "Of 16 clients whose requests wait 0.1 s each, an `async def` that awaits answers"
        f" {rates['async']:,.0f} a second, a `def` {rates['sync']:,.0f}, and an `async def` that"
        f" blocks {rates['blocking']:,.0f}."
    )
    return _verdict([rates["blocking"] < rates["async"] / 5]), because


def servers(figures: Figures) -> Verdict:
    parts, right = [], []
    for name in ("flask", "django", "fastapi_async"):
        factor = figures.ratio(*(f"articles.hello_{s}.none.{name}" for s in ("equal", "theirs")))
        right.append(factor < 1.2)
        parts.append(f"{name.replace('_', ' ')} {factor}")
    return _verdict(right), f"hello on granian, in times of their servers: {'; '.join(parts)}."


def _verdict(right: list[bool]) -> str:
    return "confirmed" if all(right) else "depends" if any(right) else "refuted"


CLAIMS: dict[str, tuple[str, Callable[[Figures], Verdict]]] = {
    "faster": ("FastAPI is three to five times faster than Flask.", faster),
    "tables": ("Requests per second, for hello and with a database.", tables_told),
    "drivers": ("Async drivers are much better than sync ones.", drivers),
    "frugal": ("FastAPI needs less processor time and memory for a request.", frugal),
    "waiting": ("One worker of FastAPI holds very many requests that wait.", waiting),
    "blocking": ("Blocking code in an async handler quietly kills it.", blocking),
    "servers": ("Serve Flask and Django by gunicorn, and FastAPI by uvicorn.", servers),
}
