"""Sequences of operations, drawn by Hypothesis; each request goes to all targets and the model."""

from dataclasses import replace
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    multiple,
    precondition,
    rule,
)

from tests.differential import pool, requests
from tests.differential.exchange import Request
from tests.differential.findings import DifferenceError, Findings, signature
from tests.differential.odd_requests import any_of
from tests.differential.session import Exchange, Session

Named = str | MultipleResults[str]


class Sequences(RuleBasedStateMachine):
    """One sequence; what one leaves behind is taken away at its end."""

    session: ClassVar[Session]
    findings: ClassVar[Findings]

    posts: Bundle[str] = Bundle("posts")
    guests: Bundle[str] = Bundle("guests")

    def __init__(self) -> None:
        super().__init__()
        self.log: list[Exchange] = []
        self.numbers = {"p": 0, "g": 0, "q": 0}
        self.hashes = 0
        self.is_over = False
        self.findings.sequences += 1
        self.session.forget("pgq")
        if not pool.is_whole(self.session):
            self.session.restart()
            for request in pool.opening():
                self.send(request)

    def send(self, request: Request) -> int:
        """Exchange it everywhere; the status that the contract asks for."""
        if self.is_over:
            return 0
        exchange = self.session.exchange(request)
        self.log.append(exchange)
        if exchange.different:
            self.is_over = True
            self.session.model.state.tokens.clear()  # rows differ from here on: a new pool is due
            self.findings.meet(DifferenceError(signature(exchange), self.log))
        return exchange.allowed[0].status

    def new_name(self, kind: str) -> str:
        self.numbers[kind] += 1
        return f"{kind}{self.numbers[kind]}"

    @initialize(hashes=st.sampled_from([0] * 6 + [2, 6]))
    def allow_hashes(self, hashes: int) -> None:
        """Few sequences may register and log in, as each time costs a password hash."""
        self.hashes = hashes

    @rule(target=posts, request=requests.CREATE_POST)
    def create_post(self, request: Request) -> Named:
        name = self.new_name("p")
        created = self.send(replace(request, creates=f"post {name}")) == 201
        return name if created else multiple()

    @rule(post=posts, request=requests.READ_POST)
    def read_post(self, post: str, request: Request) -> None:
        self.send(request.about(post))

    @rule(post=posts, request=requests.UPDATE_POST)
    def update_post(self, post: str, request: Request) -> None:
        self.send(request.about(post))

    @rule(post=posts, request=requests.DELETE_POST)
    def delete_post(self, post: str, request: Request) -> None:
        self.send(request.about(post))

    @rule(request=any_of([requests.MISS_POST, requests.LOOK, requests.MISUSE]))
    def look_elsewhere(self, request: Request) -> None:
        self.send(request)

    @rule(request=requests.GO_ASTRAY)
    def go_astray(self, request: Request) -> None:
        self.send(request)

    @rule(request=requests.LIST_POSTS)
    def list_posts(self, request: Request) -> None:
        self.send(request)

    @rule(request=any_of([requests.LIST_USERS, requests.READ_USER]))
    def read_users(self, request: Request) -> None:
        self.send(request)

    @rule(request=any_of([requests.READ_ME, requests.UPDATE_ME]))
    def own_account(self, request: Request) -> None:
        self.send(request)

    @rule(request=any_of([requests.REGISTER_BADLY, requests.LOG_IN_BADLY, requests.SEND_TEXT]))
    def be_refused(self, request: Request) -> None:
        self.send(request)

    @rule(target=guests, members=requests.accounts)
    @precondition(lambda self: self.hashes > 1)
    def register_guest(self, members: dict[str, str]) -> Named:
        """An account of this sequence alone, with a token."""
        self.hashes -= 2
        name = self.new_name("g")
        members = self.filled(members, f"<run>_{name}_{next(self.session.serial)}")
        if self.send(pool.register(name, members)) != 201:
            return multiple()
        self.send(pool.log_in(name, members["username"], members["password"]))
        return name

    @rule(guest=guests, request=any_of([requests.OWN, requests.GUEST_POST, requests.REVOKE]))
    def be_guest(self, guest: str, request: Request) -> None:
        if request.method == "POST":
            request = replace(request, creates=f"post {self.new_name('q')}")
        self.send(request.about(guest))

    @rule(guest=consumes(guests), request=requests.LEAVE)
    def leave(self, guest: str, request: Request) -> None:
        self.send(request.about(guest))

    @rule(guest=guests, changes=requests.account_changes)
    @precondition(lambda self: self.hashes > 0)
    def change_account(self, guest: str, changes: dict[str, str]) -> None:
        self.hashes -= 1
        token = self.session.world.meanings.get(f"token {guest}", "")
        user = self.session.model.state.tokens.get(token)
        if user and changes.get("current_password") == "right":
            changes = {**changes, "current_password": user.password}
        self.send(pool.change(guest, self.filled(changes, f"<run>_{guest}")))

    @rule(members=requests.accounts, taken=requests.taken)
    @precondition(lambda self: self.hashes > 0)
    def register_taken(self, members: dict[str, str], taken: dict[str, str]) -> None:
        self.hashes -= 1
        self.send(pool.register("nobody", self.filled({**members, **taken}, "<run>_nobody")))

    @rule(credentials=requests.wrong_logins)
    @precondition(lambda self: self.hashes > 0)
    def log_in_wrongly(self, credentials: dict[str, str]) -> None:
        self.hashes -= 1
        self.send(pool.log_in("nobody", credentials["username"], credentials["password"]))

    @staticmethod
    def filled(members: dict[str, str], name: str) -> dict[str, str]:
        return {key: text.replace("<name>", name) for key, text in members.items()}

    def teardown(self) -> None:
        if not self.is_over:
            for request in pool.tidying(self.session):
                self.send(request)
