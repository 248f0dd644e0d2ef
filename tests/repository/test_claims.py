"""The decision guide notices when its evidence is gone, or says another number by now."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.tools.site import measured
from tests.tools.site.claims import SOURCE, VERDICTS, load, require_pages
from tests.tools.site.comparison import comparison
from tests.tools.site.concepts import ConceptError
from tests.tools.site.facts import EvidenceError
from tests.tools.site.references import find

TEXT = SOURCE.read_text("utf-8")

# A pattern in docs/claims.toml, what stands there instead, and what must be said of which claim.
BREAKS = {
    "a case": (
        "::test_every_wrong_field_is_named_once",
        "::test_gone",
        "flask-validation-by-hand: there is no case",
    ),
    "a file of cases": ("errors/test_problems.py", "errors/test_gone.py", "there is no case"),
    "a snippet": (
        "views.py:update_post",
        "views.py:gone",
        "flask-validation-by-hand: .*:gone: there is no such name",
    ),
    "a file": ("docs/split/nginx.conf", "gone.conf", "admin-beside-fastapi: .*does not stand"),
    "words in a file": ("location /admin/", "location /gone/", "admin-beside-fastapi: .*gone"),
    "a row": ('row = "direct dependencies"', 'row = "gone"', "django-is-heavy: there is no row"),
    "a table": ('table = "Endpoints"', 'table = "Gone"', "flask-validation-by-hand: .* 'Gone'"),
    "a number": (
        r'as = "packages", is = { django = \d+',
        'as = "packages", is = { django = 1',
        r"django-is-heavy: .* django: \d+, no longer 1$",
    ),
    "a number that need only be near": (
        r'as = "errors", is = { django = \d+',
        'as = "errors", is = { django = 1',
        r"validation-for-free: .* django: \d+, no longer 1$",
    ),
    "a word in a row": (
        'flask = "flask-smorest"',
        'flask = "apispec"',
        "openapi-third-party: .* flask-smorest, no longer apispec",
    ),
    "a session": ('session = "demo"', 'session = "gone"', "interactive-docs: .* session gone"),
    "a figure": (
        'session = "demo"',
        'figure = "a.b", is = 1, title = "A"',
        "interactive-docs: there is no figure a.b",
    ),
    "no expectation": ('session = "demo"', 'figure = "a.b"', "interactive-docs: a.b: say is"),
    "a kind": ('session = "demo"', 'rumour = "x"', "interactive-docs: `rumour` is no kind"),
    "a number without evidence": (
        "Nobody was timed.",
        "It takes 3 days.",
        "learning-curve: the answer states a number",
    ),
    "a quoted value": ("{packages.django}", "{gone.django}", "no evidence gives {gone.django}"),
    "a verdict": ('verdict = "confirmed"', 'verdict = "so"', "unused-files: 'so' is no verdict"),
    "a verdict that is not the benchmark's": (
        r'"refuted"(\nanswer = .*\nevidence = \[\n  { judged = "faster")',
        r'"confirmed"\1',
        "fastapi-times-flask: confirmed, but the benchmark says refuted",
    ),
    "a claim of a need": (r'claims = \["django-is-heavy"', 'claims = ["gone"', "no claim gone"),
}


@pytest.mark.parametrize(("old", "new", "message"), BREAKS.values(), ids=BREAKS)
def test_what_is_gone_or_changed_stops_the_build(old: str, new: str, message: str) -> None:
    text, changes = re.subn(old, new, TEXT, count=1)
    assert changes == 1
    with pytest.raises(ConceptError, match=re.compile(message, re.MULTILINE)):
        load(text)


def test_a_page_that_is_gone_stops_the_build() -> None:
    _, claims = load()
    with pytest.raises(ConceptError, match=r"claim admin-only-in-django: .* page admin\.html"):
        require_pages(claims, {"models.html", "sync-async.html", "index.html"})


def test_a_verdict_needs_evidence() -> None:
    text = re.sub(r"evidence = \[\n.*?^\]", "", TEXT, count=1, flags=re.DOTALL | re.MULTILINE)
    with pytest.raises(ConceptError, match="claim flask-validation-by-hand: no evidence"):
        load(text)


REPORT = {
    "results": {"list": {"flask": {"rate": 1600}, "django": {"rate": 1, "refused": "errors"}}},
    "claims": {"faster": {"claim": "It is.", "verdict": "refuted", "because": "It is slower."}},
}


@pytest.fixture
def figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """An entry that refers to a measured rate of 1600."""
    monkeypatch.setattr(measured, "FIGURES", tmp_path / "bench.json")
    measured.FIGURES.write_text(json.dumps(REPORT))
    return {"figure": "results.list.flask.rate", "title": "A list in Flask"}


@pytest.mark.parametrize("expected", [{"is": 1600}, {"is": 1500, "within": 0.1}])
def test_a_measured_figure_is_quoted(figure: dict[str, Any], expected: dict[str, Any]) -> None:
    assert find(figure | expected).values == {"value": "1,600"}


@pytest.mark.parametrize("expected", [{"is": 1601}, {"is": 1400, "within": 0.1}])
def test_a_figure_of_another_run_is_noticed(
    figure: dict[str, Any], expected: dict[str, Any]
) -> None:
    with pytest.raises(EvidenceError, match="1600, no longer"):
        find(figure | expected)


@pytest.mark.usefixtures("figure")
def test_a_verdict_of_the_benchmark_is_quoted_while_it_holds() -> None:
    judged = {"judged": "faster", "is": "refuted"}
    assert find(judged).values == {"because": "It is slower."}
    with pytest.raises(EvidenceError, match="faster: refuted, no longer confirmed"):
        find(judged | {"is": "confirmed"})


@pytest.mark.usefixtures("figure")
def test_a_refused_figure_is_no_evidence() -> None:
    with pytest.raises(EvidenceError, match="was refused: errors"):
        find({"figure": "results.list.django.rate", "is": 1, "title": "A list in Django"})


def test_a_count_that_changes_in_the_source_stops_the_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(comparison()["Packages"]["direct dependencies"], "django", "99")
    with pytest.raises(ConceptError, match=r"claim django-is-heavy: .* django: 99, no longer"):
        load()


def test_there_are_claims_of_every_verdict_and_an_answer_to_each() -> None:
    needs, claims = load()
    assert len(claims) >= 32
    assert {claim.verdict for claim in claims} == set(VERDICTS)
    assert all(claim.answer for claim in claims)
    assert len(needs) >= 8
