"""Bodies without a length, as HTTP/2 has them."""

import pytest
from flask import Flask, Request
from flask.testing import EnvironBuilder, FlaskClient

POST = b'{"title": "A title", "body": "A body."}'
MEBIBYTE = 2**20


@pytest.mark.parametrize(
    ("size", "status"), [(len(POST), 201), (MEBIBYTE, 201), (MEBIBYTE + 1, 413)]
)
def test_a_body_over_http2_needs_no_length(
    app: Flask, alice: FlaskClient, size: int, status: int
) -> None:
    body = POST.ljust(size)
    builder = EnvironBuilder(app, "/api/v1/posts", method="POST", data=body)
    builder.content_type = "application/json"
    environ = builder.get_environ() | {"SERVER_PROTOCOL": "HTTP/2", "wsgi.input_terminated": True}
    del environ["CONTENT_LENGTH"]
    assert alice.open(Request(environ)).status_code == status
