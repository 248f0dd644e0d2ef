"""Everything that is counted of the three, from the source and the locks."""

import ast
import re
from functools import cache
from pathlib import Path
from statistics import median

from tests.tools.environments import FOLDERS, IMPLEMENTATIONS
from tests.tools.site.counts import counts, lines, sources
from tests.tools.site.packages import Table, packages

PARTS = {
    "users": "users/",
    "posts": "posts/",
    "beside the features": "",
}


@cache
def comparison() -> dict[str, Table]:
    """Tables by title: row to framework to figure."""
    return {
        "Lines of app/ that are not blank, without migrations": _lines(),
        "Endpoints": _endpoints(),
        **packages(),
        **counts(),
    }


def _lines() -> Table:
    rows: Table = {"all": {}, **{part: {} for part in PARTS}, "files": {}}
    for name in IMPLEMENTATIONS:
        app = FOLDERS[name] / "app"
        sizes = {str(file.relative_to(app)): len(lines(file)) for file in sources(name)}
        rows["all"][name] = str(sum(sizes.values()))
        for part, prefix in PARTS.items():
            others = [each for each in PARTS.values() if each and not prefix]
            rows[part][name] = str(
                sum(
                    n
                    for file, n in sizes.items()
                    if file.startswith(prefix) and not file.startswith(tuple(others) or "\0")
                )
            )
        rows["files"][name] = str(sum(1 for n in sizes.values() if n))
    return rows


def _endpoints() -> Table:
    """Functions of Flask and FastAPI with a route; in Django the methods of views."""
    rows: Table = {
        "functions with a route (Django: methods of views)": {},
        "median of their lines, with decorators": {},
    }
    for name in IMPLEMENTATIONS:
        lengths = [length for file in sources(name) for length in _routes(file)]
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
