"""Which values a member may have (E2 to E4, F1 to F8), in code that no implementation shares."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]+", re.IGNORECASE)  # of those that are drawn
USERNAME = re.compile("[a-z0-9_]+")


def is_one_line(text: str) -> bool:
    return not any(unicodedata.category(character) == "Cc" for character in text)


def is_text(text: str) -> bool:
    return is_one_line(text.translate(dict.fromkeys(map(ord, "\t\n\r"))))


@dataclass(frozen=True)
class Rule:
    """The rule of one member."""

    shortest: int
    longest: int
    fits: Callable[[str], bool]
    required: bool = False
    otherwise: str = "pattern"

    def fault(self, value: Any) -> str | None:
        if not isinstance(value, str):
            return "type"
        if len(value) < self.shortest:
            return "minLength"
        if len(value) > self.longest:
            return "maxLength"
        return None if self.fits(value) else self.otherwise


def needed(rule: Rule) -> Rule:
    return Rule(rule.shortest, rule.longest, rule.fits, True, rule.otherwise)


username = Rule(3, 30, lambda text: bool(USERNAME.fullmatch(text)), required=True)
email = Rule(0, 254, lambda text: bool(EMAIL.fullmatch(text)), otherwise="format")
new_password = Rule(12, 128, is_one_line)
given_password = Rule(1, 128, is_one_line)
bio = Rule(0, 500, is_text)
title = Rule(1, 200, lambda text: is_one_line(text) and not text.isspace())
body = Rule(1, 50_000, lambda text: is_text(text) and not text.isspace())
status = Rule(0, 10**9, lambda text: text in ("draft", "published"), otherwise="enum")

Shape = Mapping[str, Rule]

REGISTRATION: Shape = {
    "username": username,
    "email": needed(email),
    "password": needed(new_password),
    "bio": bio,
}
PROFILE_UPDATE: Shape = {
    "bio": bio,
    "email": email,
    "password": new_password,
    "current_password": given_password,
}
CREDENTIALS: Shape = {
    "username": Rule(1, 254, is_one_line, required=True),
    "password": needed(given_password),
}
POST_CREATION: Shape = {"title": needed(title), "body": needed(body), "status": status}
POST_UPDATE: Shape = {"title": title, "body": body, "status": status}


def faults(members: Mapping[str, Any], shape: Shape) -> dict[str, str]:
    """Every wrong member with the first thing that is wrong with it."""
    codes = {name: "additionalProperties" for name in members if name not in shape}
    for name, rule in shape.items():
        if name in members:
            code = rule.fault(members[name])
        else:
            code = "required" if rule.required else None
        if code is not None:
            codes[name] = code
    return codes
