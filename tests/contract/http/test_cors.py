"""What a page of another origin may do: nothing, until its origin is allowed."""

import httpx
import pytest

from tests.support.api_client import ApiClient, register
from tests.support.operations import Operation, every_operation
from tests.support.rules import needs_launcher, negative, rule
from tests.support.targets import ORIGIN

pytestmark = rule("Y7")

EXPOSED = {"etag", "location", "x-request-id", "retry-after"}
SENT = "authorization,content-type,if-match,if-none-match,x-request-id"
TRACING = "traceparent,tracestate,baggage,sentry-trace"
OTHER_ORIGINS = [
    *("https://other.example", "http://app.example", "https://app.example:8443", "null"),
    *("https://app.example.other.example", "https://sub.app.example", "https://APP.example.", "*"),
]


def ask(method: str, origin: str = ORIGIN, **headers: str) -> dict[str, str]:
    """The headers of a preflight."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"Origin": origin, "Access-Control-Request-Method": method, **named}


def cors(response: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if "access-control" in name}


def listed(response: httpx.Response, name: str) -> set[str]:
    return {value.strip().lower() for value in response.headers.get(name, "").split(",")}


@pytest.mark.parametrize("path", ["/users?limit=1", "/posts?limit=1"])
def test_by_default_no_origin_is_allowed(anonymous: ApiClient, path: str) -> None:
    response = anonymous.get(path, headers={"Origin": ORIGIN})
    assert (response.status_code, cors(response)) == (200, {})


@every_operation
def test_by_default_a_preflight_allows_nothing(anonymous: ApiClient, operation: Operation) -> None:
    response = anonymous.options(operation.at(), headers=ask(operation.method))
    assert response.status_code < 500
    assert cors(response) == {}


@needs_launcher
@every_operation
def test_a_preflight_of_an_allowed_origin_succeeds(
    configured: ApiClient, operation: Operation
) -> None:
    headers = ask(operation.method, Access_Control_Request_Headers=SENT)
    response = configured.options(operation.at(), headers=headers)
    assert response.is_success
    assert response.headers["access-control-allow-origin"] == ORIGIN
    assert operation.method.lower() in listed(response, "access-control-allow-methods")


@needs_launcher
def test_a_preflight_allows_the_headers_which_clients_send(configured: ApiClient) -> None:
    headers = ask("PATCH", Access_Control_Request_Headers=f"{SENT},{TRACING}")
    response = configured.options("/posts/1", headers=headers)
    assert response.is_success
    assert {*SENT.split(","), *TRACING.split(",")} <= listed(
        response, "access-control-allow-headers"
    )


@needs_launcher
@pytest.mark.parametrize("path", ["/users?limit=1", "/posts?limit=1"])
def test_an_allowed_origin_may_read_the_response(configured: ApiClient, path: str) -> None:
    response = configured.get(path, headers={"Origin": ORIGIN})
    assert response.headers["access-control-allow-origin"] == ORIGIN
    assert listed(response, "access-control-expose-headers") >= EXPOSED


@needs_launcher
@negative
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/users/me", 401),
        ("GET", "/nothing", 404),
        ("PUT", "/users", 405),
        ("GET", "/posts?limit=0", 422),
        ("GET", "/posts/9007199254740991", 404),
    ],
)
def test_an_allowed_origin_may_read_errors_too(
    configured: ApiClient, method: str, path: str, status: int
) -> None:
    response = configured.request(method, path, headers={"Origin": ORIGIN})
    assert response.status_code == status
    assert response.headers["access-control-allow-origin"] == ORIGIN
    assert listed(response, "access-control-expose-headers") >= EXPOSED


@needs_launcher
@negative
@pytest.mark.parametrize("origin", OTHER_ORIGINS)
def test_another_origin_may_read_nothing(configured: ApiClient, origin: str) -> None:
    response = configured.get("/users?limit=1", headers={"Origin": origin})
    preflight = configured.options("/users", headers=ask("POST", origin))
    for one in (response, preflight):
        assert one.headers.get("access-control-allow-origin") not in {origin, "*"}


@needs_launcher
def test_no_cookies_are_asked_for(configured: ApiClient) -> None:
    response = configured.get("/users?limit=1", headers={"Origin": ORIGIN})
    assert "access-control-allow-credentials" not in response.headers
    assert "set-cookie" not in response.headers


@needs_launcher
def test_an_allowed_origin_may_write(configured: ApiClient) -> None:
    author = register(configured)
    post = {"title": "A title", "body": "A body."}
    response = author.post("/posts", json=post, headers={"Origin": ORIGIN})
    assert response.status_code == 201
    assert response.headers["access-control-allow-origin"] == ORIGIN
