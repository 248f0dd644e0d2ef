"""Fixtures of the browser tests: the built site on a port, and pages of a headless Chromium.

`visit` opens a page and fails the test afterwards if a script failed or another host was asked.
"""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import find
from tests.tools.site.building import build

THEMES = ("light", "dark")


class Visit(Protocol):
    """Open an address (a path of the site, or a whole URL) in a window of its own."""

    def __call__(
        self,
        url: str,
        *,
        width: int = 1400,
        theme: str = "light",
        javascript: bool = True,
        context: BrowserContext | None = None,
    ) -> Page: ...


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, just built."""
    folder = tmp_path_factory.mktemp("site")
    build(folder)
    return folder


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """The URL at which the site is served, with a slash at its end."""
    handler = partial(_Handler, directory=str(site_folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium of the system."""
    path = find()
    assert path, "There is no Chromium here: `./nox -s browser` says what to do."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open pages; afterwards no script may have failed and no other host been asked."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def hear(page: Page) -> None:
        page.on("pageerror", lambda error: wrong.append(f"a script failed: {error}"))
        page.on("request", lambda asked: wrong.extend(_elsewhere(asked.url)))

    def open_page(
        url: str,
        *,
        width: int = 1400,
        theme: str = "light",
        javascript: bool = True,
        context: BrowserContext | None = None,
    ) -> Page:
        if context is None:
            scheme: Any = theme
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                java_script_enabled=javascript,
                permissions=["clipboard-read", "clipboard-write"],
            )
            context.on("page", hear)
            contexts.append(context)
        page = context.new_page()
        page.goto(url if "://" in url else request.getfixturevalue("site") + url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def _elsewhere(url: str) -> list[str]:
    """The URL, if it is another host's."""
    parts = urlsplit(url)
    is_here = parts.scheme in ("data", "blob", "about") or parts.hostname == "127.0.0.1"
    return [] if is_here else [f"another host was asked: {url}"]
