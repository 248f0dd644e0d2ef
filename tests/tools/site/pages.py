"""The pages of the reading site: HTML of their own, which reads without JavaScript."""

import json
import os
import re
import shutil
from functools import cache
from itertools import combinations, groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_for_filename

from tests.support.differences import read_differences
from tests.support.rules import entries
from tests.tools.environments import IMPLEMENTATIONS, ROOT
from tests.tools.site.cases import cases, sentence
from tests.tools.site.comparison import comparison
from tests.tools.site.concepts import Concept, load, operations
from tests.tools.site.evidence import evidence
from tests.tools.site.units import Unit

TEMPLATES = ROOT / "docs" / "site"
# Where links to the source lead: a page of the repository, or the checkout that the site is in.
SOURCE = os.environ.get("SITE_SOURCE_URL", "../..")
TITLES = {"django": "Django", "flask": "Flask", "fastapi": "FastAPI"}


def build(folder: Path) -> list[Path]:
    """Write the whole site into an empty folder; two builds of one commit are the same."""
    concepts = load()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shared = _shared(concepts)
    pages: dict[str, tuple[str, dict[str, Any]]] = {
        "index.html": ("index.html", {}),
        "differences.html": ("differences.html", {"differences": read_differences()}),
        "rules.html": ("rules.html", {"rules": _rules()}),
        "comparison.html": ("comparison.html", {"tables": comparison()}),
    }
    for before, concept, after in zip(
        [None, *concepts], concepts, [*concepts[1:], None], strict=False
    ):
        around = {"concept": concept, "before": before, "after": after}
        pages[f"{concept.id}.html"] = ("concept.html", around)
    for names in [*combinations(IMPLEMENTATIONS, 2), *((name,) for name in IMPLEMENTATIONS)]:
        pages[f"{'-'.join(names)}.html"] = ("selection.html", {"names": names})
    written = []
    for file, (template, values) in pages.items():
        written.append(folder / file)
        text = _environment().get_template(template).render(**shared, **values, page=file)
        written[-1].write_text(re.sub(r"\n\s*\n+", "\n", text), "utf-8")
    for asset in ("style.css", "site.js"):
        written.append(Path(shutil.copy(TEMPLATES / asset, folder / asset)))
    (folder / "pygments.css").write_text(_highlighting(), "utf-8")
    (folder / "search.json").write_text(json.dumps(_index(concepts)), "utf-8")
    return [*written, folder / "pygments.css", folder / "search.json"]


def _shared(concepts: list[Concept]) -> dict[str, Any]:
    """What every page may use."""
    groups = [(group, list(found)) for group, found in groupby(concepts, lambda each: each.group)]
    return {
        "groups": groups,
        "concepts": concepts,
        "titles": TITLES,
        "operations": operations(),
        "rule_titles": {entry["id"]: entry["title"] for entry in entries()},
        "cases": cases(),
        "code": _code,
        "evidence": evidence,
        "source": lambda place: f"{SOURCE}/{place.file}#L{place.first}-L{place.last}",
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["ticks"] = _ticks
    environment.filters["sentence"] = sentence
    return environment


def _ticks(text: str) -> Markup:
    """Text with what stands between backticks as code."""
    escaped = str(Markup.escape(text))
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", escaped))  # noqa: S704 - escaped above


@cache
def _code(unit: Unit) -> Markup:
    """The unit as highlighted HTML; the line numbers are those of its file."""
    formatter = HtmlFormatter(
        linenos="inline", linenostart=unit.first, wrapcode=True, cssclass="code"
    )
    lexer = get_lexer_for_filename(unit.file)
    html: str = highlight(unit.code, lexer, formatter)
    return Markup(html)  # noqa: S704 - made by Pygments, which escapes


def _highlighting() -> str:
    """Colours of the code, light and dark, each with enough contrast."""
    light, dark = (_styles(style) for style in ("default", "github-dark"))
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def _styles(style: str) -> str:
    css: Any = HtmlFormatter(style=style)
    return str(css.get_style_defs(".code"))


def _rules() -> list[dict[str, Any]]:
    return [entry for entry in entries() if not entry["id"].startswith("X")]


def _index(concepts: list[Concept]) -> list[dict[str, str]]:
    """What the search looks through."""
    return [
        {
            "page": f"{each.id}.html",
            "title": each.title,
            "text": " ".join(
                [each.question, *each.rules, *(u.name for us in each.units.values() for u in us)]
            ),
        }
        for each in concepts
    ]
