"""Operations that a service has beyond the contract: no case sends them or objects to them."""

import re
from typing import Any

import pytest

from tests.support.api_client import ApiClient
from tests.support.openapi_checks import CONTRACT
from tests.support.targets import Target

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
Extra = set[tuple[str, str]]


@pytest.fixture(scope="session")
def served_schema(site: ApiClient) -> dict[str, Any]:
    """The OpenAPI schema as the target serves it."""
    schema: dict[str, Any] = site.get("/openapi.json").json()
    return schema


@pytest.fixture(scope="session")
def compared_schema(served_schema: dict[str, Any], target: Target) -> dict[str, Any]:
    """The whole schema, or of a service that the suite did not start what the contract has too."""
    return served_schema if target.program else without_extra(served_schema)


@pytest.fixture(scope="session")
def extra_operations(site: ApiClient, target: Target) -> Extra:
    """Method and path of each, `1` for ids; a target that the suite starts must have none."""
    if target.program:
        return set()
    try:
        schema = site.get("/openapi.json").json()
        return {
            (method.upper(), re.sub(r"\{\w+\}", "1", path))
            for path, item in schema["paths"].items()
            for method in METHODS & set(item)
            if method not in CONTRACT["paths"].get(path, {})
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return set()  # no schema at all: what Y3 says about it is another case


def without_extra(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without the paths, methods and tags that only this service has."""
    paths = {
        path: {
            name: member
            for name, member in item.items()
            if name not in METHODS or name in CONTRACT["paths"][path]
        }
        for path, item in schema["paths"].items()
        if path in CONTRACT["paths"]
    }
    known = {tag["name"] for tag in CONTRACT["tags"]}
    tags = [tag for tag in schema.get("tags", []) if tag["name"] in known]
    return {**schema, "paths": paths, "tags": tags}
