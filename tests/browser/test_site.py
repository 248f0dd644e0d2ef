"""The reading site in a browser: one page of every kind, in both themes, narrow and wide."""

import pytest

from tests.browser.checks import findings, overflow
from tests.browser.fixtures import THEMES, Visit
from tests.tools.site.concepts import load
from tests.tools.site.pages import pages

# One page for each template.
KINDS = list({page.template: file for file, page in pages(load()).items()}.values())


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit: Visit, kind: str, theme: str) -> None:
    assert findings(visit(kind, theme=theme)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wider_than_a_narrow_window(visit: Visit, kind: str) -> None:
    assert overflow(visit(kind, width=400)) <= 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_reads_without_javascript(visit: Visit, kind: str) -> None:
    page = visit(kind, javascript=False)
    assert page.locator("main h1").is_visible()
    # Radio buttons filter by CSS alone.
    assert page.locator(".search, .choice, figure button").filter(visible=True).count() == 0


def test_claims_are_filtered_by_verdict_without_javascript(visit: Visit) -> None:
    page = visit("which-one.html", javascript=False)
    page.get_by_label("refuted").check()
    assert set(page.locator(".claim:visible .verdict").all_inner_texts()) == {"Refuted."}
