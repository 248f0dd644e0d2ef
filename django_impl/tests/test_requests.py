"""Requests that Django or DRF alone would serve or log in another way."""

import pytest
from rest_framework.test import APIClient


@pytest.mark.parametrize("media_type", ["*/*", "application/*", "*/json;a=b"])
def test_a_range_is_not_the_type_of_a_body(db: None, media_type: str) -> None:
    response = APIClient().generic("POST", "/api/v1/tokens", "{}", media_type)
    assert response.status_code == 415


def test_too_many_parameters_are_no_traceback_in_the_log(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    response = APIClient().get(f"/api/v1/posts?{'a=1&' * 1001}")
    assert response.status_code == 400
    assert [record.name for record in caplog.records] == ["app.access"]
