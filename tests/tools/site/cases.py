"""Which cases of the contract suite prove a rule, read from their source."""

import ast
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from tests.support.differences import read_differences
from tests.tools.environments import ROOT

CONTRACT = ROOT / "tests" / "contract"
DIFFERENCES = "differences/test_differences.py::test_the_response_is_the_one_in_the_table"


@dataclass(frozen=True)
class Case:
    """A test function: as a sentence, and where it stands. Of the differences each is a case."""

    id: str
    sentence: str
    rules: tuple[str, ...]
    file: str
    first: int
    last: int

    @property
    def subject(self) -> str:
        """What the cases of its file are about."""
        return sentence(self.file.rpartition("/")[2].removesuffix(".py"))


def sentence(name: str) -> str:
    """The name of a test function as a sentence."""
    return name.removeprefix("test_").replace("_", " ")


@cache
def all_cases() -> dict[str, Case]:
    """The cases that name a rule, by `folder/test_file.py::test_name`, in the order of files."""
    found: dict[str, Case] = {}
    for path in sorted(CONTRACT.rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        shared = [
            mark
            for node in tree.body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
            for mark in _marks([node.value])
        ]
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                name = f"{path.relative_to(CONTRACT).as_posix()}::{node.name}"
                place = (str(path.relative_to(ROOT)), node.lineno, node.end_lineno or node.lineno)
                rules = tuple(sorted({*shared, *_marks(node.decorator_list)}))
                if name == DIFFERENCES:
                    found |= _differences(place)
                elif rules:
                    found[name] = Case(name, sentence(node.name), rules, *place)
    return found


@cache
def cases() -> dict[str, list[Case]]:
    """The cases by rule."""
    found: dict[str, list[Case]] = defaultdict(list)
    for case in all_cases().values():
        for rule in case.rules:
            found[rule].append(case)
    return found


def _differences(place: tuple[str, int, int]) -> dict[str, Case]:
    """Their cases stand in shared_contract/differences.yaml; one function runs them all."""
    return {
        f"{DIFFERENCES}[{entry['id']}]": Case(
            f"{DIFFERENCES}[{entry['id']}]",
            f"{entry['title']} is as the table of differences says",
            (entry["id"],),
            *place,
        )
        for entry in read_differences()
    }


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
