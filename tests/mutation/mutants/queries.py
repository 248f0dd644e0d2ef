"""Mutants: query parameters (H9)."""

import dataclasses
import re
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import server
from tests.mutation.reference_server.messages import Request


@mutant(server.whole_number, "H9", "L1")
def numbers_clamped(right: Right, text: str, least: int, most: int) -> Any:
    """A number out of range counts as the nearest one within."""
    try:
        return right(text, least, most)
    except server.WrongValueError as wrong:
        if str(wrong) == "type":
            raise
        return least if str(wrong) == "minimum" else most


@mutant(server.whole_number, "H9")
def digits_of_any_script(right: Right, text: str, *given: Any) -> Any:
    """A number may be written in digits of any script."""
    return right(re.sub(r"\d", lambda digit: str(int(digit[0])), text), *given)


@mutant(server.whole_number, "H9")
def plus_and_blanks_taken(right: Right, text: str, *given: Any) -> Any:
    """A number may have a plus sign and blanks around it."""
    return right(text.strip().removeprefix("+"), *given)


@mutant(server.whole_number, "H9")
def underscores_taken(right: Right, text: str, *given: Any) -> Any:
    """A number may have underscores between its digits."""
    return right(re.sub("(?<=[0-9])_(?=[0-9])", "", text), *given)


@mutant(server.whole_number, "H9")
def fractions_taken(right: Right, text: str, *given: Any) -> Any:
    """A number may end in .0."""
    return right(text.removesuffix(".0"), *given)


@mutant(server.whole_number, "H9")
def leading_zeros_rejected(right: Right, text: str, *given: Any) -> Any:
    """A number with leading zeros is no number."""
    return right("x" if re.match("-?0[0-9]", text) else text, *given)


@mutant(server.whole_number, "H9")
def minus_is_no_number(right: Right, text: str, *given: Any) -> Any:
    """A negative number is no number."""
    return right(text.replace("-", "x"), *given)


@mutant(server.whole_number, "H9")
def long_numbers_crash(right: Right, text: str, *given: Any) -> Any:
    """A number of thousands of digits is 500."""
    return right(text if len(text) < 1000 else str(int(text)), *given)


@mutant(server.whole_number, "H9")
def wide_numbers_crash(right: Right, text: str, least: int, most: int) -> Any:
    """An author_id over 64 bits is 500."""
    if most > 100 and re.fullmatch("[0-9]{19,1000}", text) and int(text) >= 2**63:
        raise OverflowError
    return right(text, least, most)


@mutant(server.parameters, "H9")
def empty_is_absent(right: Right, request: Request, readers: Any) -> Any:
    """A parameter without a value counts as absent."""
    kept = [part for part in request.query.split("&") if not part.endswith("=")]
    return right(dataclasses.replace(request, target="?" + "&".join(kept)), readers)


@mutant(server.read_parameter, "H9")
def unknown_parameters_ignored(right: Right, readers: Any, name: str, texts: Any) -> Any:
    """An unknown parameter is ignored."""
    return right(readers, name, texts) if name in readers else None


@mutant(server.read_parameter, "H9")
def last_of_repeated_wins(right: Right, readers: Any, name: str, texts: Any) -> Any:
    """Of a repeated parameter the last one counts."""
    return right(readers, name, texts[-1:])


@mutant(server.read_parameter, "H9")
def equal_repeats_taken(right: Right, readers: Any, name: str, texts: Any) -> Any:
    """A parameter may be repeated with the same value."""
    return right(readers, name, sorted(set(texts)))


@mutant(server.read_parameter, "H9", "E3")
def repeats_judged_by_value(right: Right, readers: Any, name: str, texts: Any) -> Any:
    """A parameter both repeated and bad is named for its value."""
    for text in texts:
        right(readers, name, [text])
    return right(readers, name, texts)


@mutant(server.read_parameter, "H9", "E3")
def repeated_before_unknown(right: Right, readers: Any, name: str, texts: Any) -> Any:
    """A parameter both unknown and repeated is named as repeated."""
    if len(texts) > 1:
        raise server.WrongValueError("repeated")
    return right(readers, name, texts)


@mutant(server.parameters, "H9")
def names_in_any_case(right: Right, request: Request, readers: Any) -> Any:
    """A parameter may be written in capitals."""
    return right(dataclasses.replace(request, target=request.target.lower()), readers)


@mutant(server.parameters, "H9", "E2")
def first_parameter_only(right: Right, request: Request, readers: Any) -> Any:
    """Only the first wrong parameter is named."""
    try:
        return right(request, readers)
    except server.ProblemError as problem:
        raise server.invalid(problem.errors[:1]) from None


@mutant(server.parameters, "H9")
def bad_query_malformed(right: Right, request: Request, readers: Any) -> Any:
    """A bad query is 400."""
    try:
        return right(request, readers)
    except server.ProblemError:
        raise server.malformed("The query is wrong.") from None


@mutant(server.dispatch, "H9")
def query_checked_everywhere(right: Right, service: Any, request: Request) -> Any:
    """An unknown parameter is 422 on every operation."""
    if request.query and not request.path.endswith(("/users", "/posts")):
        server.parameters(request, {})
    return right(service, request)


@mutant(server.dispatch, "H9")
def query_checked_on_posting(right: Right, service: Any, request: Request) -> Any:
    """An unknown parameter is 422 on POST."""
    if request.method == "POST":
        server.parameters(request, {})
    return right(service, request)
