"""The OpenAPI schema that each implementation serves agrees with the contract."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate

from tests.support.api_client import ApiClient
from tests.support.concurrency import CLIENTS, AtOnce, statuses
from tests.support.openapi_checks import CONTRACT, Strict, resolved
from tests.support.openapi_comparison import (
    differences,
    normalized,
    outline,
    remarks,
    unused_components,
)
from tests.support.openapi_examples import examples
from tests.support.rules import needs_launcher, rule
from tests.support.servers import Server

pytestmark = rule("Y3")

WANTED = normalized(CONTRACT)
OPENAPI_JSON = "application/vnd.oai.openapi+json"


def test_the_openapi_schema_is_json(site: ApiClient) -> None:
    response = site.get("/openapi.json")
    assert response.status_code == 200
    assert response.headers["content-type"] in {"application/json", OPENAPI_JSON}


def test_the_openapi_schema_is_valid_openapi_3_1(served_schema: dict[str, Any]) -> None:
    validate(served_schema)
    assert served_schema["openapi"].startswith("3.1.")


def test_the_openapi_schema_names_the_contract_s_operations(
    compared_schema: dict[str, Any],
) -> None:
    assert sorted(normalized(compared_schema)) == sorted(WANTED)


def test_the_openapi_schema_names_no_other_server(compared_schema: dict[str, Any]) -> None:
    assert [server["url"] for server in compared_schema.get("servers", [{"url": "/"}])] == ["/"]


@pytest.mark.parametrize("operation", WANTED)
def test_the_openapi_schema_describes_the_operation_as_the_contract_does(
    compared_schema: dict[str, Any], operation: str
) -> None:
    found = normalized(compared_schema).get(operation, {})
    different = set(differences(WANTED[operation], found))
    if "{" in operation:
        different -= {"responses > 422 + {}"}  # H8: of an id beyond the highest
    assert not different, "\n".join(["- contract, + served", *sorted(different)])


@pytest.mark.parametrize("operation", WANTED)
def test_the_operation_has_the_contract_s_summary_and_tag(
    compared_schema: dict[str, Any], operation: str
) -> None:
    assert remarks(compared_schema)[operation] == remarks(CONTRACT)[operation]


def test_the_tags_and_their_operations_stand_in_the_contract_s_order(
    compared_schema: dict[str, Any],
) -> None:
    assert outline(compared_schema) == outline(CONTRACT)


def test_every_example_fits_its_schema(compared_schema: dict[str, Any]) -> None:
    found = list(examples(resolved(compared_schema)))
    wrong = {
        place: str(error.message)
        for place, schema, value in found
        for error in Strict(schema).iter_errors(value)
    }
    assert wrong == {}
    assert found


def test_every_component_is_used(served_schema: dict[str, Any]) -> None:
    assert unused_components(served_schema) == []


@needs_launcher
def test_the_first_who_ask_may_be_many(
    http: httpx.Client, start_server: Callable[[], Server], at_once: AtOnce
) -> None:
    site = ApiClient(http, start_server().url)
    responses = at_once(CLIENTS, lambda: site.get("/openapi.json"))
    assert statuses(responses) == {200: CLIENTS}
    assert len({response.content for response in responses}) == 1


def test_the_openapi_schema_is_the_same_each_time(site: ApiClient) -> None:
    assert site.get("/openapi.json").content == site.get("/openapi.json").content
