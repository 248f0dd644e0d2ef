"""In a narrow window: what is wider than its frame says so, and nothing lies over anything."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import Visit

OVERFLOWS = "each => each.scrollWidth > each.clientWidth + 1"


def hint(frame: Locator) -> Locator:
    """What stands above a frame that is too narrow for its table."""
    return frame.locator("xpath=preceding-sibling::*[1][contains(@class, 'more')]")


def frames(page: Page) -> list[Locator]:
    page.wait_for_load_state("load")
    return page.locator(".table:visible").all()


@pytest.mark.parametrize("page", ["comparison.html", "moving.html", "differences.html"])
def test_a_table_that_is_too_wide_says_so_and_scrolls_by_keyboard(visit: Visit, page: str) -> None:
    found = frames(visit(page, width=400))
    wide = [frame for frame in found if frame.evaluate(OVERFLOWS)]
    assert wide
    for frame in found:
        expect(hint(frame)).to_have_count(1 if frame in wide else 0)
    wide[0].focus()
    wide[0].page.keyboard.press("ArrowRight")
    wide[0].page.wait_for_function("document.activeElement.scrollLeft > 0")


def test_a_wide_window_needs_no_hint(visit: Visit) -> None:
    page = visit("comparison.html")
    assert not any(frame.evaluate(OVERFLOWS) for frame in frames(page))
    expect(page.locator(".more")).to_have_count(0)


def test_the_button_to_copy_lies_over_no_name(visit: Visit) -> None:
    page = visit("update-post.html", width=400)
    for figure in page.locator("figure").all():
        button = figure.get_by_role("button", name="Copy").bounding_box()
        assert button
        for text in figure.locator("figcaption > *").all():
            box = text.bounding_box()
            assert box
            assert box["x"] + box["width"] <= button["x"]


def test_the_title_of_a_snippet_names_its_lines(visit: Visit) -> None:
    figure = visit("update-post.html").locator("figure").first
    first, last = (figure.locator(".linenos").nth(n).inner_text().strip() for n in (0, -1))
    expect(figure.locator("figcaption a")).to_have_text(f"app/etags.py:{first}-{last}")
