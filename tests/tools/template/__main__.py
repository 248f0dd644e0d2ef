"""The task of copier.yml: writes the project into the working directory, by the answers as JSON."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Make the files, and have ruff arrange what a name of another length moves."""
    if not find_spec("libcst") or not find_spec("ruff"):
        sys.exit("Missing: copier needs libcst and ruff beside it (uvx --with libcst --with ruff).")
    from tests.tools.template.project import make

    answers = json.loads(sys.argv[1])
    if answers["name"] in sys.stdlib_module_names:
        sys.exit(f"Python has a module {answers['name']} of its own: choose another name.")
    made = make(ROOT / f"{answers['framework']}_impl", answers)
    for path, text in made.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, "utf-8")
    modules = [path for path in made if path.endswith(".py")]
    ruff, paths = [sys.executable, "-m", "ruff"], ["--no-cache", "--force-exclude", *modules]
    subprocess.run([*ruff, "check", "-q", "--fix-only", "--select=F401,I", *paths], check=True)
    subprocess.run([*ruff, "format", "-q", *paths], check=True)


if __name__ == "__main__":
    main()
