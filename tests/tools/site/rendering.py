"""How templates become HTML: the environment of Jinja2, and code highlighted by Pygments."""

import os
import re
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_for_filename

from tests.tools.environments import ROOT
from tests.tools.site.cases import sentence
from tests.tools.site.facts import slug
from tests.tools.site.units import Unit

TEMPLATES = ROOT / "docs" / "site"
# Where links to the source lead: a page of the repository, or the checkout that the site is in.
SOURCE = os.environ.get("SITE_SOURCE_URL", "../..")


def render(template: str, **values: Any) -> str:
    """A page, without the empty lines that blocks leave behind."""
    return re.sub(r"\n\s*\n+", "\n", _environment().get_template(template).render(**values))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["ticks"] = ticks
    environment.filters["sentence"] = sentence
    environment.filters["slug"] = slug
    environment.globals["code"] = code
    environment.globals["source"] = source
    return environment


def source(place: Any) -> str:
    """The address of a place with a file, a first and a last line."""
    return f"{SOURCE}/{place.file}#L{place.first}-L{place.last}"


def ticks(text: str) -> Markup:
    """Text with what stands between backticks as code."""
    escaped = str(Markup.escape(text))
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", escaped))  # noqa: S704 - escaped above


@cache
def code(unit: Unit, marked: frozenset[int] | tuple[int, ...] = ()) -> Markup:
    """The unit as highlighted HTML; the line numbers, also of lines to mark, are its file's."""
    formatter = HtmlFormatter(
        linenos="inline",
        linenostart=unit.first,
        wrapcode=True,
        cssclass="code",
        hl_lines=[line - unit.first + 1 for line in marked],
    )
    lexer = get_lexer_for_filename(unit.file)
    html: str = highlight(unit.code, lexer, formatter)
    return Markup(html)  # noqa: S704 - made by Pygments, which escapes


def highlighting() -> str:
    """Colours of the code, light and dark, each with enough contrast."""
    light, dark = (_styles(style) for style in ("default", "github-dark"))
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def _styles(style: str) -> str:
    css: Any = HtmlFormatter(style=style)
    return str(css.get_style_defs(".code"))
