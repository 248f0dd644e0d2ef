"""A project made from a folder, by the answers to the questions of copier.yml."""

import re
from pathlib import Path
from typing import Any

from tests.tools.template.pruning import prune
from tests.tools.template.renaming import rename_file, rename_path
from tests.tools.template.subjects import SUBJECTS, Subject

Files = dict[str, str]
IGNORED = {"__pycache__", ".venv", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".env"}
TITLE = "THE_TITLE"
SQLITE = "sqlite:///data.sqlite3"


def read(folder: Path) -> Files:
    """The text files of a folder by their paths; there are no others."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in paths
        if not IGNORED.intersection(path.parts) and ".sqlite3" not in path.name
    }


def without(files: Files, subject: Subject) -> Files:
    """The files without a subject."""
    left = {path: text for path, text in files.items() if not subject.files.search(path)}
    of_tests: set[str] = set()  # fixtures of conftest.py are names in every test
    made = {}
    for path in sorted(left, key=lambda path: not path.endswith("conftest.py")):
        text = left[path]
        for pattern, replacement in subject.prose.items():
            path, text = (re.sub(pattern, replacement, each, flags=re.M) for each in (path, text))
        if path.endswith(".py"):
            gone = set(of_tests) if path.startswith("tests/") else set()
            text = prune(text, subject.code, gone)
            of_tests |= gone if path.endswith("conftest.py") else set()
        if not path.startswith("tests/test_") or "def test_" in text:
            made[path] = text
    return made


def make(folder: Path, answers: dict[str, Any]) -> Files:
    """The files of a project."""
    files = {path: text.replace("Users and posts", TITLE) for path, text in read(folder).items()}
    for question, subject in SUBJECTS.items():
        if not answers.get(question, True):
            files = without(files, subject)
    name = answers["name"]
    return {
        rename_path(path, name): personal(path, rename_file(path, text, name), answers)
        for path, text in files.items()
    }


def personal(path: str, text: str, answers: dict[str, Any]) -> str:
    """A text with the title, the prefixes, the name and the database of one's own."""
    if answers["database"] == "postgresql" and not path.startswith("tests/"):
        text = text.replace(SQLITE, f"postgresql://localhost/{answers['name']}")
        text = re.sub(r"^(pip install .*\n)", rf"\1createdb {answers['name']}\n", text, flags=re.M)
    text = text.replace(TITLE, answers["title"])
    text = text.replace(f"users-posts-{answers['framework']}", answers["name"].replace("_", "-"))
    text = re.sub(r"(?<![A-Za-z0-9])tp_", answers["token_prefix"], text)
    return text.replace("urn:problem-type:", answers["problem_prefix"])
