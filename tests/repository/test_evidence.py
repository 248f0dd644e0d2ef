"""The recorded evidence fits the code that the site shows, but for a few changes since."""

import json

from tests.tools.environments import IMPLEMENTATIONS
from tests.tools.evidence.gathering import LEFT_OUT
from tests.tools.evidence.recording import moved, spans
from tests.tools.evidence.recording import outcomes as outcomes_now
from tests.tools.site.cases import all_cases
from tests.tools.site.concepts import load
from tests.tools.site.evidence import (
    FILE,
    evidence,
    is_measurable,
    is_stale,
    key,
    outcomes,
    recorded,
)
from tests.tools.site.packages import LICENCES, at_run_time
from tests.tools.site.pages import shown_units

UNITS = [unit for unit in shown_units(load()) if is_measurable(unit)]
# So that a small change needs no run of minutes at once.
MOST_STALE = 0.1


def test_what_is_shown_is_what_was_run() -> None:
    stale = [key(unit) for unit in UNITS if is_stale(unit)]
    share = len(stale) / len(UNITS)
    assert share <= MOST_STALE, f"./nox -s evidence is due: {stale}"


def test_of_a_snippet_it_is_known_what_runs_it() -> None:
    """At least 95 % are run by cases, by own tests, at the start or in a command."""
    known = [evidence(unit) for unit in UNITS if not is_stale(unit)]
    explained = [each for each in known if each and (each.cases or each.own or each.runs)]
    assert len(explained) >= 0.95 * len(known)


def test_code_that_waits_for_requests_is_run_by_cases() -> None:
    """What runs at the start alone is a declaration: nearly everything else is run by a case."""
    known = [found for unit in UNITS if (found := evidence(unit))]
    waiting = [each for each in known if not each.runs]
    assert len([each for each in waiting if each.cases]) >= 0.9 * len(waiting)


def test_no_case_failed() -> None:
    failed = [case for case, found in recorded()["cases"].items() if "failed" in found.values()]
    assert failed == []


def test_every_implementation_ran_the_cases() -> None:
    known = [case for case in all_cases().values() if case.file not in LEFT_OUT]
    for name in IMPLEMENTATIONS:
        not_run = [case.id for case in known if outcomes(case)[name] == "not run"]
        assert len(not_run) <= MOST_STALE * len(known), f"./nox -s evidence is due: {not_run}"


def test_the_file_is_small() -> None:
    assert FILE.stat().st_size < 300_000


def test_spans_are_short_for_numbers() -> None:
    assert spans([]) == ""
    assert spans([3]) == "3"
    assert spans([1, 2, 3, 4, 7, 9, 10]) == "1-4,7,9-10"


def test_a_run_of_one_keeps_what_is_known_of_the_others() -> None:
    before = {"a": {"rules": ["C1"], "django": "passed", "flask": "passed"}}
    ran = {"flask": {"b": {"rules": ["C3"], "outcome": "failed"}}}
    assert outcomes_now(before, ran) == {
        "a": {"rules": ["C1"], "django": "passed"},
        "b": {"rules": ["C3"], "flask": "failed"},
    }
    assert moved({"cases": "0,2"}, ["b", "c", "d"], ["a", "b", "c", "d"]) == {"cases": "1,3"}


def test_every_package_has_a_licence() -> None:
    known = json.loads(LICENCES.read_text("utf-8"))
    for name in IMPLEMENTATIONS:
        assert at_run_time(name) <= set(known), "./nox -s lock reads the licences"
