"""Mutants: JSON texts (H6) and their way over the wire (H7)."""

import json
from typing import Any

from tests.mutation.mutants.registry import Right, changed_name, mutant
from tests.mutation.reference_server import app, bodies, fields, problems
from tests.mutation.reference_server.messages import Body, Request


@mutant(bodies.parse_json, "H6")
def encoded_surrogates_taken(right: Right, content: bytes) -> Any:
    """Surrogates encoded in UTF-8 are decoded."""
    return right(content.decode("utf-8", "replace").encode())


@mutant(bodies.parse_json, "H6")
def deep_nesting_is_500(right: Right, content: bytes) -> Any:
    """Endless nesting is 500."""
    if content.count(b"[") + content.count(b"{") > 10_000:
        raise RecursionError
    return right(content)


@mutant(bodies.parse_json, "H6")
def empty_body_is_an_object(right: Right, content: bytes) -> Any:
    """An empty body counts as an empty object."""
    return right(content or b"{}")


@mutant(fields.check_shape, "H6", "E3")
def non_objects_malformed(right: Right, sent: object, *given: Any) -> Any:
    """JSON which is no object is 400."""
    if not isinstance(sent, dict):
        raise problems.malformed("This is no object.")
    return right(sent, *given)


@mutant(bodies.parse_json, "H6")
def first_of_equal_names_wins(right: Right, content: bytes) -> Any:
    """Of equal member names the first wins."""
    right(content)
    return json.loads(content, object_pairs_hook=lambda pairs: dict(reversed(pairs)))


@mutant(Body.exactly, "H7")
def short_bodies_taken(right: Right, body: Body, length: int) -> Any:
    """A body which ends before its declared length is taken."""
    return body.stream.read(length)


@mutant(app.dispatch, "H7")
def uncalled_bodies_rejected(right: Right, service: Any, request: Request) -> Any:
    """A body on GET or DELETE is 400."""
    if request.method in ("GET", "DELETE") and request.body.read():
        raise problems.malformed("This operation takes no body.")
    return right(service, request)


MIB = 1024 * 1024
changed_name("limit-a-byte-short", "A body of exactly 1 MiB is 413.", "MAX_BODY", MIB - 1, "H7")
changed_name("limit-a-byte-long", "One byte over 1 MiB is taken.", "MAX_BODY", MIB + 1, "H7")
