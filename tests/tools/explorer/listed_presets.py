"""Presets of the requests in shared_contract/differences.yaml that the form can send."""

from collections.abc import Iterator

from tests.support.differences import Case, Entry, read_differences
from tests.tools.explorer.request import Ask, Preset, as_text
from tests.tools.site.concepts import operations
from tests.tools.site.sent import told_apart

PLACEHOLDERS = {
    "{post}": "{alice.post}",
    "{tag}": "{alice.post.etag}",
    "{bare_tag}": "{alice.post.bare_etag}",
}


def of_differences() -> Iterator[tuple[str, Preset]]:
    """The requests of differences.yaml that the form can send, with their operations."""
    for entry in read_differences():
        for number, case in enumerate(entry["cases"], 1):
            if operation := _operation_of(case):
                yield operation, _preset_of(operation, entry, case, number)


def _operation_of(case: Case) -> str:
    """The operation of a request; none if it needs more than the form has."""
    method, path = case["request"].split(" ")
    has_token = "{token}" in str(case.get("headers"))
    if has_token or {"cors", "host", "chunked", "encoding"} & case.keys() or "Host" in str(case):
        return ""
    if path.startswith("//") or "Upgrade" in case.get("headers", {}):
        return ""
    plain = path.partition("?")[0].replace("//", "/").removesuffix("%0A")
    wanted = f"{method} {plain}".replace("{post}", "{post_id}")
    return next((name for name, operation in operations().items() if operation == wanted), "")


def _preset_of(operation: str, entry: Entry, case: Case, number: int) -> Preset:
    body = as_text(case["json"]) if "json" in case else case.get("body", "")
    values = [
        f"{name}: {value}"
        for name, given in case.get("headers", {}).items()
        for value in (given if isinstance(given, list) else [given])
    ]
    if "json" in case and "Content-Type" not in str(values):
        values.insert(0, "Content-Type: application/json")
    ask = Ask(
        operation,
        _named(case["request"].split(" ")[1]),
        _named("\n".join(values)),
        _named(body) if isinstance(body, str) else "{large}",
        "alice" if case.get("by") == "author" else "nobody",
    )
    told = f"{entry['id']}: {entry['title']}"
    if len(entry["cases"]) > 1:
        told += f", {told_apart(entry, case)}"
    return Preset(f"{entry['id']}.{number}", told, ask)


def _named(text: str) -> str:
    for short, long in PLACEHOLDERS.items():
        text = text.replace(short, long)
    return text
