"""Which Host headers a server accepts."""

import pytest

from tests.support.openapi_checks import has_common_headers
from tests.support.operations import OPERATIONS
from tests.support.raw_connection import RawResponse
from tests.support.raw_fixtures import Raw
from tests.support.rules import negative, rule

pytestmark = rule("Y6")

REQUESTS = [f"{operation.method} /api/v1{operation.at()}" for operation in OPERATIONS]
OTHERS = ["GET /health/live", "GET /health/ready", "GET /openapi.json", "GET /docs", "GET /nothing"]
SERVED = ["localhost", "127.0.0.1", "localhost:8000", "127.0.0.1:1"]
# Names of hosts have no case, and addresses may be of IPv6; but see X25 of differences.yaml.
SPELLINGS = ["LOCALHOST", "LocalHost:8000", "[::1]", "[::1]:80", "localhost."]
NOT_SERVED = """
other.example localhost.example sub.localhost 127.0.0.1.example 127.0.0.2 [::2] 0.0.0.0 localhost,a
notlocalhost
"""


def ask(raw: Raw, start: str, *lines: str) -> RawResponse:
    """The response, of which the body is the framework's own where the host is rejected."""
    head = [f"{start} HTTP/1.1", *lines, "Connection: close", "", ""]
    return raw("\r\n".join(head).encode(), check=has_common_headers)


@negative
@pytest.mark.parametrize("start", [*REQUESTS, *OTHERS])
def test_another_host_is_rejected_everywhere(raw: Raw, start: str) -> None:
    assert ask(raw, start, "Host: other.example").status == 400


@negative
@pytest.mark.parametrize("host", NOT_SERVED.split())
def test_a_host_that_is_not_configured_is_rejected(raw: Raw, host: str) -> None:
    assert ask(raw, "GET /api/v1/users?limit=1", f"Host: {host}").status == 400


@pytest.mark.parametrize("host", SERVED)
def test_a_configured_host_is_served_on_any_port(raw: Raw, host: str) -> None:
    assert ask(raw, "GET /api/v1/users?limit=1", f"Host: {host}").status == 200


def test_of_two_hosts_the_first_is_served_or_both_are_rejected(raw: Raw) -> None:
    hosts = ["Host: other.example", "Host: localhost"]
    assert ask(raw, "GET /api/v1/users?limit=1", *hosts).status == 400
    assert ask(raw, "GET /api/v1/users?limit=1", *hosts[::-1]).status in {200, 400}


@pytest.mark.parametrize("host", SPELLINGS)
def test_another_spelling_of_a_configured_host_is_served_or_rejected(raw: Raw, host: str) -> None:
    assert ask(raw, "GET /api/v1/users?limit=1", f"Host: {host}").status in {200, 400}


@negative
@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Host", "Forwarded"])
def test_no_other_header_stands_for_the_host(raw: Raw, name: str) -> None:
    lines = ["Host: other.example", f"{name}: localhost"]
    assert ask(raw, "GET /api/v1/users?limit=1", *lines).status == 400


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Host"])
def test_a_forwarded_host_is_not_believed(raw: Raw, name: str) -> None:
    lines = ["Host: localhost", f"{name}: other.example"]
    assert ask(raw, "GET /api/v1/users?limit=1", *lines).status == 200
