"""Errors of a resource that is not there yet, as the first one to be added meets them."""

from typing import Any

import marshmallow
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException, TooManyRequests

from app.extensions import api
from app.openapi import Blueprint


class ReviewSchema(marshmallow.Schema):
    stars = marshmallow.fields.Integer()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    bp = Blueprint("reviews", __name__, url_prefix="/reviews")

    def reject(status: int) -> None:
        error = HTTPException("No.")
        error.code = status
        raise error

    def wait() -> None:
        raise TooManyRequests(retry_after=7)

    def write(review: Any) -> str:
        return "written"

    bp.get("/<int:status>")(reject)
    bp.get("/wait")(wait)
    bp.post("")(bp.arguments(ReviewSchema)(write))
    with app.app_context():
        api.register_blueprint(bp)
    return app.test_client()


@pytest.mark.parametrize("status", [402, 406, 410, 418, 423, 451, 499, 504])
def test_a_status_without_a_type_keeps_its_own(client: FlaskClient, status: int) -> None:
    response = client.get(f"/reviews/{status}")
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert response.get_json()["type"] == "about:blank"


def test_headers_of_an_error_are_kept(client: FlaskClient) -> None:
    assert client.get("/reviews/wait").headers["Retry-After"] == "7"


def test_a_message_of_marshmallow_has_a_code(client: FlaskClient) -> None:
    response = client.post("/reviews", json={"stars": "many"})
    [error] = response.get_json()["errors"]
    assert (error["pointer"], error["code"]) == ("#/stars", "type")


def test_the_schema_of_a_path_prefix_names_it(client: FlaskClient) -> None:
    schema = client.get("/openapi.json", base_url="http://localhost/prefix").get_json()
    assert schema["servers"] == [{"url": "/prefix"}]
