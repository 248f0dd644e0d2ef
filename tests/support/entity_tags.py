"""Values of If-Match and If-None-Match: one entry per header line, TAG for the post's own tag."""

from typing import Any

import pytest

STRONG_MATCHES: dict[str, list[str]] = {
    "the tag": ["TAG"],
    "star": ["*"],
    "first of a list": ['TAG, "x"'],
    "last of a list": ['"x", "y", TAG'],
    "list without spaces": ['"x",TAG,"y"'],
    "tabs between": ['"x"\t,\tTAG'],
    "empty elements": [", TAG,, ,"],
    "first of three lines": ["TAG", '"x"', '"y"'],
    "after a tag with a comma": ['"a,b", TAG'],
    "after a tag of one comma": ['",",TAG'],
    "after an empty tag": ['"", TAG'],
    "after a backslash, which escapes nothing": ['"x\\", TAG'],
    "after a star that is a tag": ['"*", TAG'],
    "after a weak tag": ['W/"x", TAG'],
    "weak and strong": ["W/TAG, TAG"],
}

WEAK_MATCHES: dict[str, list[str]] = {
    "the weak tag": ["W/TAG"],
    "a weak tag in a list": ['W/"x", W/TAG'],
    "a weak tag among empty elements": [",W/TAG,"],
}

# Of several header lines some frameworks read the first alone, see X28.
FURTHER_LINES: dict[str, list[str]] = {
    "second line": ['"x"', "TAG"],
    "last of three lines": ['"x"', '"y"', "TAG"],
    "an empty line before": ["", "TAG"],
}

NO_MATCHES: dict[str, list[str]] = {
    "another tag": ['"x"'],
    "another version": ['"ID-2"'],
    "version 0": ['"ID-0"'],
    "leading zero": ['"ID-01"'],
    "the id alone": ['"ID"'],
    "empty tag": ['""'],
    "a list of others": ['"x", W/"y", "ID-11"'],
    "quoted star": ['"*"'],
}

MALFORMED: dict[str, list[str]] = {
    "empty": [""],
    "commas only": [", ,"],
    "no quotes": ["ID-1"],
    "open at the end": ['"ID-1'],
    "open at the start": ['ID-1"'],
    "single quotes": ["'ID-1'"],
    "lower-case w": ["w/TAG"],
    "space after W/": ["W/ TAG"],
    "W without slash": ["WTAG"],
    "two tags without comma": ["TAG TAG"],
    "two tags with semicolon": ["TAG;TAG"],
    "text after the tag": ["TAG x"],
    "text before the tag": ["x TAG"],
    "text before a good element": ["x, TAG"],
    "text after a good element": ["TAG, x"],
    "text on another line": ["TAG", "x"],
    "star before a tag": ["*, TAG"],
    "star after a tag": ["TAG, *"],
    "star on another line": ["*", "TAG"],
    "star and a comma": ["*,"],
    "two stars": ["**"],
    "weak star": ["W/*"],
    "space inside a tag": ['"a b", TAG'],
    "tab inside a tag": ['"a\tb", TAG'],
    "quote inside a tag": ['"a"b", TAG'],
    "nested quotes": ['"TAG"'],
    "space before the closing quote": ['"ID-1 "'],
    "thousands of quotes": ['"' * 5000],
    "thousands of commas": ["," * 5000],
}


def lines(name: str, values: list[str], post: dict[str, Any]) -> list[tuple[bytes, bytes]]:
    """The header lines, with the post's own tag and id filled in."""
    filled = [value.replace("TAG", post["etag"]).replace("ID", str(post["id"])) for value in values]
    return [(name.encode(), value.encode("latin-1")) for value in filled]


def table(*tables: dict[str, list[str]]) -> pytest.MarkDecorator:
    rows = {name: values for rows in tables for name, values in rows.items()}
    return pytest.mark.parametrize("values", rows.values(), ids=rows)
