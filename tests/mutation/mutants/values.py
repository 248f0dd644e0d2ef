"""Mutants: values: coercion (E4), leaks (E5), strings (S3)."""

import dataclasses
import json
import unicodedata
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import fields, problems, users


@mutant(fields.check_shape, "E4")
def numbers_coerced(right: Right, sent: Any, *given: Any) -> Any:
    """A number is taken for a string."""
    return right(with_text(sent, int | float), *given)


@mutant(fields.check_shape, "E4")
def booleans_coerced(right: Right, sent: Any, *given: Any) -> Any:
    """A boolean is taken for a string."""
    return right(with_text(sent, bool), *given)


def with_text(sent: Any, kind: Any) -> Any:
    if not isinstance(sent, dict):
        return sent
    return {
        name: json.dumps(value) if isinstance(value, kind) else value
        for name, value in sent.items()
    }


@mutant(fields.check_shape, "E4")
def null_is_absent(right: Right, sent: Any, *given: Any) -> Any:
    """A member which is null counts as absent."""
    if isinstance(sent, dict):
        sent = {name: value for name, value in sent.items() if value is not None}
    return right(sent, *given)


@mutant(fields.check_shape, "E4")
def unknown_members_ignored(right: Right, sent: Any, shape: Any, *given: Any) -> Any:
    """Unknown members are ignored."""
    if isinstance(sent, dict):
        sent = {name: sent[name] for name in sent if name in shape}
    return right(sent, shape, *given)


@mutant(problems.malformed, "E5")
def path_of_the_server_shown(right: Right, detail: str) -> Any:
    """A problem names a file of the server."""
    return right(f'{detail} File "{__file__}", line 1')


@mutant(users.check_unique, "E5", "U1")
def driver_quoted(right: Right, *given: Any, **values: str) -> Any:
    """A conflict repeats what the database said."""
    try:
        right(*given, **values)
    except problems.ProblemError as problem:
        said = "(sqlite3.IntegrityError) UNIQUE constraint failed: users.username"
        raise dataclasses.replace(problem, detail=said) from None


@mutant(fields.shape_errors, "F3", "E5")
def password_repeated(right: Right, sent: Any, *given: Any) -> Any:
    """An error repeats the password which it is about."""
    for error in right(sent, *given):
        about = error.get("pointer") == "#/password" and "password" in sent
        yield error | {"detail": f"{sent['password']!r} will not do."} if about else error


@mutant(fields.length_of, "S3")
def lengths_in_utf_16(right: Right, value: str) -> Any:
    """Lengths count UTF-16 code units."""
    return len(value.encode("utf-16-le")) // 2


@mutant(fields.length_of, "S3")
def lengths_in_bytes(right: Right, value: str) -> Any:
    """Lengths count bytes of UTF-8."""
    return len(value.encode())


@mutant(fields.check_shape, "S3")
def values_trimmed(right: Right, sent: Any, *given: Any) -> Any:
    """White space around a value is cut off."""
    return {name: value.strip() for name, value in right(sent, *given).items()}


@mutant(fields.check_shape, "S3")
def values_trimmed_first(right: Right, sent: Any, *given: Any) -> Any:
    """White space around a value is cut off before it is checked."""
    if isinstance(sent, dict):
        sent = {name: v.strip() if fields.is_string(v) else v for name, v in sent.items()}
    return right(sent, *given)


@mutant(fields.check_shape, "S3")
def values_composed(right: Right, sent: Any, *given: Any) -> Any:
    """Values are normalized to NFC."""
    checked = right(sent, *given)
    return {name: unicodedata.normalize("NFC", value) for name, value in checked.items()}


@mutant(fields.check_shape, "S3", "F6")
def line_ends_normalized(right: Right, sent: Any, *given: Any) -> Any:
    """A carriage return and line feed become a line feed."""
    return {name: value.replace("\r\n", "\n") for name, value in right(sent, *given).items()}


@mutant(fields.is_string, "S3")
def lone_surrogates_taken(right: Right, value: object) -> Any:
    """A lone surrogate is taken for a character."""
    return isinstance(value, str)
