"""The functions that a request ran, as snippets with the executed lines marked."""

import ast
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers.python import PythonLexer

from tests.tools.environments import FOLDERS, ROOT
from tests.tools.tracing import Trace

DEEPEST = 8  # of the steps by which a call stands further in than its caller


@dataclass(frozen=True)
class Row:
    """A line of code, and whether it was executed."""

    number: int
    ran: bool
    html: Markup


@dataclass
class Function:
    """One function, where it was called first, with all of its calls together."""

    file: str
    name: str
    first: int
    last: int
    depth: int
    lines: set[int] = field(default_factory=set)
    calls: int = 0
    ms: float = 0

    @property
    def ran(self) -> str:
        """The executed lines in words: `12-14, 17`."""
        parts = []
        for _, run in groupby(enumerate(sorted(self.lines)), lambda pair: pair[1] - pair[0]):
            numbers = [number for _, number in run]
            parts.append(str(numbers[0]) + (f"-{numbers[-1]}" if numbers[1:] else ""))
        return ", ".join(parts)

    @property
    def rows(self) -> list[Row]:
        """Its lines, highlighted."""
        numbered = enumerate(_highlighted(self.file, self.first, self.last), self.first)
        return [Row(number, number in self.lines, line) for number, line in numbered]


@cache
def _highlighted(file: str, first: int, last: int) -> list[Markup]:
    """Lines of a file as HTML, without the indentation that all of them have."""
    text = (ROOT / file).read_text("utf-8").splitlines()[first - 1 : last]
    indent = min((len(x) - len(x.lstrip()) for x in text if x.strip()), default=0)
    code = "\n".join(x[indent:] for x in text)
    html: str = highlight(code, PythonLexer(), HtmlFormatter(nowrap=True))
    return [Markup(line) for line in html.splitlines()]  # noqa: S704 - made by Pygments, which escapes


def functions(name: str, trace: Trace) -> list[Function]:
    """The functions in the order of their first calls."""
    found: dict[tuple[str, int], Function] = {}
    for call in trace.calls:
        file = f"{FOLDERS[name].name}/{call.file}"
        last = _last_lines(file).get(call.first, call.first)
        depth = min(call.depth, DEEPEST)
        function = found.setdefault(
            (file, call.first), Function(file, call.name, call.first, last, depth)
        )
        function.lines |= set(call.lines)
        function.calls += 1
        function.ms = round(function.ms + call.end - call.start, 1)
    return list(found.values())


@cache
def _last_lines(file: str) -> dict[int, int]:
    """The last line of each function by its first, decorators included."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {
        min([node.lineno, *(each.lineno for each in node.decorator_list)]): node.end_lineno or 0
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
