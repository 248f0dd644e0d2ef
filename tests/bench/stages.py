"""What is started together, and what is asked of each; a stage is measured in rounds of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from tests.bench.rows import Request, depths, endpoints
from tests.bench.seed import restore
from tests.bench.services import ASGI, RAW, WSGI, Plan, implementation, yardstick
from tests.support.databases import KINDS
from tests.tools.environments import IMPLEMENTATIONS

SIZES = (1_000, 100_000, 1_000_000)
MAIN = 100_000
APPS = {
    "django": f"{WSGI} django_app:app",
    "flask": f"{WSGI} flask_app:app",
    "fastapi": f"{ASGI} fastapi_app:app",
}
# The places whose depth is shown: page 1 of few posts, and all of many.
DEPTHS = {1_000: ("first",), 1_000_000: ("first", "middle", "end")}
HELLO, PAGE = Request("/hello"), Request("/posts")
QUICK = {
    *(("endpoints", row) for row in ("list", "post", "create")),
    *(("yardsticks", row) for row in ("hello", "floor", "textbook_list")),
    *(("noise", name) for name in IMPLEMENTATIONS),
}


@dataclass(frozen=True)
class Data:
    """The databases, by kind and size, and what it takes to use them."""

    urls: dict[tuple[str, int], str]
    tokens: dict[str, str]
    pythons: dict[str, str]


@dataclass(frozen=True)
class Place:
    """Where the figures of a request belong."""

    group: str
    row: str
    database: str
    name: str


@dataclass
class Load:
    """A service to start, what is asked of it, and what undoes a write."""

    plan: Plan
    requests: dict[Place, Request] = field(default_factory=dict)
    undo: Callable[[], None] | None = None


def main_stage(data: Data) -> list[Load]:
    """All endpoints of all three, and what their frameworks cost alone."""
    loads = [_endpoints(data, name, kind) for kind in KINDS for name in IMPLEMENTATIONS]
    loads += [_textbook(data, name, kind) for kind in KINDS for name in IMPLEMENTATIONS]
    return loads + [_raw(data, app, kind) for kind in KINDS for app in ("wsgi", "asgi")]


def quick_stage(data: Data) -> list[Load]:
    """A part of it, over fewer connections and for shorter."""
    loads = main_stage(data)
    for load in loads:
        load.requests = {
            place: replace(request, connections=32, seconds=0.2)
            for place, request in load.requests.items()
            if (place.group, place.row) in QUICK
        }
    return [load for load in loads if load.requests]


def depth_stage(data: Data) -> list[Load]:
    """How long one page takes wherever it is, asked for one at a time."""
    loads = []
    for kind in KINDS:
        for name in IMPLEMENTATIONS:
            for size in DEPTHS:
                plan = implementation(name, data.pythons[name], data.urls[kind, size])
                wanted = {f"{place}_of_{size}" for place in DEPTHS[size]}
                found = {row: one for row, one in depths(size).items() if row in wanted}
                places = {Place("depth", row, kind, name): one for row, one in found.items()}
                loads.append(Load(plan, places))
    return loads


def _endpoints(data: Data, name: str, kind: str) -> Load:
    url = data.urls[kind, MAIN]
    requests = endpoints(data.tokens[kind], MAIN)
    places = {Place("endpoints", row, kind, name): one for row, one in requests.items()}
    if kind == "sqlite":
        # The same server and request once more: what differs is noise.
        places[Place("noise", name, kind, "again")] = requests["list"]
    return Load(implementation(name, data.pythons[name], url), places, partial(restore, url, MAIN))


def _textbook(data: Data, name: str, kind: str) -> Load:
    url = data.urls[kind, MAIN]
    places = {Place("yardsticks", "textbook_list", kind, name): PAGE}
    if kind == "sqlite":
        places[Place("yardsticks", "hello", "none", name)] = HELLO
    return Load(yardstick(name, APPS[name], data.pythons["bench"], url), places)


def _raw(data: Data, app: str, kind: str) -> Load:
    command = RAW.format(kind="asginl" if app == "asgi" else app, app=app)
    places = {Place("yardsticks", "raw_list", kind, app): PAGE}
    if (kind, app) == ("sqlite", "wsgi"):
        places[Place("yardsticks", "floor", "none", app)] = HELLO
    return Load(yardstick(app, command, data.pythons["bench"], data.urls[kind, MAIN]), places)
