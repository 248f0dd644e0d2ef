"""Write a run down, and make pages of what is written down."""

import json
from pathlib import Path

from tests.tools.report.badges import badge, write_badge
from tests.tools.report.page import TEMPLATES, page
from tests.tools.report.proofs import proofs
from tests.tools.report.record import Record
from tests.tools.report.responses import totals


def write(folder: Path, record: Record) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(record, indent=1, ensure_ascii=False)
    (folder / "report.json").write_text(text, "utf-8", errors="backslashreplace")
    render(folder)


def render(folder: Path) -> None:
    """Page and badges from report.json and what other proofs have put beside it."""
    record: Record = json.loads((folder / "report.json").read_text("utf-8"))
    html = page(record, proofs(folder))
    (folder / "index.html").write_text(html, "utf-8", errors="backslashreplace")
    for total in totals(record):
        write_badge(folder, total.name, badge(record, total), TEMPLATES)
