"""How much of one framework's code is left in another's, line by line."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from tests.tools.site.concepts import Concept
from tests.tools.site.units import Unit

Place = tuple[str, int]  # a file and the number of a line in it


@dataclass
class Difference:
    """Lines that are not blank: kept to the letter, changed, new here, or gone from there.

    A line that stands where another one stood is changed; what is left over is new or gone.
    """

    kept: int = 0
    changed: int = 0
    new: int = 0
    gone: int = 0
    kept_places: set[Place] = field(default_factory=set)

    def __iadd__(self, other: "Difference") -> "Difference":
        self.kept += other.kept
        self.changed += other.changed
        self.new += other.new
        self.gone += other.gone
        self.kept_places |= other.kept_places
        return self

    @property
    def lines(self) -> int:
        """How many there are here."""
        return self.kept + self.changed + self.new


def lines(units: Iterable[Unit], without: set[Place]) -> list[tuple[Place, str]]:
    """The lines of units, each once, that are not blank."""
    found = {
        (unit.file, number): text.rstrip()
        for unit in units
        for number, text in enumerate(unit.code.split("\n"), unit.first)
        if text.strip() and (unit.file, number) not in without
    }
    return list(found.items())


def difference(
    before: Iterable[Unit], after: Iterable[Unit], without: set[Place] | None = None
) -> Difference:
    """What became of the lines before in those after; lines of `without` do not count."""
    old, new = (lines(units, without or set()) for units in (before, after))
    matcher = SequenceMatcher(None, [t for _, t in old], [t for _, t in new], autojunk=False)
    found = Difference()
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        old_places = [place for place, _ in old[old_start:old_end]]
        new_places = [place for place, _ in new[new_start:new_end]]
        if kind == "equal":
            found.kept += len(new_places)
            found.kept_places |= {*old_places, *new_places}
        else:
            changed = min(len(old_places), len(new_places))
            found.changed += changed
            found.new += len(new_places) - changed
            found.gone += len(old_places) - changed
    return found


def whole_difference(concepts: Iterable[Concept], before: str, after: str) -> Difference:
    """All that the concepts show of two frameworks, each line in the first concept with it."""
    counted: set[Place] = set()
    found = Difference()
    for concept in concepts:
        old, new = concept.units[before], concept.units[after]
        found += difference(old, new, counted)
        counted |= {place for place, _ in lines([*old, *new], set())}
    return found
