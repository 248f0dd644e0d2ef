"""What one request came to: the answers, and the verdict on them."""

from dataclasses import dataclass

from tests.support.differences import Entry
from tests.tools.explorer.comparing import Comparison, compare
from tests.tools.explorer.listed import named
from tests.tools.explorer.request import Ask
from tests.tools.explorer.sending import Answer, Sender


@dataclass(frozen=True)
class Outcome:
    """The three answers to a request, and in what they differ."""

    ask: Ask
    answers: list[Answer]
    found: Comparison
    entry: Entry | None

    @property
    def verdict(self) -> str:
        """`equal`, `listed` or `differ`."""
        return ("listed" if self.entry else "differ") if self.found else "equal"


def explore(sender: Sender, ask: Ask) -> Outcome:
    """Send a request to all, and compare."""
    answers = sender.send(ask)
    responses = [answer.response for answer in answers]
    found = compare(responses)
    return Outcome(ask, answers, found, named(ask, responses, found) if found else None)
