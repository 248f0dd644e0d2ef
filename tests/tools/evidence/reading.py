"""What coverage has measured, put together for each unit of the source that the site shows."""

from dataclasses import dataclass
from pathlib import Path

import coverage

from tests.tools.environments import ROOT
from tests.tools.site.units import Unit

# Of a process that runs no case: `at start` of a server, "" of a command, `own|NAME` of own tests.
Lines = dict[int, set[str]]


@dataclass(frozen=True)
class File:
    """The contexts that ran each line of a file, and its lines that can run."""

    contexts: Lines
    statements: frozenset[int]


def read(folder: Path) -> dict[str, File]:
    """Each measured file, by its path from the root of the repository."""
    measured = coverage.Coverage(data_file=str(folder / "data"), config_file=False)
    measured.combine([str(folder)], keep=True)
    data, found = measured.get_data(), {}
    for file in sorted(data.measured_files()):
        contexts = {line: set(names) for line, names in data.contexts_by_lineno(file).items()}
        statements = frozenset(measured.analysis2(file)[1])
        found[str(Path(file).relative_to(ROOT))] = File(contexts, statements)
    return found


def of_unit(unit: Unit, file: File) -> Lines:
    """The contexts that ran each line of a unit that can run, counted from its first."""
    own = [line for line in sorted(file.statements) if unit.first <= line <= unit.last]
    return {line - unit.first + 1: file.contexts.get(line, set()) for line in own}
