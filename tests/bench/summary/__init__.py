"""What a run says, in a few sentences that are made of its figures."""

from collections.abc import Callable
from typing import Any

from tests.bench.reading import Figures
from tests.bench.summary.limits import memory, noise, refused, waiting
from tests.bench.summary.speed import endpoints, frameworks, lists, textbook

PARTS: dict[str, Callable[[Figures], str]] = {
    "Processor time of a list of 20 posts": lists,
    "Processor time of all requests on both databases": endpoints,
    "The frameworks alone": frameworks,
    "The list, compared with the textbook form of the same framework": textbook,
    "Waiting": waiting,
    "Memory of one process": memory,
    "Noise": noise,
    "Refused": refused,
}


def summary(report: dict[str, Any]) -> list[tuple[str, str]]:
    """Subjects, and what was found of each; a subject whose rows were all refused has no line."""
    figures = Figures(report)
    found = [(subject, say(figures)) for subject, say in PARTS.items()]
    return [(subject, text) for subject, text in found if text]
