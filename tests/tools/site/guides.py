"""What the pages of the guides show beside docs/moving.toml: code, counts, and nginx's maps."""

from typing import Any

from tests.support.differences import read_differences
from tests.support.rules import catalogue
from tests.tools.environments import FOLDERS
from tests.tools.site.concepts import Concept, ConceptError, operations
from tests.tools.site.difference import Difference, difference, whole_difference
from tests.tools.site.moving import LOCK_LIMIT, REVISION, TAKE_OVER, Guide, guides, steps
from tests.tools.site.routes import routes, upstreams
from tests.tools.site.units import Unit, cut

# Files whose code no framework owns, and which two folders may share to the letter.
SHARED = ("app/**/*.py", "migrations/versions/*.py")


def require_guides(concepts: list[Concept]) -> None:
    """Stop the build where a guide names what is not there."""
    known = {
        "concept": {concept.id for concept in concepts},
        "rule": set(catalogue()),
        "difference": {entry["id"] for entry in read_differences()},
    }
    named = [
        (guide.id, each.kind, each.name)
        for guide in guides()
        for each in (*guide.stays, *guide.changes, *guide.surprises)
    ]
    named += [(guide.id, "concept", name) for guide in guides() for name in guide.shown]
    wrong = [f"{where}: there is no {kind} {n}" for where, kind, n in named if n not in known[kind]]
    moved = sorted(operation for step in steps() for operation in step.operations)
    if moved != sorted(operations()):
        wrong.append(f"the steps do not move each operation once: {', '.join(moved)}")
    if wrong:
        raise ConceptError("\n".join(wrong))


def overview_values(concepts: list[Concept]) -> dict[str, Any]:
    """For the page that leads to the guides."""
    totals = [(each, whole_difference(concepts, each.before, each.after)) for each in guides()]
    return {"guides": totals, "steps": steps()}


def guide_values(guide: Guide, concepts: list[Concept]) -> dict[str, Any]:
    """For the page of one guide."""
    found = {
        concept.id: difference(concept.units[guide.before], concept.units[guide.after])
        for concept in concepts
    }
    by_id = {concept.id: concept for concept in concepts}
    return {
        "guide": guide,
        "total": whole_difference(concepts, guide.before, guide.after),
        "equal": equal_files(guide.before, guide.after),
        "shown": [(by_id[name], found[name]) for name in guide.shown],
        "all": [(concept, found[concept.id]) for concept in concepts],
        "maps": [(step, routes(guide, step)) for step in steps()],
        "upstreams": upstreams(guide),
        "lock_limit": f'PGOPTIONS="{LOCK_LIMIT}"',
        "take_over": cut(TAKE_OVER),
        "revision": REVISION,
        "concept_titles": {concept.id: concept.title for concept in concepts},
        "kept_lines": kept_lines,
    }


def kept_lines(unit: Unit, found: Difference) -> frozenset[int]:
    """The lines of a unit that stay as they are."""
    inside = range(unit.first, unit.last + 1)
    return frozenset(line for line in inside if (unit.file, line) in found.kept_places)


def equal_files(before: str, after: str) -> dict[str, int]:
    """The files that two folders share to the letter, with their lines that are not blank."""
    here, there = FOLDERS[before], FOLDERS[after]
    found = {}
    for path in sorted(path for pattern in SHARED for path in here.glob(pattern)):
        name = str(path.relative_to(here))
        text = path.read_text("utf-8")
        other = there / name
        if text.strip() and other.is_file() and other.read_text("utf-8") == text:
            found[name] = sum(bool(line.strip()) for line in text.splitlines())
    return found
