"""The groups of rows: what each asks, and the figure that answers it."""

from dataclasses import dataclass

UNITS = {
    "cpu_us": "processor time of the server for a request, in µs (less is better)",
    "p50_ms": "time of a request, in ms (less is better)",
    "p99_ms": "time that 99 of 100 requests stay below, in ms (less is better)",
    "rate": "requests per second (more is better)",
}


@dataclass(frozen=True)
class Group:
    """A section of the page and of the terminal."""

    title: str
    figure: str
    about: str


GROUPS = {
    "endpoints": Group(
        "The API's endpoints",
        "cpu_us",
        "100,000 posts, 64 connections (login: 4), each implementation served as its README says. "
        "`drafts` and `me` carry a token, `update` carries `If-Match`, and `not_modified` is a GET "
        "of a post that the client has.",
    ),
    "yardsticks": Group(
        "Their frameworks alone",
        "cpu_us",
        "The same tables and fields in the textbook form of each framework, in one file: no token, "
        "no request id, no access log, no problem details. `hello` is a constant, `raw_list` the "
        "page straight from a driver, and `floor` bytes that cost nothing: they tell what the "
        "client can do.",
    ),
    "noise": Group(
        "The same server once more",
        "cpu_us",
        "`list` on SQLite a second time in each round: what differs from the first is noise. "
        "Gaps of that size mean nothing anywhere on this page.",
    ),
    "crowd": Group(
        "512 connections",
        "p99_ms",
        "The list again, with more clients than any worker serves at once.",
    ),
    "depth": Group(
        "Depth",
        "p50_ms",
        "One page at a time, at the beginning, half way and at the end of so many posts.",
    ),
    "articles": Group(
        "The tables of comparison articles",
        "rate",
        "`theirs`: gunicorn for Flask and Django, uvicorn for FastAPI, each with its defaults and "
        "one worker. `equal`: granian for all. `database` is the textbook form of the list.",
    ),
    "waiting": Group(
        "Requests that wait",
        "rate",
        "100 clients ask one worker for what takes 0.1 s of waiting, as for another service. "
        "Flask has 4 threads, and once 64; Django's threads wait as Flask's do.",
    ),
    "blocking": Group(
        "Blocking code",
        "rate",
        "The same wait in FastAPI, with fewer clients: awaited, in a `def`, and blocking in an "
        "`async def`.",
    ),
    "pools": Group(
        "Sizes of the pool",
        "rate",
        "The textbook list of FastAPI, with so many connections to PostgreSQL for 64 clients; "
        "once with a `def`, whose 40 threads and 15 connections wait for each other.",
    ),
    "drivers": Group(
        "Drivers",
        "rate",
        "The textbook list of FastAPI on PostgreSQL by three drivers; the sync one in a `def`.",
    ),
}
