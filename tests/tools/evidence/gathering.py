"""Run the suite against one implementation, all of whose processes are under coverage."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import coverage

from tests.support.interruption import child
from tests.tools.environments import FOLDERS, ROOT

HERE = Path(__file__).parent
# Files whose cases are not run here, with the reason.
LEFT_OUT = {
    "tests/contract/data/test_shared_database.py": "its cases need all three on one database",
}
# What may take another way on PostgreSQL; everything runs on SQLite.
ON_POSTGRESQL = ["system", "data", "conditional", "posts", "accounts/test_register_user.py"]
# A request is served by threads, or by one with greenlets in it (SQLAlchemy's, below asyncio).
CONCURRENCY = {"django": "thread", "flask": "thread", "fastapi": "thread,greenlet"}
SETTINGS = """\
[run]
data_file = {folder}/data
parallel = true
source = {source}
concurrency = {concurrency}
"""
# Of the folder's own tests: each names itself.
OWN = "context = own\ndynamic_context = test_function\n"


@dataclass(frozen=True)
class Gathering:
    """An implementation, and the folder for what its processes leave: `data.*` and `cases.json`."""

    name: str
    python: str
    folder: Path

    def run(self, words: list[str]) -> list[str]:
        """The suite, and the folder's own tests; the last line that each pytest wrote."""
        packages = self.folder / "packages"
        packages.mkdir(parents=True)
        (packages / "coverage").symlink_to(Path(coverage.__file__).parent)
        (packages / "wrapped").symlink_to(HERE.parent / "wrapped")
        (packages / "sitecustomize.py").symlink_to(HERE / "sitecustomize.py")
        values = {"folder": self.folder, "source": FOLDERS[self.name]}
        settings = SETTINGS.format(**values, concurrency=CONCURRENCY[self.name])
        (self.folder / "suite.ini").write_text(settings, "utf-8")
        (self.folder / "own.ini").write_text(settings + OWN, "utf-8")
        if words:
            return [self.suite("sqlite", words)]
        some = [f"tests/contract/{place}" for place in ON_POSTGRESQL]
        return [self.suite("sqlite", []), self.suite("postgresql", some), self.own_tests()]

    def suite(self, database: str, words: list[str]) -> str:
        """The contract suite, where plugin.py has the implementation's processes measured."""
        options = [f"--target={self.name}", f"--python={self.name}={self.python}"]
        options += [f"--database={database}", *(f"--ignore={file}" for file in LEFT_OUT)]
        command = [sys.executable, "-m", "pytest", "-p", "tests.tools.evidence.plugin"]
        return self._pytest(database, [*command, *options, *words], {})

    def own_tests(self) -> str:
        """The tests that the folder itself brings, in a process that is measured."""
        measured = {
            "COVERAGE_PROCESS_START": str(self.folder / "own.ini"),
            "PYTHONPATH": str(self.folder / "packages"),
        }
        return self._pytest("own tests", [self.python, "-m", "pytest"], measured)

    def _pytest(self, what: str, command: list[str], more: dict[str, str]) -> str:
        environment = {
            **os.environ,
            "COVERAGE_CORE": "ctrace",  # the one that knows contexts
            "EVIDENCE_FOLDER": str(self.folder),
            "WRAPPED_NAME": self.name,
            **more,
        }
        log = self.folder / f"{what}.log"
        place = FOLDERS[self.name] if more else ROOT
        words = [*command, "-q", "-p", "no:cacheprovider"]
        with (
            log.open("wb") as output,
            child(words, cwd=place, env=environment, stdout=output, stderr=output) as process,
        ):
            process.wait()
        return f"{what}: {log.read_text('utf-8').rstrip().rpartition(chr(10))[2]}"
