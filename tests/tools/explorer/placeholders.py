"""What placeholders in a request stand for: ids differ from server to server after edits.

{alice.id}, {bob.id}            ids of accounts
{alice.post}, {alice.draft}     id of the newest published post, of the newest draft; likewise bob's
{alice.post.etag}               its entity-tag; {alice.post.bare_etag}: without the quotes
{fresh}                         a username that nobody has, the same on every server
{large}                         blanks, one more than a mebibyte
"""

import re
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import httpx

from tests.tools.demo.loading import LoadError
from tests.tools.demo.sample import Writer

PATTERN = re.compile(r"\{(fresh|large|(?:alice|bob)\.(?:id|(?:post|draft)(?:\.(?:bare_)?etag)?))\}")
LARGE = " " * (2**20 + 1)
KINDS = {"post": "published", "draft": "draft"}


@dataclass
class Accounts:
    """alice and bob on one server, who come back when they were deleted or logged out.

    For one request: what was asked for once is not asked for again.
    """

    api: httpx.Client
    writers: dict[str, Writer]
    tokens: dict[str, str]
    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    posts: dict[tuple[str, str], httpx.Response] = field(default_factory=dict)

    def me(self, name: str) -> dict[str, Any]:
        """The account of a user, whose token works from here on."""
        if name not in self.accounts:
            self.accounts[name] = self._me(name)
        return self.accounts[name]

    def newest(self, name: str, status: str) -> httpx.Response:
        """The newest post of a user, or a new one."""
        if (name, status) not in self.posts:
            self.posts[name, status] = self._newest(name, status)
        return self.posts[name, status]

    def _me(self, name: str) -> dict[str, Any]:
        found = self._get("/users/me", name)
        if found.status_code == 401:
            self.tokens[name] = self._log_in(self.writers[name])
            found = self._get("/users/me", name)
        return self._checked(found, 200)

    def _newest(self, name: str, status: str) -> httpx.Response:
        author = self.me(name)["id"]
        query = f"/posts?author_id={author}&status={status}&limit=1"
        items = self._checked(self._get(query, name), 200)["items"]
        if items:
            return self._get(f"/posts/{items[0]['id']}", name)
        post = {"title": "A new one", "body": "The others are gone.", "status": status}
        response = self.api.post("/api/v1/posts", json=post, headers=self.headers(name))
        self._checked(response, 201)
        return response

    def headers(self, name: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[name]}"} if name in self.tokens else {}

    def _get(self, path: str, name: str) -> httpx.Response:
        return self.api.get(
            f"/api/v1{path}", headers=self.headers(name) or {"Authorization": "Bearer none"}
        )

    def _log_in(self, writer: Writer) -> str:
        log_in = partial(self.api.post, "/api/v1/tokens", json=writer.credentials)
        issued = log_in()
        if issued.status_code == 401:
            self._checked(self.api.post("/api/v1/users", json=writer.registration), 201)
            issued = log_in()
        return str(self._checked(issued, 201)["token"])

    def _checked(self, response: httpx.Response, status: int) -> dict[str, Any]:
        if response.status_code != status:
            asked = f"{response.request.method} {response.request.url}"
            raise LoadError(f"To prepare the request, {asked} returned {response.status_code}.")
        found: dict[str, Any] = response.json()
        return found


def filled(text: str, accounts: Accounts, fresh: str) -> str:
    """The text for one server."""

    def value(match: re.Match[str]) -> str:
        name, _, rest = match[1].partition(".")
        if name in ("fresh", "large"):
            return fresh if name == "fresh" else LARGE
        if rest == "id":
            return str(accounts.me(name)["id"])
        kind, _, tag = rest.partition(".")
        post = accounts.newest(name, KINDS[kind])
        return {"": str(post.json()["id"]), "etag": post.headers["ETag"]}.get(
            tag, post.headers["ETag"].strip('"')
        )

    return PATTERN.sub(value, text)
