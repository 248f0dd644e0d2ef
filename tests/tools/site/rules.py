"""The rules in the groups of their letters, for the page that lists them."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from tests.support.rules import entries

# By the letter with which the ids of a group begin: its title, and what its rules are about.
GROUPS = {
    "H": ("HTTP", "What holds for every request: paths, methods, bodies, headers."),
    "E": ("Errors", "What an error response looks like, and what it must not reveal."),
    "S": ("Shapes", "How JSON values are written in every response."),
    "F": ("Fields", "Which values each field takes."),
    "A": ("Authentication", "Tokens, password hashes, and limits on logins."),
    "U": ("Users", "Accounts: unique names, privacy, change and deletion."),
    "P": ("Posts", "Who may see and change a post, and what publishing does."),
    "L": ("Lists", "Order, pages and cursors of lists."),
    "C": ("Conditional requests", "Entity-tags, caching, and protection against lost updates."),
    "Y": ("System", "How the service starts, runs, logs, fails and stops."),
    "D": ("Data", "What holds below the API: the tables, and sharing them."),
}


@dataclass(frozen=True)
class Group:
    """Rules whose ids begin with the same letter."""

    letter: str
    title: str
    about: str
    rules: list[dict[str, Any]]


def rules() -> list[dict[str, Any]]:
    """All entries of rules.yaml; the differences have a page of their own."""
    return [entry for entry in entries() if not entry["id"].startswith("X")]


def groups() -> list[Group]:
    found = groupby(rules(), lambda entry: str(entry["id"][0]))
    return [Group(letter, *GROUPS[letter], list(own)) for letter, own in found]
