"""What one fault did to one cell."""

from dataclasses import dataclass, field
from typing import Any

from tests.proofs.load.client import Response


@dataclass
class Outcome:
    """Responses, and what is wrong with them, a sentence each."""

    responses: list[Response] = field(default_factory=list)
    unavailable: int = 0
    errors: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def add(self, *responses: Response) -> None:
        self.responses += responses

    def require(self, fact: bool, sentence: str) -> None:
        if not fact:
            self.errors.append(sentence)

    def require_right(self, responses: list[Response], when: str) -> None:
        self.errors += [f"{when}: {one}" for one in responses if not one.is_right]

    def figures(self) -> dict[str, Any]:
        return {
            "requests": len(self.responses),
            "acknowledged": sum(one.is_acknowledged for one in self.responses),
            "503 while away": self.unavailable,
            "errors": len(self.errors),
            "lost": len(self.lost),
        }
