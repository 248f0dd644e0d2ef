"""Containers, run by runc as Compose would have them run: read-only, without capabilities."""

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.deployment.commands import output

TMP = {"destination": "/tmp", "type": "tmpfs", "source": "tmpfs", "options": ["mode=1777"]}  # noqa: S108 - in a container


class Container:
    """An image with the settings that it is run with."""

    def __init__(self, root: str, config: dict[str, Any], settings: Mapping[str, str]) -> None:
        self.root, self.config = root, config
        self.settings = [f"{name}={value}" for name, value in settings.items()]
        self.folder = Path(tempfile.mkdtemp(prefix="container-"))

    def start(self, log: Path, command: list[str] | None = None) -> "Running":
        """Start the command of the image, or another one; it has the network of this machine."""
        name = f"deployment-{self.folder.name}-{len(list(self.folder.iterdir()))}"
        bundle = self.folder / name
        bundle.mkdir()
        output("runc", "spec", "--bundle", bundle)
        spec = json.loads((bundle / "config.json").read_text())
        spec["root"] = {"path": self.root, "readonly": True}
        spec["process"] |= self.process(command or self.config["Cmd"])
        spec["mounts"] = [each for each in spec["mounts"] if each["type"] != "cgroup"] + [TMP]
        kept = [each for each in spec["linux"]["namespaces"] if each["type"] != "network"]
        spec["linux"]["namespaces"] = kept
        (bundle / "config.json").write_text(json.dumps(spec))
        with log.open("ab") as to:
            words = ["runc", "run", "--bundle", str(bundle), name]
            process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=to, stderr=to)
        return Running(name, process, self)

    def process(self, command: list[str]) -> dict[str, Any]:
        uid, _, gid = self.config["User"].partition(":")
        return {
            "terminal": False,
            "args": command,
            "cwd": self.config["WorkingDir"],
            "env": [*self.config["Env"], *self.settings],
            "user": {"uid": int(uid), "gid": int(gid)},
            "capabilities": {},
        }


class Running:
    """A container that was started."""

    def __init__(self, name: str, process: subprocess.Popen[bytes], container: Container) -> None:
        self.name, self.process, self.container = name, process, container

    def run(self, *words: str) -> int:
        """The exit status of a command that is run inside, as the one of HEALTHCHECK."""
        command = ["runc", "exec", self.name, *words]
        return subprocess.run(command, capture_output=True, check=False).returncode

    def stop(self) -> int:
        """The exit status after SIGTERM, as `docker stop` sends it."""
        output("runc", "kill", self.name, "TERM")
        return self.process.wait(30)

    def delete(self) -> None:
        """Leave nothing behind, also where a check has failed."""
        output("runc", "delete", "--force", self.name)
        self.process.wait(30)
