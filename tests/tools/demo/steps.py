"""The script of the demo: what is sent to each implementation, in this order."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.tools.demo.sample import PASSWORD


@dataclass(frozen=True)
class Request:
    """What is sent; `{names}` in path and headers stand for what earlier responses gave."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    caller: str = ""

    def filled(self, known: Mapping[str, str]) -> "Request":
        headers = {name: value.format_map(known) for name, value in self.headers.items()}
        return replace(self, path=self.path.format_map(known), headers=headers)

    def lines(self) -> list[str]:
        """The request as the demo shows it."""
        caller = f"   (as {self.caller})" if self.caller else ""
        headers = [f"{name}: {value}" for name, value in self.headers.items()]
        body = [json.dumps(self.json, ensure_ascii=False)] if self.json else []
        return [f"{self.method} {self.path}{caller}", *headers, *body]


@dataclass(frozen=True)
class Step:
    """A request, what it is there to show, and which headers of the response matter to that."""

    title: str
    request: Request
    headers: tuple[str, ...] = ()


AUTHOR, OTHER = "li_bai", "homer"
POSTS = "/api/v1/posts"
VALIDATORS = ("ETag", "Cache-Control", "Vary")
LOGIN = {"username": AUTHOR, "password": PASSWORD}
DRAFT = {"title": "月下獨酌", "body": "花間一壺酒\n獨酌無相親", "status": "draft"}
ALL_WRONG = {"username": "Li Bai", "email": "li", "password": "moon", "bio": None, "admin": True}

SCRIPT = (
    Step("The two newest posts", Request("GET", f"{POSTS}?limit=2")),
    Step("The page after them", Request("GET", f"{POSTS}?limit=2&cursor={{next_cursor}}")),
    Step("One post, with its entity tag", Request("GET", "{newest}"), VALIDATORS),
    Step(
        "The same, only if it has changed",
        Request("GET", "{newest}", {"If-None-Match": "{etag}"}),
        VALIDATORS,
    ),
    Step("Logging in", Request("POST", "/api/v1/tokens", json=LOGIN), ("Cache-Control",)),
    Step(
        "A new post without a token",
        Request("POST", POSTS, json=DRAFT),
        ("WWW-Authenticate",),
    ),
    Step(
        "The same with a token",
        Request("POST", POSTS, json=DRAFT, caller=AUTHOR),
        ("Location", "ETag"),
    ),
    Step(
        "For anybody else the draft is not there; the request may bring an id of its own",
        Request("GET", "{location}", {"X-Request-ID": "curious-1"}, caller=OTHER),
        ("X-Request-ID",),
    ),
    Step(
        "The author publishes it, provided nobody was faster",
        Request("PATCH", "{location}", {"If-Match": "{etag}"}, {"status": "published"}, AUTHOR),
        ("ETag",),
    ),
    Step(
        "A change made from a version that is out of date",
        Request("PATCH", "{location}", {"If-Match": "{old_etag}"}, {"title": "其一"}, AUTHOR),
    ),
    Step("A published post belongs to its author", Request("DELETE", "{location}", caller=OTHER)),
    Step(
        "A registration with everything wrong",
        Request("POST", "/api/v1/users", json=ALL_WRONG),
    ),
    Step("A list with wrong parameters", Request("GET", f"{POSTS}?limit=0&sort=best")),
    Step("A method which the path does not have", Request("PUT", POSTS, caller=OTHER), ("Allow",)),
    Step("The author deletes the post", Request("DELETE", "{location}", caller=AUTHOR)),
)
