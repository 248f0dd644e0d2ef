"""What an error response must be."""

from collections.abc import Mapping
from typing import Any, Protocol

import httpx

PROBLEM_TYPE = "urn:problem-type:"
Codes = str | set[str]


class Response(Protocol):
    """A response of httpx, or one read from a socket."""

    @property
    def status_code(self) -> int: ...
    @property
    def headers(self) -> httpx.Headers: ...
    def json(self) -> Any: ...


def assert_problem(
    response: Response, status: int, slug: str, errors: Mapping[str, Codes] | None = None
) -> None:
    """The response is this problem, with exactly these errors: place to code, or to codes of which
    any is true.
    """
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    title = slug.replace("-", " ").capitalize()
    told = {"type": PROBLEM_TYPE + slug, "title": title, "status": status}
    assert {key: problem.get(key) for key in told} == told
    assert isinstance(problem["detail"], str)
    members = {*told, "detail"} | ({"errors"} if errors is not None else set())
    assert set(problem) == members
    if errors is not None:
        listed = sorted((*place(error), error["code"]) for error in problem["errors"])
        assert [one[:2] for one in listed] == sorted((kind_of(name), name) for name in errors)
        assert all(code in _any_of(errors[name]) for _, name, code in listed), listed


def place(error: dict[str, str]) -> tuple[str, str]:
    """Where an error is, and the member which says so."""
    kind = "pointer" if "pointer" in error else "parameter"
    return kind, error[kind]


def kind_of(place: str) -> str:
    """The member which names a place: a JSON pointer begins with `#`, a parameter does not."""
    return "pointer" if place.startswith("#") else "parameter"


def _any_of(codes: Codes) -> set[str]:
    return {codes} if isinstance(codes, str) else codes
