"""Do what systemd does with a unit: its commands as written, its environment, not as root."""

import os
import shlex
import shutil
import signal
import subprocess
import time
from collections import defaultdict
from pathlib import Path

from tests.deployment.commands import output

UID = 61184  # the first of those which DynamicUser= takes
DROPPED = ["--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
SETPRIV = ["setpriv", f"--reuid={UID}", f"--regid={UID}", *DROPPED]
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin"


class Unit:
    """A unit as it stands in /etc/systemd/system."""

    def __init__(self, name: str, log: Path) -> None:
        prefix, at, instance = name.partition("@")
        file = Path(f"/etc/systemd/system/{prefix}{at}.service")
        self.name, self.log = name, log
        self.options: dict[str, list[str]] = defaultdict(list)
        for line in file.read_text("utf-8").replace("%i", instance).splitlines():
            if not line.startswith("#") and "=" in line:
                key, _, value = line.partition("=")
                self.options[key].append(value)
        [self.folder] = self.options["WorkingDirectory"]
        self.process: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        """The exit status of a unit that is run once."""
        return self._start("ExecStart").wait()

    def start(self) -> None:
        for name in self.options["RuntimeDirectory"]:
            shutil.rmtree(f"/run/{name}", ignore_errors=True)
            Path(f"/run/{name}").mkdir()
            os.chown(f"/run/{name}", UID, UID)
        self.process = self._start("ExecStart")
        self.commands("ExecStartPost")

    def reload(self) -> None:
        self.commands("ExecReload")

    def stop(self) -> tuple[int, float]:
        """The exit status, and how many seconds it took."""
        assert self.process is not None
        began = time.monotonic()
        self.commands("ExecStop")
        self.process.send_signal(signal.SIGTERM)
        [limit] = self.options["TimeoutStopSec"]
        return self.process.wait(int(limit)), time.monotonic() - began

    def kill(self) -> None:
        """End what a failed check has left."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)

    def commands(self, key: str) -> None:
        assert self.process is not None
        for line in self.options[key]:
            words = shlex.split(line.replace("$MAINPID", str(self.process.pid)))
            output(*SETPRIV, *words)

    def _start(self, key: str) -> subprocess.Popen[bytes]:
        [line] = self.options[key]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*SETPRIV, *shlex.split(line)],
                cwd=self.folder,
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def environment(self) -> dict[str, str]:
        [file] = self.options["EnvironmentFile"]
        lines = shlex.split(Path(file).read_text("utf-8"), comments=True)
        return {"PATH": PATH, **dict(line.split("=", 1) for line in lines)}
