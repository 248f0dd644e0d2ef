"""A project that was made: how it is checked, and how it is migrated and served."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.support.servers import LaunchError, Program, launch, migrate, stop

# What others wrote may say any word, and the answers tell where the project comes from.
UNREAD = {"requirements.txt", "LICENSE", ".copier-answers.yml"}
PACKAGE = re.compile(r"(?<![\w/@-])app[/:]\w|[\"'`]app\.(?!example)|\b(from|import) app\b")
FAMILY = re.compile(r"\b(\w+_impl|shared_contract|triptych|siblings?|black-box)\b", re.IGNORECASE)
NAMES = {"django": "flask|fastapi", "flask": "django|fastapi", "fastapi": "django|flask"}
SUBJECTS = {
    "posts": r"\b(posts|Post)\b(?!\()|_posts\b",
    "admin": r"\badmin\b",
    "deployment": r"Dockerfile|compose\.yaml",
}
ALICE = {"username": "alice", "email": "alice@example.com", "password": "a long enough password"}


@dataclass(frozen=True)
class Project(Program):
    """A program whose package has another name."""

    package: str = "app"

    def command(self, words: tuple[str, ...], port: int = 0) -> list[str]:
        return super().command(tuple(re.sub(r"^app\b", self.package, word) for word in words), port)


def check(answers: dict[str, Any], project: Project) -> None:
    """Raise LaunchError unless the project is whole."""
    require_no_leftover(answers, project.folder)
    if answers["posts"] and answers["deployment"]:
        add_example(project)
    use_tools(project)
    migrate(project)
    server = launch(project)
    try:
        with httpx.Client(base_url=server.url) as client:
            require(client.get("/health/ready").status_code == 200, "is not ready")
            schema = client.get("/openapi.json").json()
            require(schema["info"]["title"] == answers["title"], "has another title")
            require(
                ("/api/v1/posts" in schema["paths"]) == answers["posts"], "is wrong about posts"
            )
            require(client.post("/api/v1/users", json=ALICE).status_code == 201, "has no users")
            token = client.post("/api/v1/tokens", json=ALICE | {"email": ""}).json()
            problem = client.get("/api/v1/users/0").json()["type"]
        require("type" in token, "takes an unknown field")
        require(problem.startswith(answers["problem_prefix"]), f"has the problem type {problem}")
    finally:
        stop(server)


def add_example(project: Project) -> None:
    """Add the resource of its README, which the tools then check with the rest."""
    command = ["git", "apply", "examples/comments.diff"]
    subprocess.run(command, cwd=project.folder, check=True)


def use_tools(project: Project) -> None:
    for words in ("ruff check .", "ruff format --check .", "mypy", "pytest -q -x"):
        run(project, ["-m", *words.split()])


def require(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise LaunchError(f"It {otherwise}.")


def require_no_leftover(answers: dict[str, Any], folder: Path) -> None:
    """No word of where it comes from, of its package's former name, or of what it goes without."""
    words = [PACKAGE, FAMILY, re.compile(rf"\b({NAMES[answers['framework']]})\b", re.IGNORECASE)]
    words += [re.compile(word) for name, word in SUBJECTS.items() if not answers.get(name, True)]
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.name in UNREAD or "__pycache__" in path.parts or ".venv" in path.parts:
            continue
        text = path.read_text("utf-8")
        for word in words:
            found = word.search(text)
            require(found is None, f"says {found and found[0]!r} in {path.relative_to(folder)}")


def run(project: Project, words: list[str]) -> None:
    """Run a tool of the project's environment, in its folder."""
    # What mypy learns of the packages serves every project that is made of them.
    cache = Path(project.log).parents[1] / f"mypy-{project.implementation}"
    environment = {**os.environ, "MYPY_CACHE_DIR": str(cache)}
    done = subprocess.run(
        [project.python, *words],
        cwd=project.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise LaunchError(
            "\n".join([" ".join(words), *(done.stdout + done.stderr).splitlines()[-30:]])
        )
