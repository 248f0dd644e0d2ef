"""What a page of another origin may do: nothing, until its origin is allowed."""

import httpx
import pytest

from tests.support.api_client import Character, register
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


def cors(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if "access-control" in name}


def listed(answer: httpx.Response, name: str) -> set[str]:
    return {value.strip().lower() for value in answer.headers.get(name, "").split(",")}


@pytest.mark.parametrize("path", ["/users?limit=1", "/posts?limit=1"])
def test_by_default_no_origin_is_allowed(anonymous: Character, path: str) -> None:
    answer = anonymous.get(path, headers={"Origin": ORIGIN})
    assert (answer.status_code, cors(answer)) == (200, {})


@every_operation
def test_by_default_a_preflight_allows_nothing(anonymous: Character, operation: Operation) -> None:
    answer = anonymous.options(operation.at(), headers=ask(operation.method))
    assert answer.status_code < 500
    assert cors(answer) == {}


@needs_launcher
@every_operation
def test_a_preflight_of_an_allowed_origin_succeeds(tuned: Character, operation: Operation) -> None:
    headers = ask(operation.method, Access_Control_Request_Headers=SENT)
    answer = tuned.options(operation.at(), headers=headers)
    assert answer.is_success
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert operation.method.lower() in listed(answer, "access-control-allow-methods")


@needs_launcher
def test_a_preflight_allows_the_headers_which_clients_send(tuned: Character) -> None:
    headers = ask("PATCH", Access_Control_Request_Headers=f"{SENT},{TRACING}")
    answer = tuned.options("/posts/1", headers=headers)
    assert answer.is_success
    assert {*SENT.split(","), *TRACING.split(",")} <= listed(answer, "access-control-allow-headers")


@needs_launcher
@pytest.mark.parametrize("path", ["/users?limit=1", "/posts?limit=1"])
def test_an_allowed_origin_may_read_the_answer(tuned: Character, path: str) -> None:
    answer = tuned.get(path, headers={"Origin": ORIGIN})
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert listed(answer, "access-control-expose-headers") >= EXPOSED


@needs_launcher
@pytest.mark.parametrize("path", ["/users?limit=1", "/posts?limit=1"])
def test_a_response_that_differs_by_origin_says_so(tuned: Character, path: str) -> None:
    answers = [
        tuned.get(path, headers={"Origin": one}) for one in (ORIGIN, "https://other.example")
    ]
    allowed, other = (answer.headers.get("access-control-allow-origin") for answer in answers)
    assert allowed == other or "origin" in listed(answers[0], "vary")


@needs_launcher
@negative
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/users/me", 401),
        ("GET", "/nothing", 404),
        ("PUT", "/users", 405),
        ("POST", "/tokens", 415),
        ("GET", "/posts?limit=0", 422),
        ("GET", "/posts/9007199254740991", 404),
    ],
)
def test_an_allowed_origin_may_read_errors_too(
    tuned: Character, method: str, path: str, status: int
) -> None:
    answer = tuned.request(method, path, headers={"Origin": ORIGIN})
    assert answer.status_code == status
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert listed(answer, "access-control-expose-headers") >= EXPOSED


@needs_launcher
@negative
@pytest.mark.parametrize("origin", OTHER_ORIGINS)
def test_another_origin_may_read_nothing(tuned: Character, origin: str) -> None:
    answer = tuned.get("/users?limit=1", headers={"Origin": origin})
    preflight = tuned.options("/users", headers=ask("POST", origin))
    for one in (answer, preflight):
        assert one.headers.get("access-control-allow-origin") not in {origin, "*"}


@needs_launcher
def test_no_cookies_are_asked_for(tuned: Character) -> None:
    answer = tuned.get("/users?limit=1", headers={"Origin": ORIGIN})
    assert "access-control-allow-credentials" not in answer.headers
    assert "set-cookie" not in answer.headers


@needs_launcher
def test_an_allowed_origin_may_write(tuned: Character) -> None:
    author = register(tuned)
    post = {"title": "A title", "body": "A body."}
    answer = author.post("/posts", json=post, headers={"Origin": ORIGIN})
    assert answer.status_code == 201
    assert answer.headers["access-control-allow-origin"] == ORIGIN
