"""Reading with scripts: choosing frameworks, searching, copying, with keyboard and mouse."""

from playwright.sync_api import Page, expect

from tests.browser.fixtures import Visit


def columns(page: Page) -> list[str]:
    """The frameworks whose code is seen."""
    seen = page.locator(".cell:visible").all()
    return [str(each.get_attribute("data-framework")) for each in seen]


def test_the_url_says_which_frameworks_are_shown(visit: Visit) -> None:
    page = visit("update-post.html?f=django,flask")
    assert columns(page) == ["django", "flask"]
    page.locator("a[rel=next]").click()
    page.wait_for_url("**/delete-post.html")
    assert columns(page) == ["django", "flask"]


def test_a_choice_is_in_the_url_and_remembered(visit: Visit) -> None:
    page = visit("update-post.html")
    assert columns(page) == ["django", "flask", "fastapi"]
    page.get_by_role("checkbox", name="FastAPI").uncheck()
    page.wait_for_url("**/update-post.html?f=django,flask")
    other = visit("get-post.html", context=page.context)
    assert columns(other) == ["django", "flask"]


def test_one_framework_stays_chosen(visit: Visit) -> None:
    page = visit("update-post.html?f=flask")
    page.get_by_role("checkbox", name="Flask").click()
    assert columns(page) == ["flask"]


def test_a_question_in_a_visitors_words_is_found_by_keyboard(visit: Visit) -> None:
    page = visit("index.html")
    page.keyboard.press("/")
    page.keyboard.type("how does each reject a stale write")
    expect(page.locator("#found a").first).to_contain_text("reject a stale write")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/update-post.html")
    page.get_by_role("link", name="the tests that prove it").click()
    expect(page.get_by_text("a write whose condition fails is not made").last).to_be_visible()


def test_a_rule_is_found_by_its_id(visit: Visit) -> None:
    page = visit("index.html")
    page.get_by_label("Search").fill("C3")
    page.get_by_role("link", name="C3: ").click()
    page.wait_for_url("**/rules.html#C3")
    expect(page.locator("#C3")).to_be_in_viewport()


def test_escape_ends_a_search(visit: Visit) -> None:
    page = visit("index.html")
    page.get_by_label("Search").fill("cursor")
    expect(page.locator("#found a")).not_to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#found a")).to_have_count(0)


def test_a_snippet_is_copied_without_line_numbers(visit: Visit) -> None:
    page = visit("update-post.html")
    figure = page.locator("figure", has_text="app/posts/router.py").first
    figure.get_by_role("button", name="Copy").click()
    expect(figure.get_by_role("button")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@router.patch(\n")
    assert "    post.edit(changes.model_dump())\n" in copied


def test_the_first_tab_leads_to_the_content(visit: Visit) -> None:
    page = visit("update-post.html")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/update-post.html#main")


def test_on_paper_everything_is_there(visit: Visit) -> None:
    page = visit("update-post.html")
    page.emulate_media(media="print")
    assert page.locator("figure pre").first.is_visible()
    assert page.locator("header, .choice, figure button").filter(visible=True).count() == 0
