"""The page which shows the OpenAPI document; for where its files come from see X20."""

import re

import httpx
import pytest

from tests.support.api_client import ApiClient
from tests.support.rules import rule

pytestmark = rule("Y3")

LINK = re.compile(r"""(?:src|href)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
OUTSIDE = re.compile(r"^(?:[a-z]+:)?//", re.IGNORECASE)


@pytest.fixture
def page(site: ApiClient) -> httpx.Response:
    """The page as it is served."""
    return site.get("/docs")


@pytest.fixture
def assets(site: ApiClient, page: httpx.Response) -> list[httpx.Response]:
    """What the page loads from the service itself, icons inside the page apart."""
    links = [link for link in links_of(page) if not OUTSIDE.match(link)]
    urls = [page.url.join(link).raw_path.decode() for link in links]
    return [site.get(url) for url in urls]


def test_the_page_is_html(page: httpx.Response) -> None:
    assert page.status_code == 200
    assert page.headers["content-type"].split(";")[0] == "text/html"


def test_the_page_loads_nothing_from_outside_without_encryption(page: httpx.Response) -> None:
    outside = [link for link in links_of(page) if OUTSIDE.match(link)]
    assert "</html>" in page.text
    assert [link for link in outside if not link.startswith("https://")] == []


def test_the_page_loads_what_is_there(assets: list[httpx.Response]) -> None:
    assert [str(asset.url) for asset in assets if asset.status_code != 200] == []
    assert [str(asset.url) for asset in assets if not asset.content] == []


def test_the_page_shows_the_openapi_schema(
    page: httpx.Response, assets: list[httpx.Response]
) -> None:
    texts = [page.text, *(asset.text for asset in assets)]
    assert any("openapi.json" in text for text in texts)


def links_of(page: httpx.Response) -> list[str]:
    return [link for link in LINK.findall(page.text) if not link.startswith(("data:", "#"))]
