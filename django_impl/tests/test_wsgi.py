"""What stands between the server and Django."""

from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from rest_framework.test import APIClient

from app import wsgi

pytestmark = pytest.mark.django_db

CHARSETS = ["charset=rot13", "charset=utf-16", "charset=x", "charset*=x''y", 'charset="', "q*x*=1"]


def status(method: str, path: str, content_type: str, body: bytes = b"") -> str:
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "QUERY_STRING": "limit=x"}
    environ |= {"PATH_INFO": path, "CONTENT_TYPE": content_type, "wsgi.input": BytesIO(body)}
    setup_testing_defaults(environ)
    statuses = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        assert "X-Request-ID" in dict(headers)
        statuses.append(status[:3])

    list(wsgi.application({**environ, "HTTP_HOST": "localhost"}, start_response))
    return statuses[0]


@pytest.mark.parametrize("parameter", CHARSETS)
def test_a_query_string_is_read_whatever_the_charset(parameter: str) -> None:
    content_type = f"application/json;{parameter}"
    assert status("GET", "/api/v1/posts", content_type) == "422"
    assert status("POST", "/api/v1/posts", content_type, b"{}") == "401"


@pytest.mark.parametrize("parameter", ["charset=rot13", "charset*=x''y"])
def test_a_body_is_read_whatever_the_charset(
    as_alice: APIClient, monkeypatch: pytest.MonkeyPatch, parameter: str
) -> None:
    monkeypatch.setattr("django.test.client.WSGIRequest", wsgi.Request)
    body = '{"title": "A title", "body": "A body."}'
    answer = as_alice.generic("POST", "/api/v1/posts", body, f"application/json;{parameter}")
    assert answer.status_code == 201
