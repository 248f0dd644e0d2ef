"""One visit to a service with a generated client, in which every operation is called."""

from datetime import datetime
from typing import Any

from tests.proofs.clients.generating import GeneratedClient
from tests.support.api_client import PASSWORD, registration


class DisagreementError(Exception):
    """A response is not what the client's OpenAPI schema says; one plain sentence."""


class Visit:
    """Calls operations, remembers which, and wants the status that was foreseen."""

    def __init__(self, generated: GeneratedClient, url: str) -> None:
        self.generated = generated
        self.url = url
        self.client = generated.connect(url)
        self.called: set[str] = set()

    def log_in(self, username: str) -> None:
        credentials = {"username": username, "password": PASSWORD}
        token = self.call("create_token", 201, body=credentials).parsed.token
        self.client = self.generated.connect(self.url, token)

    def call(self, operation: str, expected: int, /, **values: Any) -> Any:
        response = self.generated.call(operation, self.client, **values)
        self.called.add(operation)
        self.require(
            response.status_code == expected, f"{operation} returned {response.status_code}"
        )
        if expected >= 400:
            self.require(response.parsed.status == expected, f"{operation} has another problem")
        return response

    def require(self, fact: bool, sentence: str) -> None:
        if not fact:
            raise DisagreementError(sentence)


def visit(generated: GeneratedClient, url: str) -> int:
    """How many operations were called: all that the OpenAPI schema has."""
    guest = Visit(generated, url)
    account = registration()
    own = guest.call("register_user", 201, body=account).parsed
    taken = guest.call("register_user", 409, body=account).parsed
    guest.require({error.code for error in taken.errors} == {"unique"}, "409 has other errors")
    guest.log_in(account["username"])
    see_people(guest, own)
    write(guest)
    leave(guest, account["username"])
    guest.require(guest.called == generated.modules.keys(), "not every operation was called")
    return len(guest.called)


def see_people(guest: Visit, own: Any) -> None:
    """Accounts, the own one and others, page by page."""
    first = guest.call("list_users", 200, limit=1).parsed
    guest.require(first.items[0].id >= own.id, "list_users does not begin with the newest")
    guest.call("list_users", 200, sort="oldest", limit=1)
    public = guest.call("get_user", 200, user_id=own.id).parsed
    guest.require(isinstance(public.created_at, datetime), "created_at is no time")
    changed = guest.call("update_me", 200, body={"bio": "Generated."}).parsed
    guest.require(guest.call("get_me", 200).parsed == changed, "get_me shows another account")


def write(guest: Visit) -> None:
    """A draft, published under the entity-tag it had, and deleted."""
    draft = {"title": "A title", "body": "A body.", "status": "draft"}
    created = guest.call("create_post", 201, body=draft)
    post_id, tag = created.parsed.id, created.headers["etag"]
    drafts = guest.call("list_posts", 200, status="draft").parsed
    guest.require(drafts.items == [created.parsed], "list_posts shows other drafts")
    published = {"status": "published"}
    guest.call("update_post", 200, post_id=post_id, body=published, if_match=tag)
    guest.call("update_post", 412, post_id=post_id, body=published, if_match=tag)
    shown = guest.call("get_post", 200, post_id=post_id).parsed
    guest.require(isinstance(shown.published_at, datetime), "published_at is no time")
    guest.call("delete_post", 204, post_id=post_id)
    guest.call("get_post", 404, post_id=post_id)


def leave(guest: Visit, username: str) -> None:
    """Log out, and in once more to delete the account."""
    guest.call("revoke_token", 204)
    guest.call("get_me", 401)
    guest.client = guest.generated.connect(guest.url)
    guest.log_in(username)
    guest.call("delete_me", 204)
    for operation in ("get_liveness", "get_readiness"):
        guest.call(operation, 200)
