"""The setups that comparison articles use and what they say of waiting, measured."""

from dataclasses import replace

from tests.bench.rows import Request
from tests.bench.services import Plan, yardstick
from tests.bench.stages import APPS, HELLO, MAIN, PAGE, Data, Load, Place

# One worker each, as everywhere here; uvicorn brings its own loop and parser, and its access log.
THEIRS = {
    "django": "gunicorn --no-control-socket --bind 127.0.0.1:{port} django_app:app",
    "flask": "gunicorn --no-control-socket --bind 127.0.0.1:{port} flask_app:app",
    "fastapi": "uvicorn --port {port} fastapi_app:app",
}
FLASK_THREADS = "granian --interface wsgi --port {port} --blocking-threads 64 flask_app:app"
WAIT = Request("/wait", connections=100, seconds=0.5, sparse=True)
BLOCK = Request("/wait", connections=8, seconds=0.4, sparse=True)
POOLS = (2, 40)


def article_stage(data: Data) -> list[Load]:
    """hello and a page of posts on PostgreSQL: in their setup, then all on one server."""
    loads = []
    for setup, commands in (("theirs", THEIRS), ("equal", APPS)):
        for name, command in commands.items():
            names = (
                {name: ""} if name != "fastapi" else {"fastapi_async": "", "fastapi_sync": "/sync"}
            )
            places = {}
            for shown, prefix in names.items():
                hello = Place("articles", f"hello_{setup}", "none", shown)
                places[hello] = Request(prefix + HELLO.path)
                page = Place("articles", f"database_{setup}", "postgresql", shown)
                places[page] = Request(prefix + PAGE.path)
            loads.append(Load(_application(data, name, command), places))
    return loads


def claim_stage(data: Data) -> list[Load]:
    """Waiting, blocking, pools and drivers."""
    fastapi = Load(_application(data, "fastapi", APPS["fastapi"]))
    fastapi.requests = {
        Place("pools", "list", "postgresql", "pool_15"): PAGE,
        Place("drivers", "list", "postgresql", "async_psycopg"): PAGE,
        Place("drivers", "list", "postgresql", "sync_psycopg"): Request("/sync/posts"),
        Place("waiting", "wait_100_ms", "none", "fastapi"): WAIT,
        Place("blocking", "wait_100_ms", "none", "async"): BLOCK,
        Place("blocking", "wait_100_ms", "none", "sync"): _at("/sync/wait", BLOCK),
        Place("blocking", "wait_100_ms", "none", "blocking"): _at("/blocking/wait", BLOCK),
    }
    waiting = {
        "flask_4_threads": APPS["flask"],
        "flask_64_threads": FLASK_THREADS,
    }
    loads = [fastapi, _driver(data), _small_sync_pool(data)]
    for size in POOLS:
        place = Place("pools", "list", "postgresql", f"pool_{size}")
        plan = _application(data, "fastapi", APPS["fastapi"], POOL_SIZE=str(size))
        loads.append(Load(plan, {place: PAGE}))
    for name, command in waiting.items():
        place = Place("waiting", "wait_100_ms", "none", name)
        loads.append(Load(_application(data, name, command), {place: WAIT}))
    return loads


def _small_sync_pool(data: Data) -> Load:
    """SQLAlchemy's usual pool of 15 for 40 threads: those that wait stop those that hold one.

    By default a thread would wait 30 s before it fails.
    """
    settings = {"SYNC_POOL_SIZE": "15", "SYNC_POOL_TIMEOUT": "0.5"}
    plan = _application(data, "fastapi", APPS["fastapi"], **settings)
    place = Place("pools", "list", "postgresql", "def_pool_15")
    return Load(plan, {place: Request("/sync/posts", sparse=True)})


def _driver(data: Data) -> Load:
    plan = _application(data, "fastapi", APPS["fastapi"], ASYNC_DRIVER="asyncpg")
    return Load(plan, {Place("drivers", "list", "postgresql", "async_asyncpg"): PAGE})


def _application(data: Data, name: str, command: str, **settings: str) -> Plan:
    url = data.urls["postgresql", MAIN]
    return yardstick(name, command, data.pythons["bench"], url, **settings)


def _at(path: str, request: Request) -> Request:
    return replace(request, path=path)
