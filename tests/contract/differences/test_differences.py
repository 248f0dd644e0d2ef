"""What is left to the frameworks: each responds as shared_contract/differences.yaml says."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.api_client import ApiClient, fresh_name
from tests.support.differences import COLUMNS, Case, Entry, mismatches, read_differences, send
from tests.support.exchanges import EXCHANGES
from tests.support.openapi_checks import has_common_headers
from tests.support.raw_connection import Connection, RawResponse
from tests.support.rules import needs_launcher, rule
from tests.support.targets import Target

Respond = Callable[[Case], RawResponse]
Record = Callable[[str, object], None]

MEMBERS = {"id", "title", "rules", "sentence", "cases", "why", "source", "instead"}
ENTRIES = read_differences()


def parameters(entry: Entry) -> list[Any]:
    """The cases of an entry, marked with its id and the rules which leave it open."""
    marks = rule(entry["id"], *entry["rules"])
    return [
        pytest.param(
            entry["id"],
            case,
            id=f"{entry['id']}.{number} {case['request']}",
            marks=[marks, needs_launcher] if case.get("cors") else [marks],
        )
        for number, case in enumerate(entry["cases"], 1)
    ]


@pytest.fixture
def fill(alice: ApiClient, published: dict[str, Any]) -> Callable[[str], str]:
    """Puts what the running case knows in place of `{post}` and the like."""
    known = {
        "{post}": str(published["id"]),
        "{tag}": published["etag"],
        "{bare_tag}": published["etag"].strip('"'),
        "{token}": alice.token,
        "{fresh}": fresh_name(),
    }

    def filled(text: str) -> str:
        for name, value in known.items():
            text = text.replace(name, value)
        return text

    return filled


@pytest.fixture
def respond(
    target: Target, connect: Callable[[str], Connection], fill: Callable[[str], str]
) -> Respond:
    """Sends the request of a case, one about CORS to a server that allows an origin."""

    def respond(case: Case) -> RawResponse:
        url = target.configured_url if case.get("cors") else target.url
        return send(connect(url), case, fill)

    return respond


@pytest.mark.parametrize(
    ("difference", "case"), [one for entry in ENTRIES for one in parameters(entry)]
)
def test_the_response_is_the_one_in_the_table(
    target: Target, respond: Respond, record_property: Record, difference: str, case: Case
) -> None:
    response = respond(case)
    wrong = {column: mismatches(case[column], response) for column in COLUMNS}
    own = target.name.partition("@")[0]
    record_property("alike", [difference, [name for name in COLUMNS if not wrong[name]]])
    assert wrong.get(own, []) == []
    if own in COLUMNS:
        has_common_headers(EXCHANGES[-1])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_an_entry_is_whole(entry: Entry) -> None:
    assert set(entry) == MEMBERS
    assert entry["cases"]
    assert all({"request", *COLUMNS} <= set(case) for case in entry["cases"])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_an_entry_is_a_difference_and_no_fault(entry: Entry) -> None:
    alike = [case for case in entry["cases"] if case["django"] == case["flask"] == case["fastapi"]]
    assert alike == [], "all three respond alike: make it a case of a rule"
    assert all(case[column]["status"] < 500 for case in entry["cases"] for column in COLUMNS)


def test_the_entries_are_numbered_from_1() -> None:
    assert [entry["id"] for entry in ENTRIES] == [f"X{n}" for n in range(1, len(ENTRIES) + 1)]
