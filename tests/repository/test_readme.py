"""The README shows code that is there, and the links of the pages lead to files that are."""

import re

import pytest

from tests.support.servers import ROOT
from tests.tools.site.comparison import comparison

README = (ROOT / "README.md").read_text("utf-8")
PAGES = ["README.md", "CONTRIBUTING.md", "tests/README.md", "shared_contract/README.md"]
RUN = "installed to run it, all included (Windows: one more)"
SHOWN = {
    "Django": "django_impl/app/posts/views.py",
    "Flask": "flask_impl/app/posts/views.py",
    "FastAPI": "fastapi_impl/app/posts/router.py",
}


@pytest.mark.parametrize("framework", SHOWN)
def test_the_code_of_the_readme_stands_in_the_source(framework: str) -> None:
    shown = re.search(rf"^# {framework}: .*\n((?:(?!# |```).*\n)+)", README, re.MULTILINE)
    assert shown is not None
    source = [line.strip() for line in (ROOT / SHOWN[framework]).read_text("utf-8").splitlines()]
    lines = [line.strip() for line in shown[1].splitlines()]
    assert [line for line in lines if line not in source] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_links_of_a_page_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / page).read_text("utf-8"))
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize(
    ("row", "table", "counted", "within"),
    [
        ("lines, about", "Lines of app/ that are not blank, without migrations", "all", 0.03),
        ("packages", "Packages", RUN, 0),
    ],
)
def test_the_numbers_of_the_readme_are_counted(
    row: str, table: str, counted: str, within: float
) -> None:
    found = re.search(rf"^\| {row} \|(.*)\|$", README, re.MULTILINE)
    assert found is not None
    told = [int(number.replace(",", "")) for number in found[1].split("|")]
    true = [int(number) for number in comparison()[table][counted].values()]
    assert told == pytest.approx(true, rel=within)


def test_the_readme_leads_to_the_code() -> None:
    assert len(re.findall(r"\]\((?:django|flask|fastapi)_impl/", README)) > 30
