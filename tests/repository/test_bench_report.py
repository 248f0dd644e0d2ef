"""What the benchmark says of its figures: targets, sentences, and nothing of what was refused."""

from typing import Any

from tests.bench.claims import claims
from tests.bench.figures import spread
from tests.bench.names import titled
from tests.bench.overview import overviews
from tests.bench.report import refused_rows
from tests.bench.summary import summary
from tests.bench.targets import targets

COSTS = {"django": 3000, "flask": 1000, "fastapi": 2000}


def cell(cost: float, refused: str | None = None) -> dict[str, Any]:
    """A request that takes so many microseconds, in rounds that are 10 % apart."""
    values = {"cpu_us": cost, "rate": 1e6 / cost, "p50_ms": cost / 50, "p99_ms": cost / 25}
    rounds = (0.9, 1.0, 1.1)
    figures = {
        name: spread([value * each for each in rounds]).rounded() for name, value in values.items()
    }
    return {**figures, "requests": 100, "refused": refused}


def a_report() -> dict[str, Any]:
    listed = {name: cell(cost) for name, cost in COSTS.items()}
    textbook = {name: cell(1000) for name in COSTS}
    held = {"idle_mib": 60, "loaded_mib": 150, "requests": 20_000, "logins": 500}
    return {
        "results": {
            "endpoints": {"list": {"sqlite": listed}},
            "yardsticks": {"textbook_list": {"sqlite": textbook}},
        },
        "processes": {name: {"sqlite": dict(held)} for name in COSTS},
    }


def verdicts(report: dict[str, Any]) -> list[str]:
    return [f"{each.verdict}: {each.worst}, {each.kept} of {each.of}" for each in targets(report)]


def test_a_target_is_missed_by_the_worst_and_not_measured_without_figures() -> None:
    assert verdicts(a_report()) == [
        "missed: 3 times (Django: List of 20 posts, SQLite), 1 of 3",
        "missed: 3 times (List of 20 posts, SQLite), 0 of 1",
        "met: 2 times (Django: List of 20 posts, SQLite), 3 of 3",
        "met: 150 MiB (Django, SQLite), 3 of 3",
        "not measured: , 0 of 0",
        "not measured: , 0 of 0",
    ]


def test_memory_counts_only_after_enough_requests_and_logins() -> None:
    report = a_report()
    report["processes"]["django"]["sqlite"]["logins"] = 499
    report["processes"]["fastapi"]["sqlite"]["loaded_mib"] = 201
    assert verdicts(report)[3] == "missed: 201 MiB (FastAPI, SQLite), 1 of 2"


def test_a_wrong_status_in_the_crowd_misses_its_target() -> None:
    report = {**a_report(), "crowd": {"list": {"sqlite": {"flask": {"wrong": 2}}}}}
    assert verdicts(report)[4] == "missed: 2 wrong (Flask: List of 20 posts, SQLite), 0 of 1"


def a_report_with_a_refusal() -> dict[str, Any]:
    report = a_report()
    report["results"]["endpoints"]["list"]["sqlite"]["flask"] = cell(9, "errors")
    return report


def test_what_was_refused_counts_nowhere() -> None:
    report = a_report_with_a_refusal()
    assert verdicts(report)[:2] == [
        "missed: 3 times (Django: List of 20 posts, SQLite), 0 of 2",
        "not measured: , 0 of 0",
    ]
    assert "Flask" not in dict(summary(report))["Processor time of a list of 20 posts"]


def test_what_was_refused_is_listed() -> None:
    report = a_report_with_a_refusal()
    assert overviews(report["results"])["endpoints"][1][1] == "refused"
    assert refused_rows(report) == [("endpoints", "list", "sqlite", "flask", "errors")]


def test_the_summary_says_who_takes_less_and_how_often() -> None:
    said = dict(summary(a_report()))
    lists = said["Processor time of a list of 20 posts"]
    assert lists.startswith("SQLite: Django 3 ms, Flask 1 ms, FastAPI 2 ms; Flask leads FastAPI")
    pairs = said["Processor time of all requests on both databases"]
    assert (
        "Django and Flask: Flask takes less in 1 of 1 (by a factor of 3), not separable in 0."
        in pairs
    )
    assert "The frameworks alone" not in said


def test_a_claim_whose_figures_are_missing_has_no_verdict() -> None:
    found = claims(a_report())["blocking"]
    assert found["verdict"] == "not measured"
    assert found["because"].endswith("Requests that wait 0.1 s, none, async def that awaits.")


def test_names_are_in_the_order_of_the_frameworks_and_pools_by_size() -> None:
    shown = titled({"pool_40": 1, "pool_5": 1, "fastapi": 1, "flask": 1, "django": 1})
    assert list(shown) == ["Django", "Flask", "FastAPI", "5 connections", "40 connections"]
