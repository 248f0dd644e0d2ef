"""What can be counted in the source of the three: parts, types, shared lines, tests."""

import ast
import difflib
import re
import tomllib
from pathlib import Path
from typing import Any

from tests.tools.environments import FOLDERS, IMPLEMENTATIONS, ROOT
from tests.tools.site.packages import NONE, Table, project

# Parts that all three have, by the files of `app` that hold them; the first found counts.
PARTS = {
    "OpenAPI schema": ["openapi.py"],
    "error responses": ["problems.py"],
    "tokens": ["auth.py"],
    "ownership of posts": ["posts/permissions.py", "posts/dependencies.py"],
    "login throttling": ["users/throttling.py"],
    "pages": ["pagination.py"],
}
# What Flask and FastAPI could share: nothing in these files belongs to a framework.
SHARED = ["base.py", "posts/models.py", "posts/queries.py", "users/models.py", "users/queries.py"]


def counts() -> dict[str, Table]:
    """Tables by title: row to framework to figure."""
    return {
        "Lines of single parts": _parts(),
        "Types": _by_source(_types),
        "Functions": _by_source(_functions),
        "Models and queries of Flask and FastAPI": _shared(),
        "One more resource": _example(),
        "Tests of the folder itself": {
            "test functions": {name: str(_tests(name)) for name in IMPLEMENTATIONS}
        },
        "What a framework adds of its own": _own(),
    }


def sources(name: str) -> list[Path]:
    """The modules of `app`, without migrations."""
    files = sorted((FOLDERS[name] / "app").rglob("*.py"))
    return [file for file in files if "migrations" not in file.parts]


def lines(file: Path) -> list[str]:
    """The lines that are not blank."""
    return [line for line in file.read_text("utf-8").splitlines() if line.strip()]


def _parts() -> Table:
    rows: Table = {part: {} for part in [*PARTS, "admin"]}
    for name in IMPLEMENTATIONS:
        app = FOLDERS[name] / "app"
        for part, files in PARTS.items():
            [file] = [app / each for each in files if (app / each).exists()]
            rows[part][name] = str(len(lines(file)))
        admin = sum(len(lines(file)) for file in app.rglob("admin.py"))
        rows["admin"][name] = str(admin or NONE)
    return rows


def _by_source(count: Any) -> Table:
    rows: Table = {}
    for name in IMPLEMENTATIONS:
        for row, number in count(name).items():
            rows.setdefault(row, {})[name] = str(number)
    return rows


def _types(name: str) -> dict[str, int]:
    texts = [file.read_text("utf-8") for file in sources(name)]
    nodes = [node for text in texts for node in ast.walk(ast.parse(text))]
    mypy = project(name)["tool"]["mypy"]
    return {
        "uses of `Any`": sum(isinstance(node, ast.Name) and node.id == "Any" for node in nodes),
        "`type: ignore` comments": sum(text.count("type: ignore") for text in texts),
        "exceptions from mypy's `strict`": len(mypy.get("overrides", []))
        + ("untyped_calls_exclude" in mypy),
    }


def _functions(name: str) -> dict[str, int]:
    nodes = [n for file in sources(name) for n in ast.walk(ast.parse(file.read_text("utf-8")))]
    waiting = sum(isinstance(node, ast.AsyncFunctionDef) for node in nodes)
    plain = sum(isinstance(node, ast.FunctionDef) for node in nodes)
    return {"all": waiting + plain, "`async def`": waiting}


def _shared() -> Table:
    left, right = (
        [line for each in SHARED for line in lines(FOLDERS[name] / "app" / each)]
        for name in ("flask", "fastapi")
    )
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    same = str(sum(block.size for block in matcher.get_matching_blocks()))
    return {
        "lines": {"django": NONE, "flask": str(len(left)), "fastapi": str(len(right))},
        "of them the same in the other": {"django": NONE, "flask": same, "fastapi": same},
    }


def _example() -> Table:
    """What examples/comments.diff adds, by place."""
    rows: Table = {"lines added to the application": {}, "lines of its tests": {}}
    for name in IMPLEMENTATIONS:
        added = {False: 0, True: 0}
        is_test = False
        for line in lines(FOLDERS[name] / "examples/comments.diff"):
            if line.startswith("+++"):
                is_test = "/tests/" in line
            elif line.startswith("+") and line[1:].strip():
                added[is_test] += 1
        rows["lines added to the application"][name] = str(added[False])
        rows["lines of its tests"][name] = str(added[True])
    return rows


def _tests(name: str) -> int:
    files = sorted((FOLDERS[name] / "tests").glob("test_*.py"))
    return sum(len(re.findall(r"^def test_", each.read_text("utf-8"), re.M)) for each in files)


def _own() -> Table:
    """Tables are those of docs/moving.toml, by which `./nox -s moving` goes."""
    left = tomllib.loads((ROOT / "docs" / "moving.toml").read_text("utf-8"))["left"]
    settings = ast.parse((FOLDERS["django"] / "app/settings.py").read_text("utf-8"))
    [installed] = [
        ast.literal_eval(node.value)
        for node in settings.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "INSTALLED_APPS"
    ]
    own = sum(each.startswith("django.contrib.") for each in installed)
    return {
        "installed of `django.contrib`": {"django": str(own), "flask": NONE, "fastapi": NONE},
        "tables beside those of the contract": {n: str(len(left[n])) for n in IMPLEMENTATIONS},
    }
