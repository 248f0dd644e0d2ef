"""The figures of a report by their path."""

from typing import Any

from tests.bench.figures import Spread, from_json, significant


class Figures:
    """The figures of a report; a refused row has none."""

    def __init__(self, report: dict[str, Any]) -> None:
        self.report = report

    def cell(self, path: str) -> dict[str, Any]:
        found: Any = self.report["results"]
        for step in path.split("."):
            if step not in found:
                raise KeyError(path)
            found = found[step]
        cell: dict[str, Any] = found
        if cell["refused"]:
            raise KeyError(path)
        return cell

    def spread(self, path: str, figure: str = "rate") -> Spread:
        return from_json(self.cell(path)[figure])

    def median(self, path: str, figure: str = "rate") -> float:
        return self.spread(path, figure).median

    def ratio(self, one: str, other: str, figure: str = "rate") -> float:
        return significant(self.median(one, figure) / self.median(other, figure))

    def spreads(self, row: str, names: list[str], figure: str) -> dict[str, Spread]:
        """Those of a row, GROUP.ROW.DATABASE, that were measured and not refused."""
        found = {}
        for name in names:
            try:
                found[name] = self.spread(f"{row}.{name}", figure)
            except KeyError:
                continue
        return found
