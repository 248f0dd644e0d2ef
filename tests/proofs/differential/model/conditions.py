"""If-Match and If-None-Match (C2, C3; RFC 9110, 8.8.3 and 13.1)."""

import re


def tags(lines: list[str]) -> list[str]:
    """The entity-tags of a header, `*` alone for any."""
    return re.findall(r'\*|(?:W/)?"[^"]*"', ", ".join(lines))


def matches_weakly(lines: list[str], etag: str) -> bool:
    return any(tag in ("*", etag, f"W/{etag}") for tag in tags(lines))


def matches_strongly(lines: list[str], etag: str) -> bool:
    return any(tag in ("*", etag) for tag in tags(lines))
