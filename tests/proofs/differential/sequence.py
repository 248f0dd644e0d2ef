"""What all rules have in common: sending, names, and the rows that are left at the end."""

from typing import ClassVar

from hypothesis.stateful import MultipleResults, RuleBasedStateMachine

from tests.proofs.differential import pool
from tests.proofs.differential.exchange import Request
from tests.proofs.differential.findings import DifferenceError, Findings, signature
from tests.proofs.differential.session import Exchange, Session

Named = str | MultipleResults[str]


class Sequence(RuleBasedStateMachine):
    """One sequence; what it leaves behind is taken away at its end."""

    session: ClassVar[Session]
    findings: ClassVar[Findings]

    def __init__(self) -> None:
        super().__init__()
        self.log: list[Exchange] = []
        self.numbers = dict.fromkeys("pqgh", 0)
        self.hashes = 0
        self.is_over = False
        self.findings.sequences += 1
        self.session.forget("pqgh")
        if not pool.is_whole(self.session):
            self.session.restart()
            for request in pool.opening():
                self.send(request)
            self.log = []

    def send(self, request: Request) -> int:
        """Exchange it everywhere; the status that the contract asks for."""
        if self.is_over:
            return 0
        exchange = self.session.exchange(request)
        self.log.append(exchange)
        if exchange.different:
            self.meet(exchange)
        return exchange.allowed[0].status

    def meet(self, exchange: Exchange) -> None:
        """A difference; where rows are no longer alike, the next sequence gets its own accounts."""
        title = signature(exchange)
        if exchange.is_lost or title not in self.findings.reported:
            self.is_over = True
            self.session.reference.service.tokens.clear()
        self.findings.meet(DifferenceError(title, self.log))

    def new_name(self, kind: str) -> str:
        self.numbers[kind] += 1
        return f"{kind}{self.numbers[kind]}"

    def teardown(self) -> None:
        if not self.is_over:
            for request in pool.tidying(self.session):
                self.send(request)
