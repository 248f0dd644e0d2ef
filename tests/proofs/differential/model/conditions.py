"""If-Match and If-None-Match (C2, C3; RFC 9110, 8.8.3 and 13.1)."""

import re

# A list element may be empty; white space around elements is free.
TAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
LIST = re.compile(rf"[ \t]*(?:{TAG})?(?:[ \t]*,[ \t]*(?:{TAG})?)*[ \t]*")


def tags(lines: list[str]) -> list[str]:
    """The entity-tags of a header, `*` alone for any, none for a value that is malformed."""
    joined = ", ".join(lines).strip(" \t")
    if joined == "*":
        return ["*"]
    return re.findall(TAG, joined) if LIST.fullmatch(joined) else []


def matches_weakly(lines: list[str], etag: str) -> bool:
    return any(tag in ("*", etag, f"W/{etag}") for tag in tags(lines))


def matches_strongly(lines: list[str], etag: str) -> bool:
    return any(tag in ("*", etag) for tag in tags(lines))
