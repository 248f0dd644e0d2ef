"""The thirteen operations: the response to a request without errors."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.proofs.differential.exchange import Request, Response
from tests.proofs.differential.model import fields
from tests.proofs.differential.model.bodies import members
from tests.proofs.differential.model.conditions import matches_weakly
from tests.proofs.differential.model.problems import (
    ProblemError,
    taken,
    unauthenticated,
    wrong_members,
)
from tests.proofs.differential.model.state import Post, State, User

JSON = {"content-type": "application/json"}
NO_STORE = {"cache-control": "no-store"}
ANY_TOKEN_LIFE = "expiry"


@dataclass
class Call:
    """A request that was let in: who calls, with which token, about which post."""

    request: Request
    state: State
    row_id: int = 0
    caller: User | None = None
    token: str = ""
    post: Post | None = None
    query: dict[str, Any] = field(default_factory=dict)

    @property
    def user(self) -> User:
        assert self.caller is not None
        return self.caller

    @property
    def own_post(self) -> Post:
        assert self.post is not None
        return self.post


def register_user(call: Call) -> Response:
    data = members(call.request, fields.REGISTRATION)
    if names := call.state.taken(data):
        raise taken(names)
    user = call.state.add_user(data)
    return Response(201, {**JSON, "location": f"/api/v1/users/{user.id}"}, user.shown_to_owner())


def list_users(call: Call) -> Response:
    return page(call, list(call.state.users.values()))


def get_user(call: Call) -> Response:
    user = call.state.users.get(call.row_id)
    if user is None:
        raise ProblemError("not-found")
    return Response(200, JSON, user.shown())


def get_me(call: Call) -> Response:
    return Response(200, {**JSON, **NO_STORE}, call.user.shown_to_owner())


def update_me(call: Call) -> Response:
    user, data = call.user, members(call.request, fields.PROFILE_UPDATE)
    given = data.pop("current_password", None)
    if data.keys() & {"email", "password"} and given != user.password:
        raise wrong_members({"current_password": "credentials"})
    if names := call.state.taken(data, but=user):
        raise taken(names)
    if "email" in data:
        data["email"] = data["email"].lower()
    if any(getattr(user, name) != value for name, value in data.items()):
        user.updated_at = call.state.clock.now()
    if data.get("password", user.password) != user.password:
        others = [token for token, owner in call.state.tokens.items() if owner is user]
        for token in set(others) - {call.token}:
            del call.state.tokens[token]
    for name, value in data.items():
        setattr(user, name, value)
    return Response(200, JSON, user.shown_to_owner())


def delete_me(call: Call) -> Response:
    call.state.remove_user(call.user)
    return Response(204)


def create_token(call: Call) -> Response:
    data = members(call.request, fields.CREDENTIALS)
    for user in call.state.users.values():
        if (user.username, user.password) == (data["username"], data["password"]):
            token = call.state.add_token(user)
            body = {"token": token, "token_type": "Bearer", "expires_at": ANY_TOKEN_LIFE}
            return Response(201, {**JSON, **NO_STORE}, body)
    raise ProblemError("invalid-credentials", headers={"www-authenticate": "Bearer"})


def revoke_token(call: Call) -> Response:
    del call.state.tokens[call.token]
    return Response(204)


def create_post(call: Call) -> Response:
    post = call.state.add_post(call.user, members(call.request, fields.POST_CREATION))
    location = {"location": f"/api/v1/posts/{post.id}"}
    return Response(201, {**JSON, **location, "etag": post.etag}, post.shown())


def list_posts(call: Call) -> Response:
    status, author_id = call.query.get("status", "published"), call.query.get("author_id")
    if status == "draft" and call.caller is None:
        raise unauthenticated(given=False)
    rows = [post for post in call.state.posts.values() if post.status == status]
    if status == "draft":
        rows = [post for post in rows if post.author is call.caller]
    if author_id is not None:
        rows = [post for post in rows if post.author.id == author_id]
    return page(call, rows)


def get_post(call: Call) -> Response:
    post = call.own_post
    headers = {"etag": post.etag, "cache-control": "private, no-cache", "vary": "Authorization"}
    if matches_weakly(call.request.values("If-None-Match"), post.etag):
        return Response(304, headers)
    return Response(200, {**JSON, **headers}, post.shown())


def update_post(call: Call) -> Response:
    post = call.own_post
    post.edit(members(call.request, fields.POST_UPDATE), call.state.clock)
    return Response(200, {**JSON, "etag": post.etag}, post.shown())


def delete_post(call: Call) -> Response:
    del call.state.posts[call.own_post.id]
    return Response(204)


def page(call: Call, rows: Sequence[User | Post]) -> Response:
    newest = call.query.get("sort", "newest") == "newest"
    limit, cursor = call.query.get("limit", 20), call.query.get("cursor", 0)
    ordered = sorted(rows, key=lambda row: -row.id if newest else row.id)
    if cursor:
        ordered = [row for row in ordered if (row.id < cursor if newest else row.id > cursor)]
    end = f"after-{ordered[limit - 1].id}" if len(ordered) > limit else None
    items = [row.shown() for row in ordered[:limit]]
    return Response(200, JSON, {"items": items, "next_cursor": end})
