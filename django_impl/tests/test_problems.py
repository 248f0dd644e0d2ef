"""What a view of one's own raises is a problem too, whatever its status."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from rest_framework.exceptions import APIException, Throttled

from app.problems import exception_handler


def rejected(error: Exception) -> tuple[Any, dict[str, Any]]:
    response = exception_handler(error, {})
    assert response is not None
    return response, json.loads(response.content)


@pytest.mark.parametrize("status", [402, 406, 410, 418, 423, 451, 499, 507])
def test_a_status_without_a_type_is_about_blank(status: int) -> None:
    error = APIException("Not today.")
    error.status_code = status
    response, body = rejected(error)
    assert (response.status_code, body["status"]) == (status, status)
    assert (body["type"], body["detail"]) == ("about:blank", "Not today.")


def test_headers_are_kept() -> None:
    response, body = rejected(Throttled(wait=6.2))
    assert (response.status_code, response["Retry-After"]) == (429, "7")
    assert body["type"] == "urn:problem-type:too-many-requests"


def test_an_exception_of_django_is_a_problem() -> None:
    response, body = rejected(PermissionDenied())
    assert (response.status_code, body["title"]) == (403, "Forbidden")
