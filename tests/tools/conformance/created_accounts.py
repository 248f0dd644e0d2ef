"""Which accounts a run has made, kept in files which outlive the processes that write them."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.api_client import API, PASSWORD
from tests.support.exchanges import Exchange


@dataclass
class Account:
    """What is known of an account at the end; `id` is 0 where no response came back."""

    url: str
    username: str
    id: int = 0
    passwords: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    without_response: int = 0


class AccountLog:
    """Writes down what happens to accounts at these base URLs, line by line."""

    def __init__(self, path: Path, urls: Iterable[str]) -> None:
        self.path = path
        self.urls = list(urls)

    def sending(self, url: str, method: str, path: str, content: bytes) -> None:
        if (method, path) == ("POST", API + "/users"):
            self._write(url, _members(content), without_response=1)

    def received(self, exchange: Exchange) -> None:
        sent, response = _members(exchange.content), _members(exchange.body)
        event = (exchange.method, exchange.path.removeprefix(API), exchange.status)
        if event[:2] == ("POST", "/users"):
            self._write(exchange.url, sent, without_response=-1)
        if event == ("POST", "/users", 201):
            self._write(
                exchange.url, {"password": PASSWORD, **sent, **response}, id=response.get("id")
            )
        if event == ("PATCH", "/users/me", 200):
            self._write(exchange.url, {**sent, **response})
        if event == ("POST", "/tokens", 201):
            self._write(exchange.url, sent, token=response.get("token"))

    def _write(self, url: str, members: dict[str, Any], **more: Any) -> None:
        """Whatever is not a string is left out: a request without a name made no account."""
        base = next((base for base in self.urls if url.startswith(base)), None)
        texts = {name: members.get(name) for name in ("username", "password")}
        known = {name: text for name, text in texts.items() if isinstance(text, str)}
        if base is not None and "username" in known:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"url": base, **known, **more}) + "\n")


def accounts(folder: Path) -> list[Account]:
    """Those which all processes of a run have made, or may have made."""
    lines = [line for path in folder.iterdir() for line in path.read_text("utf-8").splitlines()]
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for line in map(json.loads, lines):
        found[line["url"], line["username"]].append(line)
    read = [_account(*key, lines) for key, lines in found.items()]
    return [account for account in read if account.id or account.without_response > 0]


def _account(url: str, username: str, lines: list[dict[str, Any]]) -> Account:
    return Account(
        url,
        username,
        max(line.get("id") or 0 for line in lines),
        [line["password"] for line in lines if line.get("password")],
        [line["token"] for line in lines if line.get("token")],
        sum(line.get("without_response", 0) for line in lines),
    )


def _members(text: bytes) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
