"""What the model remembers."""

import itertools
from dataclasses import dataclass, field
from typing import Any


class Clock:
    """Times of the model: no two are equal, later ones are larger."""

    def __init__(self) -> None:
        self.ticks = itertools.count(1)

    def now(self) -> str:
        return f"time {next(self.ticks):09}"


@dataclass
class User:
    """An account."""

    id: int
    username: str
    email: str
    password: str
    bio: str
    created_at: str
    updated_at: str

    def shown(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("id", "username", "bio", "created_at")}

    def shown_to_owner(self) -> dict[str, Any]:
        return {**self.shown(), "email": self.email, "updated_at": self.updated_at}


@dataclass
class Post:
    """A post with its version."""

    id: int
    author: User
    title: str
    body: str
    status: str
    created_at: str
    updated_at: str
    published_at: str | None
    version: int = 1

    @property
    def etag(self) -> str:
        return f'"{self.id}-{self.version}"'

    def is_visible_to(self, user: User | None) -> bool:
        return self.status == "published" or self.author is user

    def edit(self, changes: dict[str, str], clock: Clock) -> None:
        real = {name: value for name, value in changes.items() if getattr(self, name) != value}
        if not real:
            return
        if "status" in real:
            self.published_at = clock.now() if real["status"] == "published" else None
        for name, value in real.items():
            setattr(self, name, value)
        self.updated_at = clock.now()
        self.version += 1

    def shown(self) -> dict[str, Any]:
        names = ("id", "title", "body", "status", "created_at", "updated_at", "published_at")
        author = {"id": self.author.id, "username": self.author.username}
        return {**{name: getattr(self, name) for name in names}, "author": author}


@dataclass
class State:
    """All rows; ids are far from those that a database hands out."""

    users: dict[int, User] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    tokens: dict[str, User] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)
    ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(10**12 + 1))

    def add_user(self, data: dict[str, str]) -> User:
        created, updated = self.clock.now(), self.clock.now()
        user = User(
            id=next(self.ids),
            username=data["username"],
            email=data["email"].lower(),
            password=data["password"],
            bio=data.get("bio", ""),
            created_at=created,
            updated_at=updated,
        )
        self.users[user.id] = user
        return user

    def add_post(self, author: User, data: dict[str, str]) -> Post:
        status = data.get("status", "published")
        created, updated = self.clock.now(), self.clock.now()
        post = Post(
            id=next(self.ids),
            author=author,
            title=data["title"],
            body=data["body"],
            status=status,
            created_at=created,
            updated_at=updated,
            published_at=self.clock.now() if status == "published" else None,
        )
        self.posts[post.id] = post
        return post

    def add_token(self, user: User) -> str:
        token = f"token-{next(self.ids)}"
        self.tokens[token] = user
        return token

    def taken(self, data: dict[str, str], but: User | None = None) -> list[str]:
        """The names of unique members that somebody else has already."""
        others = [user for user in self.users.values() if user is not but]
        return [
            name
            for name in ("username", "email")
            if name in data and any(getattr(user, name) == data[name].lower() for user in others)
        ]

    def remove_user(self, user: User) -> None:
        del self.users[user.id]
        self.posts = {id_: post for id_, post in self.posts.items() if post.author is not user}
        self.tokens = {token: owner for token, owner in self.tokens.items() if owner is not user}
