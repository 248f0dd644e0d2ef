"""Mutants: problems (E1) and the errors they list (E2, E3)."""

import dataclasses
import re
import urllib.parse
from collections.abc import Iterable
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import fields, problems


@mutant(problems.problem_members, "E1")
def type_left_blank(right: Right, problem: Any) -> Any:
    """The type of a problem is about:blank."""
    return right(problem) | {"type": "about:blank"}


@mutant(problems.problem_members, "E1")
def type_of_its_status(right: Right, problem: Any) -> Any:
    """Every 401 has the type unauthenticated."""
    login = problem.slug == "invalid-credentials"
    return right(dataclasses.replace(problem, slug="unauthenticated") if login else problem)


@mutant(problems.title_of, "E1")
def title_in_capitals(right: Right, slug: str) -> Any:
    """Each word of a title has a capital."""
    return right(slug).title()


@mutant(problems.problem_members, "E1")
def status_not_named(right: Right, problem: Any) -> Any:
    """A problem does not name its status."""
    return {name: value for name, value in right(problem).items() if name != "status"}


@mutant(problems.problem_members, "E1")
def instance_named(right: Right, problem: Any) -> Any:
    """A problem has an instance."""
    return right(problem) | {"instance": "urn:uuid:6f0d7a5e-0000-4000-8000-000000000000"}


@mutant(problems.problem_members, "E1")
def errors_always(right: Right, problem: Any) -> Any:
    """Every problem has a list of errors."""
    return {"errors": [], **right(problem)}


@mutant(problems.invalid, "E2")
def first_error_only(right: Right, errors: list[Any]) -> Any:
    """Only the first wrong field is named."""
    return right(errors[:1])


@mutant(fields.shape_errors, "E2")
def two_errors_a_field(right: Right, sent: Any, shape: Any, required: Any) -> Iterable[Any]:
    """A field too short is named for its form as well."""
    for error in right(sent, shape, required):
        yield error
        if error["code"] == "minLength":
            yield error | {"code": "pattern"}


@mutant(fields.shape_errors, "E2", "U3")
def credentials_beside_fields(right: Right, sent: Any, shape: Any, required: Any) -> Iterable[Any]:
    """A missing current password is named beside wrong fields."""
    yield from right(sent, shape, required)
    profile = shape is fields.PROFILE_UPDATE and sent.keys() & {"email", "password"}
    if profile and "current_password" not in sent:
        yield problems.error_at("current_password", "credentials")


@mutant(problems.pointer_to, "E3")
def pointer_without_hash(right: Right, name: str) -> Any:
    """A pointer is not in URI fragment form."""
    return right(name)[1:]


@mutant(problems.pointer_to, "E3")
def pointer_unescaped(right: Right, name: str) -> Any:
    """Tilde and slash stand as they are in a pointer."""
    return "#/" + urllib.parse.quote(name, safe="~/", errors="replace")


@mutant(problems.pointer_to, "E3")
def pointer_not_percent_encoded(right: Right, name: str) -> Any:
    """A pointer is not percent-encoded."""
    return urllib.parse.unquote(right(name))


@mutant(problems.error, "E3")
def pointer_to_the_whole(right: Right, kind: str, place: str, code: str) -> Any:
    """A body which is no object is named by the pointer of an empty name."""
    return right(kind, "#/" if place == "#" else place, code)


@mutant(problems.error, "E3")
def codes_in_snake_case(right: Right, kind: str, place: str, code: str) -> Any:
    """Codes are written with underscores."""
    return right(kind, place, re.sub("[A-Z]", lambda capital: "_" + capital[0].lower(), code))


@mutant(problems.error, "E3")
def parameters_as_pointers(right: Right, kind: str, place: str, code: str) -> Any:
    """A parameter is named by a pointer."""
    return right("pointer", place, code)


@mutant(problems.error, "E3")
def missing_is_a_type(right: Right, kind: str, place: str, code: str) -> Any:
    """A missing member has the code type."""
    return right(kind, place, "type" if code == "required" else code)
