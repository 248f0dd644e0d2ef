"""The claims of docs/claims.toml: a verdict, an answer, and evidence that is looked up."""

import re
import tomllib
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from tests.tools.environments import ROOT
from tests.tools.site.concepts import ConceptError
from tests.tools.site.facts import Evidence, EvidenceError
from tests.tools.site.references import find

SOURCE = ROOT / "docs" / "claims.toml"
VERDICTS = ["confirmed", "refuted", "depends", "not measured"]
PLACEHOLDER = re.compile(r"\{([\w-]+)\.(\w+)\}")


@dataclass(frozen=True)
class Claim:
    """What is said of the three, and what this repository shows of it."""

    id: str
    group: str
    claim: str
    verdict: str
    answer: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Need:
    """What somebody may need, what follows, and the claims that show it."""

    need: str
    answer: str
    claims: tuple[str, ...]


def load(source: str | None = None) -> tuple[list[Need], list[Claim]]:
    """Both tables; raises ConceptError with all that is wrong, each line with its claim."""
    tables = tomllib.loads(SOURCE.read_text("utf-8") if source is None else source)
    errors: list[str] = []
    claims = [_claim(table, errors) for table in tables["claim"]]
    needs = [Need(t["need"], t["answer"], tuple(t["claims"])) for t in tables["need"]]
    ids = [claim.id for claim in claims]
    errors += [f"claim {each}: there are two" for each in sorted(set(ids)) if ids.count(each) > 1]
    for need in needs:
        errors += [f"{need.need}: no claim {each}" for each in need.claims if each not in ids]
    if errors:
        raise ConceptError("\n".join(errors))
    return needs, claims


def require_pages(claims: list[Claim], pages: Container[str]) -> None:
    """Raise ConceptError unless the pages are there to which claims refer."""
    errors = [
        f"claim {claim.id}: there is no page {found.page}"
        for claim in claims
        for found in claim.evidence
        if found.kind in {"page", "figure"} and found.page.partition("#")[0] not in pages
    ]
    if errors:
        raise ConceptError("\n".join(errors))


def _claim(table: dict[str, Any], errors: list[str]) -> Claim:
    evidence: list[Evidence] = []
    values: dict[str, str] = {}
    faults: list[str] = []
    for entry in table.get("evidence", []):
        try:
            evidence.append(find(entry))
        except EvidenceError as fault:
            faults.append(str(fault))
            continue
        found = evidence[-1]
        values |= {f"{entry.get('as', '')}.{key}": value for key, value in found.values.items()}
    if table["verdict"] not in VERDICTS:
        faults.append(f"{table['verdict']!r} is no verdict")
    if not table.get("evidence") and table["verdict"] != "not measured":
        faults.append("no evidence, although it is not `not measured`")
    judged = {each["is"] for each in table.get("evidence", []) if "judged" in each}
    if judged - {table["verdict"]} and table["verdict"] != "depends":
        faults.append(f"{table['verdict']}, but the benchmark says {', '.join(judged)}")
    answer = _filled(table["answer"], values, faults)
    errors += [f"claim {table['id']}: {fault}" for fault in faults]
    return Claim(
        table["id"], table["group"], table["claim"], table["verdict"], answer, tuple(evidence)
    )


def _filled(answer: str, values: dict[str, str], faults: list[str]) -> str:
    """The answer with the values of its evidence; it may state no number of its own."""
    bare = re.sub(r"`[^`]*`", "", PLACEHOLDER.sub("", answer))
    if re.search(r"\d", bare):
        faults.append("the answer states a number that no evidence gives")

    def value(match: re.Match[str]) -> str:
        key = f"{match[1]}.{match[2]}"
        if key not in values:
            faults.append(f"no evidence gives {{{key}}}")
        return values.get(key, "")

    return PLACEHOLDER.sub(value, answer)
