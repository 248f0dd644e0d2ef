"""The commands of the machine that the checks run."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.support.servers import LaunchError

# A command that each Debian package brings.
PACKAGES = {
    "buildah": "buildah",
    "curl": "curl",
    "mmdebstrap": "mmdebstrap",
    "nginx": "nginx",
    "iproute2": "ip",
    "openssl": "openssl",
    "python3": "/usr/bin/python3",
    "runc": "runc",
    "systemd": "systemd-analyze",
    "util-linux": "unshare",
}


def require_machine() -> None:
    """Say in one sentence what is missing."""
    if not Path("/etc/debian_version").exists() or os.geteuid():
        raise LaunchError("These checks need Debian and root, as for containers and namespaces.")
    missing = [package for package, command in PACKAGES.items() if not shutil.which(command)]
    if missing:
        raise LaunchError(f"First: apt-get install {' '.join(missing)}")


def output(*words: str | Path, cwd: str | None = None, **environment: str) -> str:
    """What a command prints, on both channels; the error of one that fails."""
    done = subprocess.run(
        [str(word) for word in words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **environment},
    )
    if done.returncode:
        command = " ".join(map(str, words))
        raise LaunchError(f"{command} (exit status {done.returncode}):\n{done.stdout}")
    return done.stdout
