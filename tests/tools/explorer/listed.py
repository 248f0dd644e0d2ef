"""Differences of shared_contract/differences.yaml, recognized by the request and the responses.

A difference is named only if the request has what the entry is about, the responses fit one of its
cases, and they differ in nothing that the case does not speak of.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.support.differences import COLUMNS, Case, Entry, read_differences
from tests.support.openapi_checks import CONTRACT, Strict
from tests.support.problems import PROBLEM_TYPE, place
from tests.tools.demo.responses import body_of
from tests.tools.explorer.comparing import Comparison
from tests.tools.explorer.request import Ask
from tests.tools.site.concepts import operations

TAGS = re.compile(r'\s*(\*|(W/)?"[^"\s]*"(\s*,\s*(W/)?"[^"\s]*")*)\s*')
PLACEHOLDER = re.compile(r"\{[\w.]+\}")
CONDITIONS = ("if-match", "if-none-match")


def named(ask: Ask, responses: list[httpx.Response], found: Comparison) -> Entry | None:
    """The listed difference that the responses show, if there is one."""
    for entry in _entries():
        is_about = ABOUT.get(entry["id"])
        if is_about and is_about(ask) and _in_place(entry, responses):
            for case in entry["cases"]:
                columns = [case[name] for name in COLUMNS]
                if all(map(_fits, columns, responses)) and _explains(columns, found):
                    return entry
    return None


@cache
def _entries() -> list[Entry]:
    return read_differences()


def _in_place(entry: Entry, responses: list[httpx.Response]) -> bool:
    """Whether nothing is wrong in another place than the entry speaks of, if it names one."""
    columns = [case[name] for case in entry["cases"] for name in COLUMNS]
    places = {name for column in columns for name in column.get("errors", {})}
    bodies = [body_of(response) for response in responses]
    errors = [
        error for body in bodies if isinstance(body, dict) for error in body.get("errors", [])
    ]
    return not places or {place(error)[1] for error in errors} <= places


def _fits(column: dict[str, Any], response: httpx.Response) -> bool:
    """Whether a response is what a column says, of whatever operation."""
    wanted, got = column["status"], response.status_code
    if got != wanted and not (200 <= got < 300 and 200 <= wanted < 300):
        return False
    body = body_of(response)
    problem = body.get("type") if isinstance(body, dict) else ""
    if "type" in column and str(problem).removeprefix(PROBLEM_TYPE) != column["type"]:
        return False
    headers = column.get("headers", {})
    return all(response.headers.get(name) == value for name, value in headers.items())


def _explains(columns: list[Case], found: Comparison) -> bool:
    """Whether the columns differ in all that the responses differ in."""
    if len({column["status"] for column in columns}) > 1:
        return True
    told = {name for column in columns for name in column.get("headers", {})}
    told_of_body = "Content-Type" in told or any("errors" in column for column in columns)
    return set(found.headers) <= told and (told_of_body or not found.body)


def _headers(ask: Ask, *names: str) -> list[str]:
    return [value for name, value in ask.header_lines() if name.lower() in names]


def _takes_json(ask: Ask) -> bool:
    declared = _headers(ask, "content-type")
    return bool(declared) and declared[0].partition(";")[0].strip() == "application/json"


def _query(ask: Ask) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(ask.path).query)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _two_faults(ask: Ask) -> bool:
    """Whether a member of the body breaks two keywords of its schema."""
    method, path = operations()[ask.operation].split(" ")
    declared = CONTRACT["paths"][path][method.lower()].get("requestBody")
    if not declared or not _is_json(ask.body):
        return False
    schema = declared["content"]["application/json"]["schema"]
    broken = [tuple(error.path) for error in Strict(schema).iter_errors(json.loads(ask.body))]
    return any(broken.count(place) > 1 for place in broken if place)


def _needs_token(ask: Ask) -> bool:
    method, path = operations()[ask.operation].split(" ")
    needed: list[Any] = CONTRACT["paths"][path][method.lower()]["security"]
    return needed == [{"BearerAuth": []}]


ABOUT: dict[str, Callable[[Ask], bool]] = {
    "X1": lambda ask: any("json" not in value for value in _headers(ask, "accept")),
    "X7": lambda ask: len(dict(_query(ask))) < len(_query(ask)),
    "X8": lambda ask: any(
        name in ("limit", "author_id") and not re.fullmatch("[0-9]+", value)
        for name, value in _query(ask)
    ),
    "X9": lambda ask: not ask.body and _takes_json(ask),
    "X10": lambda ask: re.search(r"\b(NaN|Infinity)\b", ask.body) is not None,
    "X11": lambda ask: re.search(r"\\u[dD][89a-fA-F]", ask.body) is not None,
    "X13": lambda ask: any(
        not re.fullmatch("bearer +.+", value, re.IGNORECASE)
        for value in _headers(ask, "authorization")
    ),
    "X14": lambda ask: len(_headers(ask, "authorization")) + (ask.user != "nobody") > 1,
    "X15": lambda ask: any(
        not TAGS.fullmatch(PLACEHOLDER.sub('"tag"', value)) or "bare" in value
        for value in _headers(ask, *CONDITIONS)
    ),
    "X19": lambda ask: '"email"' in ask.body,
    "X21": lambda ask: "//" in ask.path,
    "X22": lambda ask: ask.path.endswith("%0A"),
    "X23": lambda ask: (
        ask.user == "nobody" and _needs_token(ask) and not (_takes_json(ask) and _is_json(ask.body))
    ),
    "X24": _two_faults,
    "X27": lambda ask: "{large}" in ask.body or len(ask.body) > 2**20,
    "X28": lambda ask: any(len(_headers(ask, name)) > 1 for name in CONDITIONS),
}
