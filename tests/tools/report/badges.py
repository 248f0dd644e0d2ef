"""A badge for each target: a picture, and the same for shields.io to draw."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from tests.tools.report.record import Record
from tests.tools.report.responses import Total

# White text on each of these has a contrast of 4.5 and more.
COLORS = {"passed": "#1b7f3b", "failed": "#b3261e", "part": "#5f6b76"}
CHARACTER, PADDING = 6.1, 14


@dataclass(frozen=True)
class Badge:
    """Two boxes with text."""

    label: str
    message: str
    color: str

    @property
    def widths(self) -> tuple[int, int]:
        left, right = (
            round(len(text) * CHARACTER) + PADDING for text in (self.label, self.message)
        )
        return left, right


def badge(record: Record, total: Total) -> Badge:
    label = f"contract {record['contract']['version']}"
    if total.failed:
        return Badge(label, f"{total.failed} of {total.count} failed", COLORS["failed"])
    if total.gaps:
        return Badge(label, f"{total.passed} passed, incomplete", COLORS["failed"])
    if not record["whole"]:
        return Badge(label, f"{total.passed} passed, a part", COLORS["part"])
    return Badge(label, f"{total.passed} passed", COLORS["passed"])


def write_badge(folder: Path, target: str, drawn: Badge, templates: Environment) -> None:
    name = f"badge-{slug(target)}"
    svg = templates.get_template("badge.svg").render(badge=drawn)
    endpoint = {"schemaVersion": 1, "label": drawn.label, "message": drawn.message}
    (folder / f"{name}.svg").write_text(svg, "utf-8")
    (folder / f"{name}.json").write_text(json.dumps({**endpoint, "color": drawn.color}), "utf-8")


def slug(target: str) -> str:
    """The target's name as a part of a file name."""
    return re.sub(r"[^a-z0-9]+", "-", target.lower().partition("://")[2] or target).strip("-")
