"""What the server stores, in memory."""

import itertools
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.mutation.reference_server.settings import Settings

JsonObject = dict[str, Any]


@dataclass
class User:
    id: int
    username: str
    email: str
    password: bytes
    bio: str
    created_at: datetime
    updated_at: datetime


@dataclass
class Token:
    user: User
    expires_at: datetime


@dataclass
class Post:
    id: int
    author: User
    title: str
    body: str
    status: str
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None
    version: int = 1


@dataclass
class Window:
    """The logins of an account or of an address since the first of them."""

    ends_at: datetime
    count: int = 0


@dataclass
class Service:
    """The settings and all that is stored; whoever reads or writes holds the lock."""

    settings: Settings
    document: JsonObject
    users: dict[int, User] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    windows: dict[str, Window] = field(default_factory=dict)
    user_ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    post_ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    lock: threading.RLock = field(default_factory=threading.RLock)


HIGHEST_ID = 2**53 - 1


def now() -> datetime:
    return datetime.now(UTC)


def shown_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def edit(row: User | Post, changes: Mapping[str, Any]) -> bool:
    """Take over the changes; False where nothing differs."""
    differing = {name: value for name, value in changes.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)
