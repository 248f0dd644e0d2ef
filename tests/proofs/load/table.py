"""A table printed row by row, for whoever waits for it, and the same as JSON."""

import json
from pathlib import Path
from typing import Any

SENTENCES_SHOWN = 5
WIDTHS = {"fault": 29, "check": 30, "seen": 15, "path": 17, "step": 15}


class Table:
    """Its columns are those of its first row; findings stand below the row they belong to."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def add(self, row: dict[str, Any], findings: list[str]) -> None:
        row = {**row, "verdict": "violated" if findings else "ok"}
        widths = {name: WIDTHS.get(name, max(len(name), 10)) for name in row}
        if not self.rows:
            print("  ".join(f"{name:{width}}" for name, width in widths.items()))
        line = "  ".join(f"{row[name]!s:{width}}" for name, width in widths.items())
        print(line.rstrip(), flush=True)
        for finding in findings[:SENTENCES_SHOWN]:
            print(f"  - {finding}")
        if len(findings) > SENTENCES_SHOWN:
            print(f"  - and {len(findings) - SENTENCES_SHOWN} more")
        self.rows.append({**row, "findings": findings})

    @property
    def is_violated(self) -> bool:
        return any(row["findings"] for row in self.rows)

    def save(self, path: Path | None) -> None:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(self.rows, indent=2))
