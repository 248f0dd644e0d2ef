"""A repository of its own with what a project is made from, whose versions a test may make."""

import shutil
import subprocess
from pathlib import Path
from threading import Lock
from typing import Any

from copier import run_copy, run_update

from tests.tools.environments import FOLDERS, IMPLEMENTATIONS, ROOT

PARTS = ["copier.yml", "tests/tools/template", *(FOLDERS[name].name for name in IMPLEMENTATIONS)]


def git(folder: Path, *words: str) -> str:
    """Run git as somebody, whoever uses this machine."""
    somebody = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
    done = subprocess.run(
        ["git", *somebody, *words],  # noqa: S607 - whichever git there is
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", f"--message={message}")


def snapshot(place: Path) -> Path:
    """The files as they are in the working tree, as version 1 of a repository."""
    source = place / "source"
    listed = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "--", *PARTS)
    for path in listed.splitlines():
        if (ROOT / path).exists():
            (source / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, source / path)
    git(source, "init", "--quiet", "--initial-branch=main")
    tag(source, "v1.0.0")
    return source


def tag(source: Path, version: str) -> None:
    commit(source, version)
    git(source, "tag", version)


# Copier changes the working directory of the process.
COPIER = Lock()
QUIETLY: dict[str, Any] = {"defaults": True, "unsafe": True, "quiet": True}


def make(source: Path, folder: Path, answers: dict[str, Any], version: str = "v1.0.0") -> None:
    """Make a project with copier."""
    with COPIER:
        run_copy(str(source), folder, data=answers, vcs_ref=version, **QUIETLY)


def update(folder: Path) -> None:
    """Update a project to the newest version."""
    with COPIER:
        run_update(folder, overwrite=True, conflict="inline", **QUIETLY)
