"""Update projects of the two previous versions, in which people have changed things since."""

import re
from pathlib import Path
from typing import Any

from tests.proofs.templates.project import Project, add_example, use_tools
from tests.proofs.templates.source import commit, git, make, snapshot, tag, update
from tests.support.servers import LaunchError

USERS_LINE = "# A line of the user's own."
MARKERS = re.compile(r"^(<<<<<<< before updating|=======|>>>>>>> after updating)$", re.MULTILINE)
NEW_TITLE = "## Run it"


def make_and_update(home: Path, answers: dict[str, Any], project: Project) -> None:
    """Raise LaunchError if a line of the user is lost, or the project is not whole afterwards."""
    source = snapshot(home)
    folder = source / f"{answers['framework']}_impl"
    improve(folder, "2")
    tag(source, "v2.0.0")
    improve(folder, "3")
    (folder / "README.md").write_text(
        (folder / "README.md").read_text("utf-8").replace("## Run\n", f"{NEW_TITLE}\n", 1), "utf-8"
    )
    tag(source, "v3.0.0")
    for version in ("v1.0.0", "v2.0.0"):
        place = home / version
        make(source, place, answers, version)
        git(place, "init", "--quiet")
        commit(place, "What was made.")
        edited = edit(place, answers["name"])
        commit(place, "What people changed.")
        update(place)
        require_all_is_there(place, edited, answers["name"])
    check_after_update(project, place)


def improve(folder: Path, version: str) -> None:
    """What a later version of the source has: a new module, more in an old one, one less."""
    (folder / f"app/extra_{version}.py").write_text(f'"""New in version {version}."""\n', "utf-8")
    (folder / f"app/extra_{int(version) - 1}.py").unlink(missing_ok=True)
    for path in ("app/etags.py", "app/problems.py", ".env.example", ".gitignore"):
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(f"# An improvement of version {version}.\n")


def edit(place: Path, name: str) -> list[Path]:
    """Change ten files at their start, among them those that the versions change at their end."""
    modules = sorted(place.glob(f"{name}/**/[a-z]*.py")) + sorted(place.glob("tests/test_*.py"))
    modules = [
        path for path in modules if "migrations" not in path.parts and "extra" not in path.name
    ]
    changed = [place / f"{name}/{file}" for file in ("etags.py", "problems.py")]
    others = [path for path in modules if path not in changed][:: max(1, len(modules) // 6)][:5]
    for path in (edited := [*changed, *others, place / ".env.example", place / ".gitignore"]):
        path.write_text(f"{USERS_LINE}\n{path.read_text('utf-8')}", "utf-8")
    readme = place / "README.md"
    readme.write_text(
        readme.read_text("utf-8").replace("## Run\n", "## How we run it\n", 1), "utf-8"
    )
    return edited


def require_all_is_there(place: Path, edited: list[Path], name: str) -> None:
    """Nothing of the user or of the versions is lost; a line that both changed is a conflict."""
    files = [path for path in place.rglob("*") if path.is_file() and ".git" not in path.parts]
    lost = [path.name for path in edited if USERS_LINE not in path.read_text("utf-8")]
    rejected = [path.name for path in files if path.suffix == ".rej"]
    conflicts = [path.name for path in files if MARKERS.search(path.read_text("utf-8"))]
    readme = (place / "README.md").read_text("utf-8")
    old = [path.name for path in (place / "app", place / name / "extra_2.py") if path.exists()]
    brought = (place / name / "etags.py").read_text("utf-8").count("An improvement of version")
    if (len(edited), lost, rejected, old, conflicts, brought) != (9, [], [], [], ["README.md"], 2):
        raise LaunchError(
            f"{place.name}: {len(edited)=} {lost=} {rejected=} {old=} {conflicts=} {brought=}"
        )
    if "## How we run it" not in readme or NEW_TITLE not in readme:
        raise LaunchError(f"{place.name}: README.md does not show both titles.")
    (place / "README.md").write_text(MARKERS.sub("", readme), "utf-8")


def check_after_update(project: Project, place: Path) -> None:
    """The newest project is green, also with the resource that its README adds."""
    place.rename(project.folder)
    add_example(project)
    use_tools(project)
