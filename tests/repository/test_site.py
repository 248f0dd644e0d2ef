"""The reading site is built from the code as it is, and notices when it no longer fits."""

import re
from pathlib import Path
from time import process_time

import pytest

from tests.tools.site.building import build
from tests.tools.site.concepts import SOURCE, ConceptError, load
from tests.tools.site.differences import FILE as DIFFERENCES
from tests.tools.site.differences import code_of_differences

TARGETS = re.findall(r'"(app/[\w/]+\.py:[\w.]+)"', SOURCE.read_text("utf-8"))
KINDS = [
    *("index.html", "update-post.html", "differences.html", "rules.html"),
    *("comparison.html", "which-one.html", "bench.html"),
    *("moving.html", "flask-to-fastapi.html"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build(folder)
    return folder


@pytest.mark.parametrize("target", TARGETS[:: len(TARGETS) // 10])
def test_a_renamed_target_stops_the_build(target: str) -> None:
    renamed = SOURCE.read_text("utf-8").replace(f'"{target}"', f'"{target}_renamed"')
    with pytest.raises(ConceptError, match=re.escape(f"{target}_renamed")):
        load(renamed)


def test_a_concept_without_code_needs_a_reason() -> None:
    with pytest.raises(ConceptError, match="admin: nothing to show for flask"):
        load(SOURCE.read_text("utf-8").replace('flask = "Flask has no admin of its own.", ', ""))


def test_an_operation_without_a_concept_stops_the_build() -> None:
    with pytest.raises(ConceptError, match="no concept has the operation getMe"):
        load(SOURCE.read_text("utf-8").replace('operations = ["getMe"]', ""))


def test_a_rule_without_a_concept_stops_the_build() -> None:
    with pytest.raises(ConceptError, match="no concept has the rule L3"):
        load(SOURCE.read_text("utf-8").replace('rules = ["L3"]', ""))


def test_a_renamed_target_of_a_difference_stops_the_build() -> None:
    text = DIFFERENCES.read_text("utf-8")
    with pytest.raises(ConceptError, match=r"X6: .*JSONReader: there is no such name"):
        code_of_differences(text.replace("parsers.py:JSONParser", "parsers.py:JSONReader"))


def test_a_difference_that_nobody_thought_of_stops_the_build() -> None:
    with pytest.raises(ConceptError, match="says nothing of X21"):
        code_of_differences(DIFFERENCES.read_text("utf-8").replace("[X21]", ""))


def test_a_build_takes_less_than_5_seconds(tmp_path: Path) -> None:
    started = process_time()
    build(tmp_path)
    assert process_time() - started < 5


def test_two_builds_are_the_same(site: Path, tmp_path: Path) -> None:
    build(tmp_path)
    first = {file.name: file.read_bytes() for file in site.iterdir()}
    assert first == {file.name: file.read_bytes() for file in tmp_path.iterdir()}


def test_every_page_is_small(site: Path) -> None:
    assert [file.name for file in site.iterdir() if file.stat().st_size > 300_000] == []


def test_every_region_of_a_page_has_a_name_of_its_own(site: Path) -> None:
    for file in site.glob("*.html"):
        names = re.findall(r'role="region" aria-label="([^"]*)"', file.read_text("utf-8"))
        assert [name for name in names if names.count(name) > 1] == [], file.name


def test_links_lead_to_pages_of_the_site_and_their_places(site: Path) -> None:
    for file in site.glob("*.html"):
        for page, place in re.findall(
            r'href="([\w-]+\.html)(?:\?[^"#]*)?(?:#([^"]*))?"', file.read_text("utf-8")
        ):
            text = (site / page).read_text("utf-8")
            assert not place or f'id="{place}"' in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_loads_nothing_from_another_host(site: Path, kind: str) -> None:
    text = (site / kind).read_text("utf-8")
    assert re.findall(r'(?:src|<link[^>]*href)="(?:https?:)?//[^"]*"', text) == []
