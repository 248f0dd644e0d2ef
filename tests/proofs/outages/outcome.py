"""What one fault did to one cell."""

from dataclasses import dataclass, field
from typing import Any

from tests.proofs.load.client import Answer


@dataclass
class Outcome:
    """Answers, and what is wrong with them, a sentence each."""

    answers: list[Answer] = field(default_factory=list)
    unavailable: int = 0
    errors: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def add(self, *answers: Answer) -> None:
        self.answers += answers

    def require(self, fact: bool, sentence: str) -> None:
        if not fact:
            self.errors.append(sentence)

    def require_right(self, answers: list[Answer], when: str) -> None:
        self.errors += [f"{when}: {one}" for one in answers if not one.is_right]

    def figures(self) -> dict[str, Any]:
        return {
            "requests": len(self.answers),
            "acknowledged": sum(one.is_acknowledged for one in self.answers),
            "503 while away": self.unavailable,
            "errors": len(self.errors),
            "lost": len(self.lost),
        }
