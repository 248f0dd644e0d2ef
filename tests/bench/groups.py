"""The groups of rows: what each asks, and the figure that answers it."""

from dataclasses import dataclass

UNITS = {
    "cpu_us": "Processor time of the server per request, in µs; less is better",
    "p50_ms": "Median latency (p50) in ms; less is better",
    "rate": "Requests per second; more is better",
}


@dataclass(frozen=True)
class Group:
    """A section of the page and of the terminal."""

    title: str
    figure: str
    about: str


GROUPS = {
    "endpoints": Group(
        "The API's requests",
        "cpu_us",
        "100,000 posts, 64 connections (4 to log in), each implementation served as its README "
        "says. Own drafts, own account and the writes carry a token. Fastest / slowest: requests "
        "per second of the fastest of the three, by those of the slowest.",
    ),
    "yardsticks": Group(
        "The frameworks alone",
        "cpu_us",
        "Yardsticks. The textbook form has the same tables and fields, written in one file as the "
        "framework's tutorial would: no token, request id, access log or problem details. "
        "Constant JSON is a framework without a database, the driver alone a database without a "
        "framework, and constant bytes show what the client can do.",
    ),
    "noise": Group(
        "Noise",
        "cpu_us",
        "The same server and request twice in each round, on SQLite. What differs is noise: gaps "
        "of that size mean nothing anywhere on this page.",
    ),
    "depth": Group(
        "Deep pages",
        "p50_ms",
        "Pages of 20 posts from the first to the last, over one connection, one after the other.",
    ),
    "articles": Group(
        "The tables of comparison articles",
        "rate",
        "First with the articles' servers (gunicorn for Django and Flask, uvicorn for FastAPI, one "
        "worker, their defaults), then all on granian. The list is the textbook form on "
        "PostgreSQL.",
    ),
    "waiting": Group(
        "Requests that wait",
        "rate",
        "100 connections ask one worker for what takes 0.1 s of waiting, as for another service. "
        "Django's threads wait as Flask's do.",
    ),
    "blocking": Group(
        "Blocking code in an event loop",
        "rate",
        "8 connections ask FastAPI for what takes 0.1 s: waited for in an `async def`, in a "
        "`def`, and in an `async def` that blocks.",
    ),
    "pools": Group(
        "Sizes of the connection pool",
        "rate",
        "The textbook list of FastAPI for 64 clients, with so many connections to PostgreSQL; the "
        "last in a `def`, whose 40 threads hold and want the same 15 connections.",
    ),
    "drivers": Group(
        "Database drivers",
        "rate",
        "The textbook list of FastAPI on PostgreSQL by three drivers.",
    ),
}
