"""Requests that Django or DRF alone would serve or log in another way."""

import pytest
from rest_framework.test import APIClient


def test_too_many_parameters_are_no_traceback_in_the_log(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    response = APIClient().get(f"/api/v1/posts?{'a=1&' * 1001}")
    assert response.status_code == 400
    assert [record.name for record in caplog.records] == ["app.access"]
