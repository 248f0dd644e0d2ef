"""Which cases of the contract suite prove a rule, read from their source."""

import ast
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from tests.tools.environments import ROOT


@dataclass(frozen=True)
class Case:
    """A test function: as a sentence, and where it stands."""

    sentence: str
    file: str
    first: int
    last: int


def sentence(name: str) -> str:
    """The name of a test function as a sentence."""
    return name.removeprefix("test_").replace("_", " ")


@cache
def cases() -> dict[str, list[Case]]:
    """The cases by rule, in the order of the suite."""
    found: dict[str, list[Case]] = defaultdict(list)
    for path in sorted((ROOT / "tests" / "contract").rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        shared = [
            mark
            for node in tree.body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
            for mark in _marks([node.value])
        ]
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                file = str(path.relative_to(ROOT))
                case = Case(sentence(node.name), file, node.lineno, node.end_lineno or node.lineno)
                for rule in {*shared, *_marks(node.decorator_list)}:
                    found[rule].append(case)
    return found


def _marks(expressions: list[ast.expr]) -> list[str]:
    """The ids given to `rule(...)` in these expressions."""
    calls = [
        node
        for expression in expressions
        for node in ast.walk(expression)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "rule"
    ]
    arguments = [argument for call in calls for argument in call.args]
    return [str(each.value) for each in arguments if isinstance(each, ast.Constant)]
