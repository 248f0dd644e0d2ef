"""Take a subject out of a Python module: what speaks of it, and what has no ground without it.

The smallest piece goes that leaves sound code: an element of a list, a statement, a function.
A test goes as a whole once a statement of it has to.
"""

from re import Pattern
from typing import Any

import libcst as cst
import libcst.matchers as m

EMPTY = "no_element_is_left"
SCOPES = (cst.FunctionDef, cst.ClassDef)
RECORDS = (cst.Tuple, cst.Dict)  # in a list they go as a whole
TEXT = m.SimpleStatementLine([m.Expr(m.SimpleString() | m.ConcatenatedString())])


def prune(source: str, pattern: Pattern[str], gone: set[str]) -> str:
    """The module without what matches or uses a name that is gone; adds the names that go."""
    while True:
        module = cst.parse_module(source)
        pruned = module.visit(Pruner(pattern, gone)).code
        if pruned == source:
            return source
        source = pruned


class Pruner(cst.CSTTransformer):
    """Goes bottom up: what an element or a statement can lose is lost before it is judged."""

    def __init__(self, pattern: Pattern[str], gone: set[str]) -> None:
        super().__init__()
        self.pattern, self.gone = pattern, gone
        self.taken, self.taken_before = 0, [0]

    def speaks(self, *nodes: Any) -> bool:
        """Whether a name or a string below these nodes is of the subject."""
        for node in nodes:
            if isinstance(node, cst.Attribute):
                found = self.speaks(node.value) or bool(self.pattern.search(node.attr.value))
            elif isinstance(node, cst.Arg):
                found = self.speaks(node.value)
            elif isinstance(node, cst.Name):
                found = node.value in {*self.gone, EMPTY} or bool(self.pattern.search(node.value))
            elif isinstance(node, (cst.SimpleString, cst.FormattedStringText)):
                found = bool(self.pattern.search(node.value))
            elif isinstance(node, cst.CSTNode):
                found = self.speaks(*node.children)
            else:
                found = False
            if found:
                return True
        return False

    def take(self, *names: str) -> cst.RemovalSentinel:
        """Remove a statement; what it defined at the top of the module is gone."""
        self.taken += 1
        if len(self.taken_before) == 1:
            self.gone.update(names)
        return cst.RemoveFromParent()

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, SCOPES):
            self.taken_before.append(self.taken)
        return True

    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        match original_node:
            case cst.Element() | cst.StarredElement() | cst.DictElement():
                return self.leave_element(original_node, updated_node)
            case cst.List() | cst.Tuple() | cst.Set() | cst.Dict():
                return self.leave_display(original_node, updated_node)
            case cst.ImportFrom():
                return self.leave_import(original_node, updated_node)
            case cst.SimpleStatementLine():
                return self.leave_line(original_node, updated_node)
            case cst.FunctionDef() | cst.ClassDef():
                return self.leave_scope(original_node, updated_node)
            case cst.For() | cst.With() | cst.If() | cst.Try():
                return self.leave_block(original_node, updated_node)
        return updated_node

    # Elements

    def leave_element(self, original_node: Any, updated_node: Any) -> Any:
        before, after = original_node.value, updated_node.value
        is_record = isinstance(original_node, cst.Element) and isinstance(after, RECORDS)
        goes = is_record and len(after.elements) < len(before.elements)
        return cst.RemoveFromParent() if goes or self.speaks(updated_node) else updated_node

    def leave_display(self, original_node: Any, updated_node: Any) -> Any:
        before, after = original_node.elements, updated_node.elements
        if len(before) == len(after):
            return updated_node
        if not after:
            return cst.Name(EMPTY)
        if isinstance(before[-1].comma, cst.MaybeSentinel):
            last = after[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
            return updated_node.with_changes(elements=[*after[:-1], last])
        return updated_node

    # Statements

    def leave_import(self, original_node: Any, updated_node: Any) -> Any:
        names = original_node.names
        if isinstance(names, cst.ImportStar):
            return updated_node
        whole = original_node.module is not None and self.speaks(original_node.module)
        left = [alias for alias in names if not whole and not self.speaks(alias.name)]
        for alias in set(names) - set(left):
            self.gone.add(alias.evaluated_alias or alias.evaluated_name)
        if not left:
            return cst.RemoveFromParent()
        if len(left) < len(names):
            left[-1] = left[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
            return updated_node.with_changes(names=left)
        return updated_node

    def leave_line(self, original_node: Any, updated_node: Any) -> Any:
        if m.matches(updated_node, TEXT | m.SimpleStatementLine([m.ImportFrom()])):
            return updated_node
        if not self.speaks(updated_node):
            return updated_node
        assigned = m.AssignTarget(m.Name()) | m.AnnAssign(m.Name())
        targets: list[Any] = list(m.findall(original_node, assigned))
        return self.take(*(node.target.value for node in targets))

    def leave_block(self, original_node: Any, updated_node: Any) -> Any:
        head = [node for node in updated_node.children if node is not updated_node.body]
        if self.speaks(*head) or only_text_is_left(original_node, updated_node):
            return self.take()
        return updated_node

    def leave_scope(self, original_node: Any, updated_node: Any) -> Any:
        name = original_node.name.value
        is_test = name.startswith("test_")
        loses = self.taken > self.taken_before.pop()
        head = [node for node in updated_node.children if node is not updated_node.body]
        if (
            self.speaks(*head)
            or (is_test and loses)
            or only_text_is_left(original_node, updated_node)
        ):
            return self.take(name)
        return updated_node


def only_text_is_left(original: Any, updated: Any) -> bool:
    """Whether a block lost its statements, perhaps but for its docstring."""
    before, after = original.body.body, updated.body.body
    return len(after) < len(before) and all(m.matches(each, TEXT) for each in after)
