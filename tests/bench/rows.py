"""The requests that are measured, and what each must be answered with."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tests.support.api_client import API, PASSWORD

USERNAME = "writer"
AUTHORS = 40
# The first posts are the writer's: drafts, then posts to update.
DRAFTS = range(1, 129)
UPDATED = range(129, 257)
JSON = {"Content-Type": "application/json"}
# As long as a seeded one.
POST = '{"title": "A post that was written now", "body": "%s"}' % ("All work and no play. " * 8)


@dataclass(frozen=True)
class Request:
    """One request, sent again and again over a number of connections."""

    path: str
    method: str = "GET"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    # Whether each is a change of another post, with the entity-tag that it has by then.
    updates: bool = False
    connections: int = 64
    seconds: float = 0.2
    # Whether few responses are expected, as each is kept waiting on purpose.
    sparse: bool = False
    # Whether the client counts the statuses, which costs it some time.
    counted: bool = False

    @property
    def writes(self) -> bool:
        return self.method != "GET"


def cursor(last_id: int) -> str:
    """The place after a post, spelled as all three spell it; unequal bodies would tell."""
    return urlsafe_b64encode(str(last_id).encode()).decode()


def endpoints(token: str, posts: int) -> dict[str, Request]:
    """The endpoints, by row, of a database with that many posts."""
    bearer = {"Authorization": f"Bearer {token}"}
    listed, middle = f"{API}/posts", posts // 2
    write = {**bearer, **JSON}
    return {
        "list": Request(listed),
        "author": Request(f"{listed}?author_id=7"),
        "drafts": Request(f"{listed}?status=draft", headers=bearer),
        "post": Request(f"{listed}/{middle}"),
        "not_modified": Request(
            f"{listed}/{middle}", status=304, headers={"If-None-Match": f'"{middle}-1"'}
        ),
        "me": Request(f"{API}/users/me", headers=bearer),
        "create": Request(listed, "POST", 201, write, POST, seconds=0.4),
        "update": Request(
            listed, "PATCH", 200, write, '{"title": "Version %d"}', updates=True, seconds=0.4
        ),
        # A password takes its time on purpose; many at once would only wait for each other.
        "login": Request(
            f"{API}/tokens", "POST", 201, JSON, credentials(), connections=4, seconds=0.4
        ),
    }


def depths(posts: int) -> dict[str, Request]:
    """Pages of the list at three places, asked for one at a time."""
    places = {"middle": f"&cursor={cursor(posts // 2)}", "end": f"&cursor={cursor(UPDATED[22])}"}
    one = Request(f"{API}/posts?limit=20", connections=1, seconds=0.1)
    return {
        f"{place}_of_{posts}": replace(one, path=one.path + query)
        for place, query in {"first": "", **places}.items()
    }


def credentials() -> str:
    return f'{{"username": "{USERNAME}", "password": "{PASSWORD}"}}'
