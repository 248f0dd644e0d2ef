"""The accounts that all sequences share, as a password costs its time to hash."""

import json

from tests.proofs.differential.exchange import Request
from tests.proofs.differential.session import Session
from tests.proofs.differential.strategies.temporary_accounts import PASSWORD
from tests.proofs.differential.strategies.users import ME

NAMES = ("alice", "bob")
JSON_TYPE = ("Content-Type", "application/json")


def bearer(name: str) -> tuple[str, str]:
    return ("Authorization", f"Bearer <token {name}>")


def register(name: str, members: dict[str, str]) -> Request:
    body = json.dumps(members).encode()
    return Request("POST", "/api/v1/users", (JSON_TYPE,), body, creates=f"user {name}")


def log_in(name: str, username: str, password: str) -> Request:
    body = json.dumps({"username": username, "password": password}).encode()
    return Request("POST", "/api/v1/tokens", (JSON_TYPE,), body, creates=f"token {name}")


def opening() -> list[Request]:
    """Two authors, a token for each, and one token that works no more."""
    accounts = [
        register(
            name,
            {
                "username": f"<run>_{name}",
                "email": f"<run>.{name}@example.com",
                "password": PASSWORD,
            },
        )
        for name in NAMES
    ]
    logins = [log_in(name, f"<run>_{name}", PASSWORD) for name in NAMES]
    gone = log_in("gone", "<run>_bob", PASSWORD)
    revoke = Request("DELETE", "/api/v1/tokens/current", (bearer("gone"),))
    return [*accounts, *logins, gone, revoke]


def change(name: str, members: dict[str, str]) -> Request:
    return Request("PATCH", ME, (bearer(name), JSON_TYPE), json.dumps(members).encode())


def is_whole(session: Session) -> bool:
    """Whether both accounts are there with their tokens."""
    tokens = [session.world.meanings.get(f"token {name}", "") for name in NAMES]
    return all(session.reference.owner(token) for token in tokens)


def tidying(session: Session) -> list[Request]:
    """What takes the rows of a sequence away and leaves the two accounts as they were."""
    service, meanings = session.reference.service, session.world.meanings
    names = {text: name for name, text in meanings.items()}
    owners = {
        owner.id: name.removeprefix("token ")
        for name, text in meanings.items()
        if name.startswith("token ") and (owner := session.reference.owner(text))
    }
    requests = [
        Request(
            "DELETE", f"/api/v1/posts/<{names[str(post.id)]}>", (bearer(owners[post.author.id]),)
        )
        for post in service.posts.values()
        if owners.get(post.author.id) in NAMES
    ]
    for user_id, name in owners.items():
        if name not in NAMES:
            requests.append(Request("DELETE", ME, (bearer(name),)))
        elif service.users[user_id].bio:
            requests.append(Request("PATCH", ME, (bearer(name), JSON_TYPE), b'{"bio": ""}'))
    return requests
