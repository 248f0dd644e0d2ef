"""The explorer in a browser: presets, editing, permalinks, keyboard, narrow, without scripts."""

import re
import subprocess

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.checks import findings, overflow, shown, verdict
from tests.browser.explorer import FAULTS, WithReference, permalink, write_posts, wrong
from tests.browser.fixtures import THEMES, Visit
from tests.tools.demo.exploring import Explorer
from tests.tools.explorer.outcome import explore
from tests.tools.explorer.presets import presets

# Of each implementation, the function that answers 412.
CHECKS = ["ConditionalMixin.get_object", "own_post_required.<locals>.wrapper", "get_own_post"]


def test_a_preset_shows_three_answers(visit: Visit, explorer: Explorer) -> None:
    page = visit(explorer.url + "/explorer.html")
    page.get_by_label("Operation").select_option("updatePost")
    page.get_by_label("Preset").select_option("412")
    page.get_by_role("button", name="Send to all three").click()
    assert "equal" in verdict(page)
    statuses = page.locator(".status").all_inner_texts()
    assert [status[:23] for status in statuses] == ["412 Precondition Failed"] * 3


def test_each_answer_has_what_ran(visit: Visit, explorer: Explorer) -> None:
    page = visit(permalink(explorer, "updatePost", "412"))
    verdict(page)
    for name in CHECKS:
        ran = page.locator(".ran figure", has=page.get_by_text(name, exact=True)).first
        assert ran.locator(".hit").count() > 0
        assert ran.locator(".row:not(.hit)").count() > 0
    statements = page.locator(".sql").all_inner_texts()
    assert ["BEGIN IMMEDIATE" in text for text in statements] == [True] * 3


def test_a_listed_difference_is_named_with_its_reason(visit: Visit, explorer: Explorer) -> None:
    page = visit(permalink(explorer, "createPost", "X9.1"))
    assert "X9" in verdict(page)
    assert page.get_by_text("FastAPI reads no body where none was sent").is_visible()
    page.get_by_role("link", name="More of X9").click()
    assert page.locator("#X9").is_visible()


def test_what_is_edited_is_sent_and_its_permalink_replays_it(
    visit: Visit, explorer: Explorer
) -> None:
    page = visit(explorer.url + "/explorer.html?operation=createPost&preset=201")
    page.locator("[name=body]").fill('{"title": "Edited", "body": "By hand."}')
    page.locator("[name=headers]").fill("Content-Type: application/json\nX-Request-ID: mine")
    page.get_by_label("bob").check()
    page.get_by_role("button", name="Send to all three").click()
    assert "equal" in verdict(page)
    page.wait_for_url("**replay=1")
    again = visit(page.url)
    assert "equal" in verdict(again)
    assert again.get_by_label("bob").is_checked()
    for text in ('"title": "Edited"', '"username": "bob"', "X-Request-ID: mine"):
        assert shown(again, text) == 3


def test_no_token_is_in_the_address_or_in_the_page(visit: Visit, explorer: Explorer) -> None:
    token = explorer.sender.targets[0].tokens["alice"]
    page = visit(explorer.url + "/explorer.html?operation=createToken&preset=201")
    page.locator("[name=headers]").fill(
        f"Content-Type: application/json\nAuthorization: Bearer {token}"
    )
    page.get_by_role("button", name="Send to all three").click()
    assert "equal" in verdict(page)
    page.wait_for_url("**replay=1")
    assert "REMOVED" in page.url
    assert not re.search("tp_[A-Za-z0-9_-]{20}", page.url + page.locator("#answers").inner_text())


@pytest.mark.parametrize(
    ("operation", "name"), [("createPost", "201"), ("createPost", "413"), ("getPost", "304")]
)
def test_the_lines_for_curl_get_the_same_status(
    explorer: Explorer, operation: str, name: str
) -> None:
    for answer in explore(explorer.sender, presets()[operation][name].ask).answers:
        done = subprocess.run(["bash", "-c", answer.curl], capture_output=True, text=True)  # noqa: S607 - bash of the system
        assert f"HTTP/1.1 {name}" in done.stdout


def test_the_keyboard_is_enough(visit: Visit, explorer: Explorer) -> None:
    page = visit(explorer.url + "/explorer.html?operation=updatePost&preset=412")
    page.get_by_label("Preset").focus()
    page.keyboard.type("403")
    expect(page.get_by_label("bob")).to_be_checked()
    for field in ("path", "headers", "body", "user", "fault", "times"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == field
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "equal" in verdict(page)
    assert page.locator(".status").first.inner_text().startswith("403")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("operation", "name"), [("getLiveness", "200"), ("listUsers", "X1.1")])
def test_axe_finds_nothing(
    visit: Visit, explorer: Explorer, theme: str, operation: str, name: str
) -> None:
    page = visit(permalink(explorer, operation, name), theme=theme, width=400)
    verdict(page)
    assert findings(page) == []


def test_nothing_is_wider_than_a_narrow_window(visit: Visit, explorer: Explorer) -> None:
    page = visit(permalink(explorer, "updatePost", "412"), width=400)
    assert "equal" in verdict(page)
    assert overflow(page) <= 0


def test_without_javascript_the_form_is_enough(visit: Visit, explorer: Explorer) -> None:
    page = visit(explorer.url + "/explorer.html", javascript=False)
    page.get_by_label("Operation").select_option("getUser")
    page.get_by_role("button", name="Fill in").click()
    page.get_by_role("button", name="Send to all three").click()
    assert "equal" in verdict(page)
    assert shown(page, '"username": "alice"') == 3


@pytest.mark.parametrize(
    "change",
    [
        {"path": "http://other.example/"},
        {"path": "//other.example/"},
        {"path": "/\\other.example/"},
        {"path": "api/v1/posts"},
        {"headers": "Host: other.example"},
        {"headers": "X-Trace: 0"},
        {"headers": "no header"},
        {"times": "1000"},
        {"user": "root"},
        {"operation": "dropAll"},
    ],
    ids=str,
)
def test_a_request_that_leads_elsewhere_is_refused(
    explorer: Explorer, change: dict[str, str]
) -> None:
    form = {"operation": "getPost", "preset": "200", **change}
    response = httpx.post(explorer.url + "/explorer.html", data=form)
    assert (response.status_code, "Nothing was sent" in response.text) == (400, True)


@pytest.mark.parametrize(
    "host", ["other.example", "other.example:8000", "127.0.0.1", "localhost:1"]
)
def test_a_foreign_host_header_is_refused(explorer: Explorer, host: str) -> None:
    for path in ("/", "/explorer.html", "/style.css"):
        assert httpx.get(explorer.url + path, headers={"Host": host}).status_code == 421
    response = httpx.post(explorer.url + "/explorer.html", data={}, headers={"Host": host})
    assert response.status_code == 421


def test_another_site_cannot_send(explorer: Explorer) -> None:
    headers = {"Origin": "http://other.example"}
    response = httpx.post(explorer.url + "/explorer.html", data={}, headers=headers)
    assert response.status_code == 403


def test_source_is_shown_and_nothing_else(explorer: Explorer) -> None:
    assert "def etag" in httpx.get(explorer.url + "/flask_impl/app/etags.py").text
    for path in ("/flask_impl/%2e%2e/noxfile.py", "/.git/config", "/flask_impl/.env", "/none.html"):
        assert httpx.get(explorer.url + path).status_code == 404


@pytest.mark.parametrize("operation", presets())
def test_a_preset_gets_what_its_title_tells(explorer: Explorer, operation: str) -> None:
    assert [
        told for preset in presets()[operation].values() if (told := wrong(explorer, preset))
    ] == []


@pytest.mark.parametrize("mutant", FAULTS)
def test_a_planted_fault_is_red(visit: Visit, with_reference: WithReference, mutant: str) -> None:
    explorer = with_reference(mutant)
    write_posts(explorer)
    verdict = visit(permalink(explorer, *FAULTS[mutant])).locator(".verdict")
    verdict.wait_for()
    assert (verdict.get_attribute("class") or "").split() == ["verdict", "differ"]
    assert verdict.evaluate("each => getComputedStyle(each).color") == "rgb(179, 38, 30)"


def test_without_a_fault_the_same_presets_are_equal(with_reference: WithReference) -> None:
    explorer = with_reference("")
    write_posts(explorer)
    found = {
        mutant: explore(explorer.sender, presets()[operation][name].ask).found.parts()
        for mutant, (operation, name) in FAULTS.items()
    }
    assert not any(found.values())
