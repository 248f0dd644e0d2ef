"""Start a project from one folder: `./nox -s new -- FRAMEWORK DESTINATION [NAME=VALUE ...]`.

The answers are those of copier.yml, such as `title=Shop`, `posts=false` or `database=postgresql`.
"""

import sys
from pathlib import Path
from typing import Any

import yaml
from copier import run_copy
from copier.errors import CopierError

from tests.tools.environments import IMPLEMENTATIONS, ROOT

USAGE = f"./nox -s new -- {'|'.join(IMPLEMENTATIONS)} DESTINATION [NAME=VALUE ...]"


def new(framework: str, destination: Path, answers: dict[str, Any]) -> None:
    """Make the project; the name is that of the folder, unless there is an answer."""
    given = {"framework": framework, "name": destination.name.replace("-", "_"), **answers}
    options: dict[str, Any] = {"vcs_ref": "HEAD", "defaults": True, "unsafe": True, "quiet": True}
    run_copy(str(ROOT), destination, data=given, **options)


def main() -> None:
    invoked_from, framework, destination, *words = [*sys.argv[1:], "", ""]
    if framework not in IMPLEMENTATIONS or not destination:
        sys.exit(USAGE)
    place = Path(invoked_from, destination).absolute()
    if place.exists() and any(place.iterdir()):
        sys.exit(f"{place} is not empty.")
    answers = dict(word.split("=", 1) for word in words if word)
    try:
        new(framework, place, {name: yaml.safe_load(value) for name, value in answers.items()})
    except (CopierError, ValueError) as error:
        sys.exit(f"{error}")
    print(f"{place} is there: go on with its README.md.")


if __name__ == "__main__":
    main()
