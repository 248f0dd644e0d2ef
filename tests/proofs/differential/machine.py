"""Sequences of operations, drawn by Hypothesis; each request goes to all targets."""

from dataclasses import replace
from http.client import CREATED, OK

from hypothesis.stateful import Bundle, consumes, initialize, multiple, rule

from tests.proofs.differential.exchange import Request
from tests.proofs.differential.sequence import Named
from tests.proofs.differential.strategies import posts as drawn
from tests.proofs.differential.strategies import users
from tests.proofs.differential.temporary_account_rules import GuestRules


class Sequences(GuestRules):
    """Mostly about posts, which is where the contract is deepest."""

    posts: Bundle[str] = Bundle("posts")

    @initialize(target=posts, requests=drawn.SOME_POSTS)
    def begin_with_posts(self, requests: list[Request]) -> Named:
        names = [self.create_post(request) for request in requests]
        return multiple(*[name for name in names if isinstance(name, str)])

    @rule(target=posts, request=drawn.CREATE_POST)
    def new_post(self, request: Request) -> Named:
        return self.create_post(request)

    def create_post(self, request: Request) -> Named:
        name = self.new_name("p")
        created = self.send(replace(request, creates=f"post {name}")) == CREATED
        return name if created else multiple()

    @rule(post=posts, request=drawn.READ_POST)
    def read_post(self, post: str, request: Request) -> None:
        self.send(request.about(post))

    @rule(post=posts, request=drawn.UPDATE_POST)
    def update_post(self, post: str, request: Request) -> None:
        self.send(request.about(post))

    @rule(post=posts, request=drawn.EDIT_POST)
    def edit_post(self, post: str, request: Request) -> None:
        self.send(request.about(post))

    @rule(post=consumes(posts), request=drawn.DELETE_POST, later=drawn.READ_POST)
    def delete_post(self, post: str, request: Request, later: Request) -> None:
        self.send(request.about(post))
        self.send(later.about(post))

    @rule(request=drawn.LIST_POSTS)
    def list_posts(self, request: Request) -> None:
        self.send(request)

    @rule(request=drawn.WALK)
    def walk_all_pages(self, request: Request) -> None:
        page = request
        while self.send(page) == OK and self.log[-1].allowed[0].body["next_cursor"]:
            page = replace(request, path=f"{request.path}&cursor=<next>")

    @rule(request=users.ACCOUNTS)
    def look_at_users(self, request: Request) -> None:
        self.send(request)

    @rule(request=users.ELSEWHERE)
    def go_elsewhere(self, request: Request) -> None:
        self.send(request)

    @rule(request=users.REJECTED)
    def be_rejected(self, request: Request) -> None:
        self.send(request)
