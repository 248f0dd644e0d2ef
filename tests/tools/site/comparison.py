"""Size and dependencies of the three, counted from the source and the locks."""

import ast
import re
from pathlib import Path
from statistics import median

from tests.tools.environments import FOLDERS, IMPLEMENTATIONS

Table = dict[str, dict[str, str]]

PARTS = {
    "users": "users/",
    "posts": "posts/",
    "beside the features": "",
}


def comparison() -> dict[str, Table]:
    """Tables by title: row to framework to figure."""
    return {
        "Lines of app/ that are not blank, without migrations": _lines(),
        "Endpoints": _endpoints(),
        "Packages": _packages(),
    }


def _sources(name: str) -> list[Path]:
    files = sorted((FOLDERS[name] / "app").rglob("*.py"))
    return [file for file in files if "migrations" not in file.parts]


def _count(file: Path) -> int:
    return sum(bool(line.strip()) for line in file.read_text("utf-8").splitlines())


def _lines() -> Table:
    rows: Table = {"all": {}, **{part: {} for part in PARTS}, "files": {}}
    for name in IMPLEMENTATIONS:
        app = FOLDERS[name] / "app"
        counts = {str(file.relative_to(app)): _count(file) for file in _sources(name)}
        rows["all"][name] = str(sum(counts.values()))
        for part, prefix in PARTS.items():
            others = [each for each in PARTS.values() if each and not prefix]
            rows[part][name] = str(
                sum(
                    n
                    for file, n in counts.items()
                    if file.startswith(prefix) and not file.startswith(tuple(others) or "\0")
                )
            )
        rows["files"][name] = str(sum(1 for n in counts.values() if n))
    return rows


def _endpoints() -> Table:
    """Functions of Flask and FastAPI with a route; in Django the methods of views."""
    rows: Table = {
        "functions with a route (Django: methods of views)": {},
        "median of their lines, with decorators": {},
    }
    for name in IMPLEMENTATIONS:
        lengths = [length for file in _sources(name) for length in _routes(file)]
        rows["functions with a route (Django: methods of views)"][name] = str(len(lengths))
        rows["median of their lines, with decorators"][name] = f"{median(lengths):g}"
    return rows


def _routes(file: Path) -> list[int]:
    if file.name not in {"views.py", "router.py", "health.py"}:
        return []
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        decorators = [ast.unparse(each) for each in node.decorator_list]
        is_route = any(re.match(r"\w*(bp|router)\.", each) for each in decorators)
        is_method = bool(node.args.args) and node.args.args[0].arg == "self"
        if is_route or is_method:
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            found.append((node.end_lineno or first) - first + 1)
    return found


def _packages() -> Table:
    rows: Table = {"direct dependencies": {}, "all pinned, development tools included": {}}
    for name in IMPLEMENTATIONS:
        project = (FOLDERS[name] / "pyproject.toml").read_text("utf-8")
        [direct] = re.findall(r"^dependencies = \[\n(.*?)^\]", project, re.DOTALL | re.MULTILINE)
        names = set(re.findall(r'^    "([A-Za-z0-9_-]+)', direct, re.MULTILINE))
        locked = (FOLDERS[name] / "requirements.txt").read_text("utf-8")
        rows["direct dependencies"][name] = str(len(names))
        pins = set(re.findall(r"^([A-Za-z0-9_.-]+)==", locked, re.MULTILINE))
        rows["all pinned, development tools included"][name] = str(len(pins))
    return rows
