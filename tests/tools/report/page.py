"""The page as text."""

import re
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from tests.tools.report.matrix import groups
from tests.tools.report.proofs import Proof
from tests.tools.report.record import Record
from tests.tools.report.responses import responses, totals

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(record: Record, proofs: list[Proof]) -> str:
    began = datetime.fromisoformat(record["began"])
    return TEMPLATES.get_template("index.html").render(
        record=record,
        began=f"{began:%d %B %Y, %H:%M} UTC",
        totals=totals(record),
        groups=groups(record),
        responses=responses(record),
        proofs=proofs,
    )


def code(text: str) -> Markup:
    """What stands between backticks, as code."""
    return Markup(re.sub("`([^`]*)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped


def breakable(target: str) -> Markup:
    """A target's name, which may go on in a new line where it has parts."""
    return Markup(re.sub("(@|://)", r"\1<wbr>", str(escape(target))))  # noqa: S704 - escaped


def sentence(case: str) -> str:
    """The name of a case as it is meant to be read."""
    name, bracket, given = case.partition("::")[2].partition("[")
    words = name.removeprefix("test_").replace("_", " ")
    return f"{words}: {given.removesuffix(']')}" if bracket else words


def file(case: str) -> str:
    return case.partition("::")[0]


TEMPLATES.filters |= {"code": code, "breakable": breakable, "sentence": sentence, "file": file}
