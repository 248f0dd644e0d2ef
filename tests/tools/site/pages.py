"""Which pages the reading site has; a maker of pages in MAKERS adds some more."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from tests.bench.groups import GROUPS
from tests.support.differences import read_differences
from tests.support.rules import catalogue
from tests.tools.environments import IMPLEMENTATIONS
from tests.tools.explorer.presets import presets
from tests.tools.site import bench
from tests.tools.site.claims import VERDICTS, load
from tests.tools.site.comparison import comparison
from tests.tools.site.concepts import Concept
from tests.tools.site.differences import code_of_differences
from tests.tools.site.drawing import draw
from tests.tools.site.evidence import key
from tests.tools.site.facts import slug
from tests.tools.site.guides import guide_values, overview_values, require_guides
from tests.tools.site.moving import guides
from tests.tools.site.request_path import paths
from tests.tools.site.rules import groups, rules
from tests.tools.site.search import COUNTED, MEASURED, OWN, Entry
from tests.tools.site.sent import sent
from tests.tools.site.units import Unit

TITLES = {"django": "Django", "flask": "Flask", "fastapi": "FastAPI"}
# What stands at the top of every page.
NAVIGATION = {
    "explorer.html": "Explorer",
    "index.html": "Questions",
    "differences.html": "Differences",
    "rules.html": "Rules",
    "comparison.html": "Comparison",
    "which-one.html": "Which one?",
    "moving.html": "Migration guides",
    "request-path.html": "Request lifecycle",
    "bench.html": "Benchmark",
}


@dataclass(frozen=True)
class Page:
    """A template of docs/site/ and its values; beside them stands what every page may use."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()


Pages = dict[str, Page]


def pages(concepts: list[Concept]) -> Pages:
    """All pages by the name of their file."""
    return {file: page for maker in MAKERS for file, page in maker(concepts).items()}


def fixed_pages(concepts: list[Concept]) -> Pages:
    """The pages that there is one of."""
    differences = read_differences()
    return {
        "index.html": Page("index.html", entries=(OWN,)),
        "differences.html": Page(
            "differences.html",
            {"differences": differences, "code_of": code_of_differences(), "sent": sent},
            _entries(differences, "difference"),
        ),
        "rules.html": Page("rules.html", {"rule_groups": groups()}, _entries(rules(), "rule")),
        "comparison.html": Page(
            "comparison.html",
            {"tables": comparison()},
            (COUNTED, *_tables()),
        ),
        "bench.html": Page(
            "bench.html",
            bench.values(bench.read()),
            (MEASURED, *_measurements()),
        ),
    }


def concept_pages(concepts: list[Concept]) -> Pages:
    """A page for each question, with the code of all three."""
    made = {}
    around = zip([None, *concepts], concepts, [*concepts[1:], None], strict=False)
    for before, concept, after in around:
        values = {"concept": concept, "before": before, "after": after}
        names = [unit.name for units in concept.units.values() for unit in units]
        told = [f"{rule} {catalogue()[rule]}" for rule in concept.rules]
        text = " ".join([concept.group, concept.question, concept.why, *told, *names])
        entry = Entry(concept.title, text, terms=concept.terms)
        made[f"{concept.id}.html"] = Page("concept.html", values, (entry,))
    return made


def selection_pages(concepts: list[Concept]) -> Pages:
    """The questions with two of the three, or with one."""
    chosen = [*combinations(IMPLEMENTATIONS, 2), *((name,) for name in IMPLEMENTATIONS)]
    return {f"{'-'.join(names)}.html": Page("selection.html", {"names": names}) for names in chosen}


def claim_pages(concepts: list[Concept]) -> Pages:
    """The guide to a decision: needs, and claims with their evidence."""
    needs, claims = load()
    shown_in = {
        (unit.file, unit.name): concept
        for concept in reversed(concepts)
        for units in concept.units.values()
        for unit in units
    }
    values = {"needs": needs, "claims": claims, "verdicts": VERDICTS, "shown_in": shown_in}
    found = tuple(
        Entry(claim.claim.replace("`", ""), f"{claim.answer} {claim.group}", claim.id, "claim")
        for claim in claims
    )
    return {"which-one.html": Page("which-one.html", values, found)}


def guide_pages(concepts: list[Concept]) -> Pages:
    """The guides from each framework to each other, and the page that leads to them."""
    require_guides(concepts)
    made = {"moving.html": Page("moving.html", overview_values(concepts))}
    for guide in guides():
        title = f"From {TITLES[guide.before]} to {TITLES[guide.after]}"
        entry = Entry(
            title, f"moving migration guide switch framework {guide.summary}", kind="guide"
        )
        made[f"{guide.id}.html"] = Page("guide.html", guide_values(guide, concepts), (entry,))
    return made


def request_pages(concepts: list[Concept]) -> Pages:
    """How a request travels, drawn from recorded traces."""
    drawn = {name: (path, draw(path.rows)) for name, path in paths(concepts).items()}
    entry = Entry(
        "The lifecycle of a request",
        "how a request travels path trace middleware routing statements SQL updatePost",
    )
    return {"request-path.html": Page("request-path.html", {"paths": drawn}, (entry,))}


def explorer_pages(concepts: list[Concept]) -> Pages:
    """The requests of the explorer; where the three are running, its server fills the page."""
    words = "send try request answers side by side SQL executed lines demo presets status"
    values = {"live": False, "presets": presets()}
    return {"explorer.html": Page("explorer.html", values, (Entry("Explorer", words),))}


def shown_units(concepts: list[Concept]) -> list[Unit]:
    """Each piece of code that some page shows, once, in the order of files and names."""
    columns = [*(each.units for each in concepts), *code_of_differences().values()]
    units = (unit for column in columns for found in column.values() for unit in found)
    return sorted({(unit.file, unit.name): unit for unit in units}.values(), key=key)


def _measurements() -> tuple[Entry, ...]:
    return tuple(
        Entry(group.title, group.about, place, "measurement") for place, group in GROUPS.items()
    )


def _tables() -> tuple[Entry, ...]:
    return tuple(
        Entry(title, " ".join(rows), slug(title), "count") for title, rows in comparison().items()
    )


def _entries(found: list[dict[str, Any]], kind: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(f"{each['id']}: {each['title']}", each["sentence"], each["id"], kind)
        for each in found
    )


MAKERS: list[Callable[[list[Concept]], Pages]] = [
    fixed_pages,
    concept_pages,
    selection_pages,
    claim_pages,
    guide_pages,
    request_pages,
    explorer_pages,
]
