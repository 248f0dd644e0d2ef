"""The task of copier.yml: writes the project into the working directory, by the answers as JSON."""

import json
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Make the project, and its example of a further resource."""
    if not find_spec("libcst") or not find_spec("ruff"):
        sys.exit("Missing: copier needs libcst and ruff beside it (uvx --with libcst --with ruff).")
    answers = json.loads(sys.argv[1])
    if answers["name"] in sys.stdlib_module_names:
        sys.exit(f"Python has a module {answers['name']} of its own: choose another name.")
    folder = ROOT / f"{answers['framework']}_impl"
    write(folder, answers, Path())
    for example in Path("examples").glob("*.diff"):
        with TemporaryDirectory() as place:
            example.write_text(renamed(folder, folder / example, answers, Path(place)), "utf-8")


def write(folder: Path, answers: dict[str, Any], destination: Path) -> None:
    """Make the files, and have ruff arrange what a name of another length moves."""
    from tests.tools.template.project import make

    made = {destination / path: text for path, text in make(folder, answers).items()}
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    modules = [str(path) for path in made if path.suffix == ".py"]
    ruff, paths = [sys.executable, "-m", "ruff"], ["--no-cache", "--force-exclude", *modules]
    subprocess.run([*ruff, "check", "-q", "--fix-only", "--select=F401,I", *paths], check=True)
    subprocess.run([*ruff, "format", "-q", *paths], check=True)


def renamed(folder: Path, example: Path, answers: dict[str, Any], place: Path) -> str:
    """The difference that the example makes to the project, as it does to the folder."""
    source = Path(shutil.copytree(folder, place / "source"))
    subprocess.run(["git", "apply", str(example)], cwd=source, check=True)  # noqa: S607 - as found on the path
    write(folder, answers, place / "a")
    write(source, answers, place / "b")
    command = ["git", "diff", "--no-index", "--no-ext-diff", "--no-color", "--no-prefix", "a", "b"]
    made = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False).stdout
    # Hashes of files would differ with every update.
    return re.sub(r"^index .*\n", "", made, flags=re.MULTILINE)


if __name__ == "__main__":
    main()
