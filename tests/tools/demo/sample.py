"""The writers of sample_data.yaml, held against the contract before anything is sent."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.support.openapi_checks import CONTRACT, Strict

FILE = Path(__file__).with_name("sample_data.yaml")
PASSWORD = "public domain"
SCHEMAS = CONTRACT["components"]["schemas"]


class SampleError(Exception):
    """sample_data.yaml holds what the API would reject; the message is one plain sentence."""


@dataclass(frozen=True)
class Writer:
    """A user to register, with the posts to create in this user's name."""

    username: str
    bio: str
    posts: tuple[dict[str, str], ...]

    @property
    def registration(self) -> dict[str, str]:
        email = f"{self.username}@example.org"
        return {**self.credentials, "email": email, "bio": self.bio}

    @property
    def credentials(self) -> dict[str, str]:
        return {"username": self.username, "password": PASSWORD}


def load_sample() -> list[Writer]:
    entries = yaml.safe_load(FILE.read_text("utf-8"))
    writers = [Writer(one["username"], one["bio"], tuple(one["posts"])) for one in entries]
    for writer in writers:
        _check(writer.username, "Registration", writer.registration)
        for post in writer.posts:
            _check(f"{writer.username}, {post['title']}", "PostCreation", post)
    return writers


def scripts(writers: list[Writer]) -> set[str]:
    """The scripts of all titles and bodies: LATIN, GREEK, CJK and so on."""
    return {
        unicodedata.name(letter).split()[0].partition("-")[0]
        for writer in writers
        for letter in set(_letters(writer))
    }


def _letters(writer: Writer) -> Iterator[str]:
    texts = (post["title"] + post["body"] for post in writer.posts)
    return (character for text in texts for character in text if character.isalpha())


def _check(place: str, schema: str, value: Any) -> None:
    for error in Strict(SCHEMAS[schema]).iter_errors(value):
        raise SampleError(f"{FILE.name}, {place}: {error.message}.")
