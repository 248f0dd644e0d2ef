"""Write the reading site: HTML of its own, which reads without JavaScript."""

import shutil
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.support.rules import entries
from tests.tools.site.cases import cases
from tests.tools.site.claims import require_pages
from tests.tools.site.concepts import Concept, load, operations
from tests.tools.site.difference import lines
from tests.tools.site.evidence import evidence, is_stale, outcomes, recorded, summary
from tests.tools.site.pages import NAVIGATION, TITLES, pages
from tests.tools.site.rendering import TEMPLATES, highlighting, render
from tests.tools.site.search import search_script


def build(folder: Path) -> list[Path]:
    """Write the whole site into an empty folder; two builds of one commit are the same."""
    concepts = load()
    made = pages(concepts)
    require_pages(made["which-one.html"].values["claims"], made)
    shared = _shared(concepts)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    texts = {
        file: render(page.template, **shared, **page.values, page=file)
        for file, page in made.items()
    }
    texts["pygments.css"] = highlighting()
    texts["search.js"] = search_script(made)
    for asset in ("style.css", "site.js", "explorer.css", "explorer.js"):
        texts[asset] = (TEMPLATES / asset).read_text("utf-8")
    for file, text in texts.items():
        (folder / file).write_text(text, "utf-8")
    return [folder / file for file in texts]


def _shared(concepts: list[Concept]) -> dict[str, Any]:
    """What every page may use."""
    groups = [(group, list(found)) for group, found in groupby(concepts, lambda each: each.group)]
    return {
        "groups": groups,
        "concepts": concepts,
        "titles": TITLES,
        "navigation": NAVIGATION,
        "operations": operations(),
        "rule_titles": {entry["id"]: entry["title"] for entry in entries()},
        "rule_sentences": {entry["id"]: entry["sentence"] for entry in entries()},
        "cases": cases(),
        "evidence": evidence,
        "is_stale": is_stale,
        "outcomes": outcomes,
        "summary": summary,
        "shown_by_rule": _shown_by_rule(concepts),
        "ran": recorded()["ran"],
        "shown_lines": _shown_lines,
    }


def _shown_lines(concept: Concept, name: str) -> int:
    """How many lines of a framework a concept shows, without blank ones."""
    return len(lines(concept.units[name], set()))


def _shown_by_rule(concepts: list[Concept]) -> dict[str, list[str]]:
    """The concepts that belong to each rule."""
    rules = [entry["id"] for entry in entries()]
    return {rule: [each.id for each in concepts if rule in each.rules] for rule in rules}
