"""The new implementation's part in the database that the old one has made."""

import shutil
import subprocess

from tests.contract.data.test_tables import CONTRACT
from tests.proofs.load.cells import Cells
from tests.proofs.load.writers import waited
from tests.support.database_tables import read_tables
from tests.support.implementations import IMPLEMENTATIONS
from tests.support.servers import ROOT, LaunchError, Program
from tests.tools.site.moving import LOCK_LIMIT, Guide, own_tables, words


class Joining:
    """Runs the guide's commands in a copy of the new folder, as one of them writes a migration."""

    def __init__(self, guide: Guide, database_url: str, cells: Cells) -> None:
        self.guide = guide
        home = cells.folder / guide.id
        folder = ROOT / IMPLEMENTATIONS[guide.after].folder
        shutil.copytree(folder, home, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        log = str(cells.folder / f"{guide.id}.log")
        python = cells.python(guide.after)
        self.program = Program(guide.after, python, database_url, log, str(home))

    def join(self) -> None:
        """Take the tables over as they are."""
        for command in self.guide.start:
            if problem := self.problem(command):
                raise LaunchError(problem)

    def take_over(self) -> None:
        """Make and apply what the new one's models want otherwise; requests go first."""
        *others, last = self.guide.end or [""]
        for command in others:
            if problem := self.problem(command):
                raise LaunchError(problem)
        if last and not waited(lambda: not self.problem(last, PGOPTIONS=LOCK_LIMIT)):
            raise LaunchError(f"{last}: {self.problem(last)}")

    def findings(self) -> list[str]:
        """Whether the tables fit the models, and no others are left than is said."""
        problems = [self.problem(command) for command in self.guide.check]
        wanted = {*CONTRACT["tables"], *self.guide.left, *own_tables(self.guide.after)}
        found = set(read_tables(self.program.database_url))
        odd = sorted(found ^ wanted)
        return [*filter(None, problems), *(f"{name}: a table too much or too few" for name in odd)]

    def problem(self, command: str, **settings: str) -> str:
        """What a command says when it fails; nothing when it does not."""
        done = subprocess.run(
            self.program.command(words(command)),
            cwd=self.program.folder,
            env=self.program.environment(settings),
            capture_output=True,
            text=True,
            check=False,
        )
        return f"{command}: {done.stdout}{done.stderr}" if done.returncode else ""
