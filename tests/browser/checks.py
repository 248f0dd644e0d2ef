"""What every page must keep: no findings of axe, nothing wider than the window."""

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
