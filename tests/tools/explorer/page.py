"""The explorer's page: the form, filled in, and the answers."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.tools.explorer.bodies import lines
from tests.tools.explorer.comparing import COMPARED, is_compared
from tests.tools.explorer.functions import functions
from tests.tools.explorer.outcome import Outcome
from tests.tools.explorer.presets import presets
from tests.tools.explorer.request import FAULTS, MOST_TIMES, USERS, Ask, Preset, RefusedError
from tests.tools.explorer.sending import Answer
from tests.tools.site.concepts import operations
from tests.tools.site.pages import NAVIGATION
from tests.tools.site.rendering import render

PAGE = "explorer.html"


@dataclass(frozen=True)
class Form:
    """What the form holds: a preset, and what was changed in it."""

    preset: Preset
    ask: Ask

    @property
    def address(self) -> str:
        """The address that replays this request."""
        own = self.preset.ask.fields()
        changes = {name: value for name, value in self.ask.fields().items() if value != own[name]}
        chosen = {"operation": self.ask.operation, "preset": self.preset.name}
        return f"{PAGE}?{urlencode({**chosen, **changes, 'replay': '1'})}"


def form_of(fields: Mapping[str, str]) -> Form:
    """The form as fields of an address or of a form say; raises RefusedError."""
    known = presets()
    operation = fields.get("operation", "updatePost")
    if operation not in known:
        raise RefusedError(f"There is no operation {operation[:60]}.")
    # Whoever chooses another operation without the script sends the preset of the one before.
    own = known[operation]
    preset = own.get(fields.get("preset", ""), next(iter(own.values())))
    return Form(preset, preset.ask.changed(fields))


def page(form: Form, outcome: Outcome | None = None, refusal: str = "") -> str:
    """The whole page."""
    values = {
        "form": form,
        "presets": presets(),
        "operations": operations(),
        "users": USERS,
        "faults": FAULTS,
        "most_times": MOST_TIMES,
        "data": json.dumps(_data()).replace("<", "\\u003c"),
        "refusal": refusal,
    }
    shown = answers_values(form, outcome) if outcome else {"outcome": None}
    return render(PAGE, live=True, navigation=NAVIGATION, page=PAGE, **values, **shown)


def answers(form: Form, outcome: Outcome) -> str:
    """The answers alone, for the script of the page."""
    return render("answers.html", **answers_values(form, outcome))


def refused(message: str) -> str:
    """Why nothing was sent, for the script of the page."""
    return render("refusal.html", refusal=message)


def answers_values(form: Form, outcome: Outcome) -> dict[str, Any]:
    shown = [_shown(answer, outcome) for answer in outcome.answers]
    return {"outcome": outcome, "answers": shown, "address": form.address}


def _shown(answer: Answer, outcome: Outcome) -> dict[str, Any]:
    """An answer as the template needs it."""
    response, trace = answer.response, answer.trace
    return {
        "target": answer.target,
        "status": f"{response.status_code} {response.reason_phrase}",
        "ms": answer.ms,
        "headers": list(_headers(response, outcome.found.headers)),
        "body": lines(response, outcome.answers[0].response, outcome.found.body),
        "curl": answer.curl,
        "trace": trace,
        "functions": functions(answer.target.name, trace) if trace else [],
    }


def _headers(response: httpx.Response, differing: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Headers in the order in which they are compared, then the others."""
    for name in COMPARED:
        compared = is_compared(name, response)
        for value in response.headers.get_list(name):
            text = f"{name}: {value}"
            yield {"text": text, "compared": compared, "differs": name in differing}
    own = {name.lower() for name in COMPARED}
    for name, value in response.headers.multi_items():
        if name not in own:
            yield {"text": f"{name}: {value}", "compared": False, "differs": False}


def _data() -> dict[str, Any]:
    """The presets for the script of the page."""
    return {
        operation: {
            "method": operations()[operation].split(" ")[0],
            "presets": {
                name: {"title": preset.title, **asdict(preset.ask)} for name, preset in own.items()
            },
        }
        for operation, own in presets().items()
    }
