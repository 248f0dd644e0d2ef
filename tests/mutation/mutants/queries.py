"""Mutants: query parameters (H9)."""

import re
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import lists, problems
from tests.mutation.reference_server.messages import Request


@mutant(lists.whole_number, "H9", "L1")
def numbers_clamped(right: Right, text: str, least: int, most: int) -> Any:
    """A number out of range counts as the nearest one within."""
    try:
        return right(text, least, most)
    except lists.WrongValueError as wrong:
        if str(wrong) == "type":
            raise
        return least if str(wrong) == "minimum" else most


@mutant(lists.whole_number, "H9")
def long_numbers_crash(right: Right, text: str, *given: Any) -> Any:
    """A number of thousands of digits is 500."""
    return right(text if len(text) < 1000 else str(int(text)), *given)


@mutant(lists.whole_number, "H9")
def wide_numbers_crash(right: Right, text: str, least: int, most: int) -> Any:
    """An author_id over 64 bits is 500."""
    if most > 100 and re.fullmatch("[0-9]{19,1000}", text) and int(text) >= 2**63:
        raise OverflowError
    return right(text, least, most)


@mutant(lists.parameters, "H9", "E2")
def first_parameter_only(right: Right, request: Request, readers: Any) -> Any:
    """Only the first wrong parameter is named."""
    try:
        return right(request, readers)
    except problems.ProblemError as problem:
        raise problems.invalid(problem.errors[:1]) from None


@mutant(lists.parameters, "H9")
def bad_query_malformed(right: Right, request: Request, readers: Any) -> Any:
    """A bad query is 400."""
    try:
        return right(request, readers)
    except problems.ProblemError:
        raise problems.malformed("The query is wrong.") from None
