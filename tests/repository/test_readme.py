"""The README shows code that is there, and leads to files that are."""

import re

import pytest

from tests.support.servers import ROOT

README = (ROOT / "README.md").read_text("utf-8")
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


def test_the_links_of_the_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert len(links) > 40
    assert [link for link in links if not (ROOT / link).exists()] == []
