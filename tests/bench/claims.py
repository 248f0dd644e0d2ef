"""What comparison articles say of speed, memory and concurrency, beside what this run saw."""

from collections.abc import Callable
from typing import Any

from tests.bench.names import DATABASES, NAMES, row_title
from tests.bench.reading import Figures

# Requests per second that an article's tables name, without their machine.
TOLD = {
    "hello": {"django": 3_000, "flask": 4_000, "fastapi_async": 18_000, "fastapi_sync": 12_000},
    "database": {"django": 900, "flask": 1_200, "fastapi_async": 3_500, "fastapi_sync": 2_800},
}
WHAT = {"hello": "Constant JSON", "database": "List of 20 posts"}
# What they serve each by.
OLD = {"django": "gunicorn", "flask": "gunicorn", "fastapi_async": "uvicorn"}
Verdict = tuple[str, str]


def claims(report: dict[str, Any]) -> dict[str, dict[str, str]]:
    """claims.ID: the claim, its verdict and why; a claim whose rows are refused has no verdict."""
    found = {}
    for name, (claim, judge) in CLAIMS.items():
        try:
            verdict, because = judge(Figures(report))
        except KeyError as missing:
            verdict, because = "not measured", _missing(missing.args[0])
        found[name] = {"claim": claim, "verdict": verdict, "because": because}
    return found


def _missing(path: str) -> str:
    group, row, kind, name = path.split(".")
    title = f"{row_title(group, row)}, {DATABASES[kind]}, {NAMES.get(name, name)}"
    return f"A figure that this needs was refused, or not taken: {title}."


def faster(figures: Figures) -> Verdict:
    """The claim asks for at least three times."""
    at = {
        setup: figures.ratio(f"articles.{setup}.fastapi_async", f"articles.{setup}.flask")
        for setup in ("hello_theirs.none", "hello_equal.none", "database_equal.postgresql")
    }
    theirs, hello, database = at.values()
    because = (
        f"FastAPI serves {theirs} times the requests of Flask in the articles' setup (gunicorn for"
        f" Flask, uvicorn for FastAPI), {hello} times with both on one server, and {database} times"
        " with both on one server and a list of posts from PostgreSQL."
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
        shown = [f"{NAMES[name]} {seen[name]:,.0f} ({told[name]:,})" for name in told]
        parts.append(f"{WHAT[kind]}: {', '.join(shown)}")
    because = (
        "Requests per second with their servers on this machine, and in brackets what the article"
        f" says. {'. '.join(parts)}."
    )
    return _verdict(right), because


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
        parts.append(f"{NAMES[name]}: {factor} times the requests{known}, {tail} times the p99")
    because = f"A list of posts in FastAPI, compared with psycopg in a `def`. {'. '.join(parts)}."
    return "confirmed" if best >= 2 else "depends" if best >= 1.2 else "refuted", because


def frugal(figures: Figures) -> Verdict:
    parts, right = [], []
    for kind in ("sqlite", "postgresql"):
        for other in ("django", "flask"):
            row = f"endpoints.list.{kind}"
            cpu = figures.ratio(f"{row}.fastapi", f"{row}.{other}", "cpu_us")
            held = figures.report["processes"]
            memory = held["fastapi"][kind]["loaded_mib"] / held[other][kind]["loaded_mib"]
            apart = figures.spread(f"{row}.fastapi", "cpu_us").is_separable(
                figures.spread(f"{row}.{other}", "cpu_us")
            )
            right += [cpu < 0.9 and apart, memory < 0.9]
            parts.append(
                f"{cpu} times the processor time of {NAMES[other]} on {DATABASES[kind]}"
                f"{'' if apart else ' (not separable)'}, and"
                f" {memory:.2g} times its memory"
            )
    return _verdict(right), f"A list of 20 posts in FastAPI takes {'; '.join(parts)}."


def waiting(figures: Figures) -> Verdict:
    row = "waiting.wait_100_ms.none"
    names = ("flask_4_threads", "flask_64_threads", "fastapi")
    rates = {name: figures.median(f"{row}.{name}") for name in names}
    shown = ", ".join(f"{NAMES[name]} {rate:,.0f}" for name, rate in rates.items())
    because = (
        f"Requests per second of 100 clients whose requests wait 0.1 s each, one worker: {shown}."
        " A thread holds one request that waits, an event loop all of them."
    )
    return _verdict([rates["fastapi"] > 1.2 * rates["flask_64_threads"]]), because


def blocking(figures: Figures) -> Verdict:
    row = "blocking.wait_100_ms.none"
    rates = {name: figures.median(f"{row}.{name}") for name in ("async", "sync", "blocking")}
    because = (
        "Requests per second of 8 clients whose requests wait 0.1 s each: an `async def` that"
        f" awaits {rates['async']:,.0f}, a `def` {rates['sync']:,.0f}, an `async def` that blocks"
        f" {rates['blocking']:,.0f}."
    )
    return _verdict([rates["blocking"] < rates["async"] / 5]), because


def servers(figures: Figures) -> Verdict:
    parts, right = [], []
    for name in OLD:
        factor = figures.ratio(*(f"articles.hello_{s}.none.{name}" for s in ("equal", "theirs")))
        right.append(factor < 1.2)
        parts.append(f"{NAMES[name.partition('_')[0]]} {factor} times ({OLD[name]})")
    because = (
        "Requests per second for constant JSON on granian, compared with the server that is named:"
        f" {', '.join(parts)}."
    )
    return _verdict(right), because


def _verdict(right: list[bool]) -> str:
    return "confirmed" if all(right) else "depends" if any(right) else "refuted"


CLAIMS: dict[str, tuple[str, Callable[[Figures], Verdict]]] = {
    "faster": ("FastAPI is three to five times faster than Flask.", faster),
    "tables": ("Tables of requests per second, without and with a database.", tables_told),
    "drivers": ("Async drivers are much better than sync ones.", drivers),
    "frugal": ("FastAPI needs less processor time and memory for a request.", frugal),
    "waiting": ("One worker of FastAPI holds very many requests that wait.", waiting),
    "blocking": ("Blocking code in an async handler quietly kills it.", blocking),
    "servers": ("Serve Flask and Django by gunicorn, and FastAPI by uvicorn.", servers),
}
