"""Differences for a reader, and files to send them again."""

import json
from pathlib import Path
from typing import Any

from tests.proofs.differential.exchange import Response
from tests.proofs.differential.findings import differing_parts
from tests.proofs.differential.session import Exchange

SHOWN_CHARACTERS = 400


def told(title: str, log: list[Exchange]) -> str:
    """The sequence, one line a request, and the responses to the last one side by side."""
    lines = [f"Difference: {title}", ""]
    lines += [f"  {line(exchange)}" for exchange in log]
    last = log[-1]
    parts = {part for name in last.different for part in differing_parts(last, name)}
    lines += ["", *(f"  contract: {shown(response, parts)}" for response in last.allowed)]
    for name, response in last.responses.items():
        mark = "differs" if name in last.different else "agrees"
        lines.append(f"  {name} {mark}: {shown(response, parts)}")
    return "\n".join(lines)


def line(exchange: Exchange) -> str:
    request = exchange.request
    words = [request.method, request.path, *(f"{name}: {value}" for name, value in request.headers)]
    if request.body is not None:
        words.append(cut(repr(request.body)[1:]))
    statuses = " or ".join(str(response.status) for response in exchange.allowed)
    return f"{'  '.join(words)}  → {statuses}"


def shown(response: Response, names: set[str]) -> str:
    """Status and those parts; all of it where the status is what differs."""
    parts = {name: part for name, part in response.parts.items() if name in names or not names}
    return cut(f"{response.status} {json.dumps(parts, ensure_ascii=False, sort_keys=True)}")


def cut(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}… ({len(text)})"


def as_json(title: str, log: list[Exchange]) -> dict[str, Any]:
    """What `--replay` reads, with the responses for the record."""
    return {
        "difference": title,
        "requests": [exchange.request.to_json() for exchange in log],
        "contract": [response.to_json() for response in log[-1].allowed],
        "responses": {name: response.to_json() for name, response in log[-1].responses.items()},
    }


def save(folder: Path, number: int, title: str, log: list[Exchange]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"difference-{number}.json"
    path.write_text(json.dumps(as_json(title, log), indent=2))
    return path
