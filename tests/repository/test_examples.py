"""The examples of the folders fit their code; `./nox -s templates` also runs what they make."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.tools.environments import FOLDERS, IMPLEMENTATIONS


@pytest.mark.parametrize("name", IMPLEMENTATIONS)
def test_the_example_of_a_further_resource_can_be_applied(name: str, tmp_path: Path) -> None:
    shutil.copytree(FOLDERS[name] / "app", tmp_path / "app")
    command = ["git", "apply", str(FOLDERS[name] / "examples/comments.diff")]
    subprocess.run(command, cwd=tmp_path, check=True)
    assert (tmp_path / "app/comments/models.py").exists()
