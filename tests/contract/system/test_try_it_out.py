"""Each operation succeeds when it is sent as a page of documentation fills it in."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest

from tests.support.api_client import ApiClient
from tests.support.openapi_examples import Prefilled, prefilled
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


IDS = {"registerUser": "user_id", "createPost": "post_id"}


def try_out(site: ApiClient, sent: Prefilled, known: dict[str, Any]) -> httpx.Response:
    """The response to an operation whose path takes the ids known by now."""
    body = {"json": sent.body} if sent.body else {}
    path = sent.path.format(**known)
    return site.request(sent.method, path, params=sent.query, headers=sent.headers, **body)


@rule("Y3")
@needs_database
def test_every_operation_succeeds_as_it_is_filled_in(site: ApiClient) -> None:
    document, failed = site.get("/openapi.json").json(), {}
    known: dict[str, Any] = {}
    for operation_id in ORDER.split():
        response = try_out(site, prefilled(document, operation_id), known)
        if not response.is_success:
            failed[operation_id] = response.status_code
        made = response.json() if response.is_success and response.content else {}
        site = replace(site, token=made.get("token", site.token))
        known[IDS.get(operation_id, "")] = made.get("id")
    assert failed == {}
