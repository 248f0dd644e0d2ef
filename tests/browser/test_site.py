"""The reading site in a browser: one page of every kind, in both themes, narrow and wide."""

import pytest

from tests.browser.checks import findings, overflow
from tests.browser.fixtures import Visit
from tests.tools.site.concepts import load
from tests.tools.site.pages import pages

# One page for each template.
KINDS = list({page.template: file for file, page in pages(load()).items()}.values())


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_a_light_wide_window(visit: Visit, kind: str) -> None:
    assert findings(visit(kind)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_a_dark_narrow_window_and_all_fits_in(visit: Visit, kind: str) -> None:
    page = visit(kind, width=400, theme="dark")
    assert findings(page) == []
    assert overflow(page) <= 0


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
