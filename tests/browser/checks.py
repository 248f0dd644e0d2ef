"""What every page must keep: axe finds nothing, nothing is too wide. And what the explorer says."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def findings(page: Page) -> list[str]:
    """What axe-core finds wrong with the accessibility of a page, one line each."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {node['target']}: {node['html'][:200]}"
        for violation in violations
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def verdict(page: Page) -> str:
    """What the page says of the answers, once they are there."""
    found = page.locator(".verdict")
    found.wait_for()
    return found.inner_text()


def shown(page: Page, text: str) -> int:
    """How many lines of answers contain a text."""
    return page.locator(".lines li", has_text=text).count()
