"""Draw sequences until the examples are used up, going on after each difference."""

from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.errors import Flaky
from hypothesis.stateful import run_state_machine_as_test

from tests.proofs.differential.findings import DifferenceError, Findings
from tests.proofs.differential.machine import Sequences
from tests.proofs.differential.replay import shortened
from tests.proofs.differential.session import Exchange, Session

STEPS = 12
DIFFERENCES_AT_MOST = 10


@dataclass
class Outcome:
    """What a run has done and found."""

    seed: int
    sequences: int
    requests: int
    differences: dict[str, list[Exchange]]


def run(urls: dict[str, str], examples: int, first_seed: int, shrink: bool = True) -> Outcome:
    session, findings = Session(urls), Findings()
    while findings.sequences < examples and len(findings.reported) < DIFFERENCES_AT_MOST:
        drawn = first_seed + len(findings.reported)
        machine = seed(drawn)(bound(session, findings))
        try:
            run_state_machine_as_test(
                machine, settings=profile(examples - findings.sequences, shrink)
            )
        except (DifferenceError, Flaky):
            findings.keep()
    differences = {
        title: shortened(session, title, log) for title, log in findings.reported.items()
    }
    return Outcome(first_seed, findings.sequences, session.requests, differences)


def bound(session: Session, findings: Findings) -> type[Sequences]:
    """The machine with what outlasts its sequences."""
    return type("Bound", (Sequences,), {"session": session, "findings": findings})


def profile(examples: int, shrink: bool) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        database=None,
        deadline=None,
        derandomize=False,
        phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
