"""The new implementation's part in the database that the old one has made."""

import shutil
import subprocess

from tests.contract.data.test_tables import CONTRACT
from tests.proofs.load.cells import Cells
from tests.support.database_tables import read_tables
from tests.support.implementations import IMPLEMENTATIONS
from tests.support.servers import ROOT, LaunchError, Program
from tests.tools.site.moving import LOCK_LIMIT, REVISION, TAKE_OVER, Guide, own_tables, words


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
        self.run(self.guide.start)

    def take_over(self) -> None:
        """Change what the new one's models want otherwise."""
        if self.guide.end:
            shutil.copy(ROOT / TAKE_OVER, self.program.folder / REVISION)
        self.run(self.guide.end, PGOPTIONS=LOCK_LIMIT)

    def run(self, commands: tuple[str, ...], **settings: str) -> None:
        for command in commands:
            if problem := self.problem(command, **settings):
                raise LaunchError(problem)

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
