"""Choices of which some are made more often than others."""

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


def mostly(
    usual: st.SearchStrategy[T], odd: st.SearchStrategy[T], times: int
) -> st.SearchStrategy[T]:
    """The usual `times` times as often as the odd."""
    return any_of([usual] * times + [odd])


def any_of(choices: Sequence[st.SearchStrategy[T]]) -> st.SearchStrategy[T]:
    """One of these, each as often as it is named; `one_of` counts none twice.

    Without arguments its repr stays short, which Hypothesis asks for with every rule.
    """

    @st.composite
    def drawn(draw: st.DrawFn) -> T:
        return draw(choices[draw(st.integers(0, len(choices) - 1))])

    return drawn()
