"""Differences for a reader, and files to send them again."""

import json
from pathlib import Path
from typing import Any

from tests.proofs.differential.exchange import Answer
from tests.proofs.differential.findings import differing_parts
from tests.proofs.differential.session import Exchange

SHOWN_CHARACTERS = 400


def told(title: str, log: list[Exchange]) -> str:
    """The sequence, one line a request, and the answers to the last one side by side."""
    lines = [f"Difference: {title}", ""]
    lines += [f"  {line(exchange)}" for exchange in log]
    last = log[-1]
    parts = {part for name in last.different for part in differing_parts(last, name)}
    lines += ["", *(f"  contract: {shown(answer, parts)}" for answer in last.allowed)]
    for name, answer in last.answers.items():
        mark = "differs" if name in last.different else "agrees"
        lines.append(f"  {name} {mark}: {shown(answer, parts)}")
    return "\n".join(lines)


def line(exchange: Exchange) -> str:
    request = exchange.request
    words = [request.method, request.path, *(f"{name}: {value}" for name, value in request.headers)]
    if request.body is not None:
        words.append(cut(repr(request.body)[1:]))
        words += [request.framing] if request.framing != "counted" else []
        words += [f"and {request.padding} spaces"] if request.padding else []
    statuses = " or ".join(str(answer.status) for answer in exchange.allowed)
    return f"{'  '.join(words)}  → {statuses}"


def shown(answer: Answer, names: set[str]) -> str:
    """Status and those parts; all of it where the status is what differs."""
    parts = {name: part for name, part in answer.parts.items() if name in names or not names}
    return cut(f"{answer.status} {json.dumps(parts, ensure_ascii=False, sort_keys=True)}")


def cut(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}… ({len(text)})"


def as_json(title: str, log: list[Exchange]) -> dict[str, Any]:
    """What `--replay` reads, with the answers for the record."""
    return {
        "difference": title,
        "requests": [exchange.request.to_json() for exchange in log],
        "contract": [answer.to_json() for answer in log[-1].allowed],
        "answers": {name: answer.to_json() for name, answer in log[-1].answers.items()},
    }


def save(folder: Path, number: int, title: str, log: list[Exchange]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"difference-{number}.json"
    path.write_text(json.dumps(as_json(title, log), indent=2))
    return path
