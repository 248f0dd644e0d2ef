"""The people of the cases: each is a client which sends its own token."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import httpx

API = "/api/v1"
PASSWORD = "correct horse battery staple"

MakeUser = Callable[..., "ApiClient"]
CreatePost = Callable[..., httpx.Response]


@dataclass(frozen=True)
class ApiClient:
    """A client of one server; every response is held against the contract."""

    http: httpx.Client
    base_url: str
    token: str = ""
    id: int = 0
    username: str = ""
    email: str = ""
    password: str = ""

    def request(
        self, method: str, path: str, *, headers: Any = None, **options: Any
    ) -> httpx.Response:
        """Send one request; `path` follows the base URL as it is."""
        sent = httpx.Headers(headers)
        if self.token and "authorization" not in sent:
            sent["authorization"] = f"Bearer {self.token}"
        return self.http.request(method, self.base_url + path, headers=sent, **options)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def head(self, path: str, **options: Any) -> httpx.Response:
        return self.request("HEAD", path, **options)

    def options(self, path: str, **options: Any) -> httpx.Response:
        return self.request("OPTIONS", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)

    def put(self, path: str, **options: Any) -> httpx.Response:
        return self.request("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> httpx.Response:
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> httpx.Response:
        return self.request("DELETE", path, **options)


def fresh_name(prefix: str = "user") -> str:
    """A username which nobody has taken."""
    return f"{prefix}_{uuid.uuid4().hex[:16]}"


def registration(**fields: str) -> dict[str, str]:
    """The body of a registration which succeeds, or what `fields` make of it."""
    name = fields.get("username") or fresh_name()
    account = {"username": name, "email": f"{name}@example.com", "password": PASSWORD}
    return {**account, **fields}


def register(anonymous: ApiClient, **fields: str) -> ApiClient:
    """A new account, logged in."""
    account = registration(**fields)
    username, password = account["username"], account["password"]
    own = anonymous.post("/users", json=account).raise_for_status().json()
    credentials = {"username": username, "password": password}
    token = anonymous.post("/tokens", json=credentials).raise_for_status().json()["token"]
    return replace(
        anonymous,
        token=token,
        id=own["id"],
        username=username,
        email=own["email"],
        password=password,
    )
