"""A server may serve the application below a path prefix, the SCRIPT_NAME of WSGI."""

import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.test.utils import override_script_prefix
from rest_framework.test import APIClient


@pytest.fixture
def client(db: None) -> Iterator[APIClient]:
    with override_script_prefix("/blog/"):
        yield APIClient(SCRIPT_NAME="/blog")


def test_a_new_row_is_below_the_prefix(client: APIClient) -> None:
    account = {"username": "alice", "email": "a@example.com", "password": "a long enough password"}
    response = client.post("/api/v1/users", account, format="json")
    assert re.fullmatch(r"/blog/api/v1/users/\d+", response["Location"])


@pytest.mark.parametrize("page", ["/docs", "/admin/login/"])
def test_every_file_of_a_page_is_there(client: APIClient, page: str) -> None:
    text = client.get(page).content.decode()
    urls = re.findall(r'<(?:script|link)[^>]* (?:src|href)="([^"]+)"', text)
    assert len(urls) > 3
    for url in urls:
        assert url.startswith("/blog/")
        with closing(client.get(url.removeprefix("/blog"))) as file:
            assert file.status_code == 200


def test_cookies_are_those_of_the_admin_alone(client: APIClient) -> None:
    assert client.get("/admin/login/").cookies["csrftoken"]["path"] == "/blog/admin/"


def test_the_schema_names_the_prefix(client: APIClient) -> None:
    assert client.get("/openapi.json").json()["servers"] == [{"url": "/blog"}]
