"""Each operation succeeds when it is sent as a page of documentation fills it in."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest

from tests.support.api_client import ApiClient
from tests.support.openapi_examples import prefilled
from tests.support.rules import needs_database, rule
from tests.support.servers import Program, Server, migrate

ORDER = """
registerUser createToken getMe updateMe getUser listUsers createPost updatePost getPost listPosts
getLiveness getReadiness deletePost revokeToken
"""


@pytest.fixture
def site(
    http: httpx.Client, start_server: Callable[[Program], Server], fresh_program: Program
) -> ApiClient:
    """A server whose database is empty."""
    migrate(fresh_program)
    return ApiClient(http, start_server(fresh_program).url)


@rule("Y3")
@needs_database
def test_every_operation_succeeds_as_it_is_filled_in(site: ApiClient) -> None:
    document = site.get("/openapi.json").json()
    known: dict[str, Any] = {}
    statuses = {}
    for operation_id in ORDER.split():
        sent = prefilled(document, operation_id)
        response = site.request(
            sent.method,
            sent.path.format(**known),
            params=sent.query,
            headers=sent.headers,
            **({"json": sent.body} if sent.body else {}),
        )
        statuses[operation_id] = response.status_code
        made = response.json() if response.is_success and response.content else {}
        site = replace(site, token=made.get("token", site.token))
        known |= {
            "registerUser": {"user_id": made.get("id")},
            "createPost": {"post_id": made.get("id")},
        }.get(operation_id, {})
    assert {name: status for name, status in statuses.items() if status >= 300} == {}
