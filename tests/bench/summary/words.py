"""Numbers as a sentence has them."""

from collections.abc import Sequence

from tests.bench.figures import significant


def extremes(values: Sequence[float]) -> str:
    """The least and the most, or the one that there is."""
    least, most = (f"{significant(each):.3g}" for each in (min(values), max(values)))
    return least if least == most else f"{least} to {most}"


def sentences(parts: Sequence[str]) -> str:
    return " ".join(f"{part}." for part in parts if part)
