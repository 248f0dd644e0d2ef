"""Accounts of one sequence alone; each password costs its time to hash, so there are few."""

from dataclasses import replace
from http.client import CREATED, OK

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, initialize, multiple, precondition, rule

from tests.proofs.differential import pool
from tests.proofs.differential.exchange import Request
from tests.proofs.differential.sequence import Named, Sequence
from tests.proofs.differential.strategies import temporary_accounts as drawn


class GuestRules(Sequence):
    """Registering, logging in, changing and deleting an account."""

    guests: Bundle[str] = Bundle("guests")

    def __init__(self) -> None:
        super().__init__()
        self.accounts: dict[str, dict[str, str]] = {}

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
        self.accounts[name] = members
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
        account = self.accounts[guest]
        if changes.get("current_password") == "right":
            changes = {**changes, "current_password": account["password"]}
        if changes.get("email") == "<own>":
            changes = {**changes, "email": account["email"]}
        changes = self.filled(changes, f"<run>_{guest}")
        if self.send(pool.change(guest, changes)) == OK:
            account.update(changes)

    @rule(target=guests, guest=guests, password=drawn.known_passwords)
    @precondition(lambda self: self.hashes > 0)
    def log_in_again(self, guest: str, password: str) -> Named:
        """A second token of the same account."""
        self.hashes -= 1
        name, account = self.new_name("h"), self.accounts[guest]
        right = account["password"]
        given = {"right": right, "almost": right[:-1] + "?"}.get(password, password)
        if self.send(pool.log_in(name, account["username"], given)) != CREATED:
            return multiple()
        self.accounts[name] = account
        return name

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

    def filled(self, members: dict[str, str], name: str) -> dict[str, str]:
        """`<long name>` becomes one of thirty characters."""
        rendered = name.replace("<run>", self.session.world.meanings["run"])
        names = {"<name>": name, "<long name>": name + "_" * (30 - len(rendered))}
        return {key: names.get(text, text.replace("<name>", name)) for key, text in members.items()}
