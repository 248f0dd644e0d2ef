"""Send the requests of shared_contract/differences.yaml, and compare responses with its columns."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from tests.support.openapi_checks import unchecked
from tests.support.problems import PROBLEM_TYPE, place
from tests.support.raw_connection import Connection, RawResponse
from tests.support.servers import ROOT

FILE = ROOT / "shared_contract/differences.yaml"
COLUMNS = ("django", "flask", "fastapi")

Entry = dict[str, Any]
Case = dict[str, Any]
Fill = Callable[[str], str]


def read_differences() -> list[Entry]:
    """The entries as they stand."""
    entries: list[Entry] = yaml.safe_load(FILE.read_text("utf-8"))
    return entries


def send(connection: Connection, case: Case, fill: Fill) -> RawResponse:
    """The response to the request of a case."""
    method, path = case["request"].split(" ")
    body = fill(_text(case)).encode(case.get("encoding", "utf-8"))
    lines = [f"Host: {case.get('host', connection.host)}", *_headers(case), *_framing(case, body)]
    head = [f"{method} {fill(path)} HTTP/1.1", *map(fill, lines), "Connection: close", "", ""]
    sent = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body) if case.get("chunked") else body
    connection.send("\r\n".join(head).encode("latin-1") + sent)
    return connection.read(unchecked)


def mismatches(expected: dict[str, Any], response: RawResponse) -> list[str]:
    """Where the response is not what a column says."""
    found = {key: _found(key, wanted, response) for key, wanted in expected.items()}
    return [
        f"{key}: {found[key]!r} instead of {wanted!r}"
        for key, wanted in expected.items()
        if found[key] != wanted
    ]


def _found(key: str, wanted: Any, response: RawResponse) -> Any:
    """As much of the response as a member of a column speaks of."""
    if key == "status":
        return response.status
    if key == "headers":
        return {name: response.headers.get(name) for name in wanted}
    if key == "text":
        return [text for text in wanted if text in response.body.decode()]
    members = _members(response)
    if key == "type":
        return str(members.get("type")).removeprefix(PROBLEM_TYPE)
    if key == "errors":
        return {place(error)[1]: error["code"] for error in members.get("errors", [])}
    return {name: members.get(name) for name in wanted}


def _members(response: RawResponse) -> dict[str, Any]:
    try:
        value = response.json()
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _text(case: Case) -> str:
    if "json" in case:
        return json.dumps(case["json"], ensure_ascii=False)
    body = case.get("body", "")
    return body if isinstance(body, str) else "".join(text * times for text, times in body)


def _headers(case: Case) -> Iterator[str]:
    headers = case.get("headers", {})
    if "json" in case:
        yield "Content-Type: application/json"
    if case.get("by") == "author":
        yield "Authorization: Bearer {token}"
    for name, values in headers.items():
        for value in values if isinstance(values, list) else [values]:
            yield f"{name}: {value}"


def _framing(case: Case, body: bytes) -> Iterator[str]:
    if case.get("chunked"):
        yield "Transfer-Encoding: chunked"
    elif body:
        yield f"Content-Length: {len(body)}"
