"""Accounts of one sequence alone; each password costs its time to hash, so there are few."""

from dataclasses import replace
from http.client import CREATED

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, initialize, multiple, precondition, rule

from tests.proofs.differential import pool
from tests.proofs.differential.exchange import Request
from tests.proofs.differential.model.state import User
from tests.proofs.differential.sequence import Named, Sequence
from tests.proofs.differential.strategies import temporary_accounts as drawn


class GuestRules(Sequence):
    """Registering, logging in, changing and deleting an account."""

    guests: Bundle[str] = Bundle("guests")

    @initialize(target=guests, hashes=st.sampled_from([0] * 8 + [4, 7]), members=drawn.accounts)
    def begin_with_a_guest(self, hashes: int, members: dict[str, str]) -> Named:
        """Or with none: most sequences hash no password at all."""
        self.hashes = hashes
        return self.register_guest(members) if hashes else multiple()

    def register_guest(self, members: dict[str, str]) -> Named:
        """An account of this sequence alone, with a token."""
        self.hashes -= 2
        name = self.new_name("g")
        members = self.filled(members, f"<run>_{name}_{next(self.session.serial)}")
        if self.send(pool.register(name, members)) != CREATED:
            return multiple()
        self.send(pool.log_in(name, members["username"], members["password"]))
        return name

    @rule(guest=guests, request=drawn.GUEST)
    def be_guest(self, guest: str, request: Request) -> None:
        if request.method == "POST":
            request = replace(request, creates=f"post {self.new_name('q')}")
        self.send(request.about(guest))

    @rule(guest=consumes(guests), request=drawn.LEAVE, later=drawn.OWN)
    def leave(self, guest: str, request: Request, later: Request) -> None:
        self.send(request.about(guest))
        self.send(later.about(guest))

    @rule(guest=guests, changes=drawn.account_changes)
    @precondition(lambda self: self.hashes > 0)
    def change_account(self, guest: str, changes: dict[str, str]) -> None:
        self.hashes -= 1
        user = self.owner_of(guest)
        if user and changes.get("current_password") == "right":
            changes = {**changes, "current_password": user.password}
        if user and changes.get("email") == "<own>":
            changes = {**changes, "email": self.anyones(user.email)}
        self.send(pool.change(guest, self.filled(changes, f"<run>_{guest}")))

    @rule(target=guests, guest=guests, password=drawn.known_passwords)
    @precondition(lambda self: self.hashes > 0)
    def log_in_again(self, guest: str, password: str) -> Named:
        """A second token of the same account."""
        self.hashes -= 1
        user = self.owner_of(guest)
        if user is None:
            return multiple()
        name, username = self.new_name("h"), self.anyones(user.username)
        known = {"right": user.password, "almost": user.password[:-1] + "?"}
        done = self.send(pool.log_in(name, username, known.get(password, password))) == CREATED
        return name if done else multiple()

    @rule(members=drawn.accounts, taken=drawn.taken)
    @precondition(lambda self: self.hashes > 0)
    def register_taken(self, members: dict[str, str], taken: dict[str, str]) -> None:
        self.hashes -= 1
        self.send(pool.register("nobody", self.filled({**members, **taken}, "<run>_nobody")))

    @rule(credentials=drawn.wrong_logins)
    @precondition(lambda self: self.hashes > 0)
    def log_in_wrongly(self, credentials: dict[str, str]) -> None:
        self.hashes -= 1
        self.send(pool.log_in("nobody", credentials["username"], credentials["password"]))

    def owner_of(self, guest: str) -> User | None:
        token = self.session.world.meanings.get(f"token {guest}", "")
        return self.session.model.state.tokens.get(token)

    def anyones(self, text: str) -> str:
        """A text of the model as it reads in every run."""
        return text.replace(self.session.world.meanings["run"], "<run>")

    def filled(self, members: dict[str, str], name: str) -> dict[str, str]:
        """`<long name>` becomes one of thirty characters."""
        rendered = name.replace("<run>", self.session.world.meanings["run"])
        names = {"<name>": name, "<long name>": name + "_" * (30 - len(rendered))}
        return {key: names.get(text, text.replace("<name>", name)) for key, text in members.items()}
