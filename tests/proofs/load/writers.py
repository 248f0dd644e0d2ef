"""Writers at work: half create posts, half change posts that they share with others."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from threading import Event
from time import monotonic
from types import TracebackType
from uuid import uuid4

import httpx

from tests.proofs.load.client import RESPONSE_SECONDS, Client, Request, Response
from tests.support.api_client import API, ApiClient, register
from tests.support.tls import context

WRITERS = 24
AUTHORS = 4
POSTS = f"{API}/posts"
# Every third change is made by somebody who has read the post, and minds if it changed since.
CAUTIOUS_EVERY = 3
# Whoever was rejected comes back a little later: a crowd that hammers measures only itself.
PAUSE_SECONDS = 0.1
PATIENCE_SECONDS = 60


class Writers:
    """They write for as long as the block lasts; `responses` are all responses they got."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.responses: list[Response] = []
        self.finished = Event()
        self.pool = ThreadPoolExecutor(WRITERS)
        self.work: list[Future[None]] = []
        tls = context(verify=url.startswith("https:"))
        with httpx.Client(timeout=RESPONSE_SECONDS, trust_env=False, verify=tls) as http:
            anonymous = ApiClient(http, url + API)
            self.authors = [register(anonymous) for _ in range(AUTHORS)]
            self.shared = [self._first_post(author) for author in self.authors]

    def __enter__(self) -> "Writers":
        self.work = [self.pool.submit(self._write, number) for number in range(WRITERS)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self.finished.set()
        self.pool.shutdown()
        if kind is None:
            for one in self.work:
                one.result()

    def wait(self, enough: int, since: float = 0.0) -> bool:
        """Whether that many writes were acknowledged, of those sent after `since`."""
        return waited(lambda: len(self.acknowledged(since)) >= enough)

    def acknowledged(self, since: float = 0.0) -> list[Response]:
        return [one for one in list(self.responses) if one.is_acknowledged and one.began >= since]

    def _write(self, number: int) -> None:
        client, kind = Client(self.url), self._change if number % 2 else self._create
        for turn in count():
            if self.finished.is_set():
                return
            kind(client, number // 2 % AUTHORS, turn)

    def _create(self, client: Client, place: int, _: int) -> None:
        self._call(client, creation(self.authors[place].token))

    def _change(self, client: Client, place: int, turn: int) -> None:
        token, path, seen = self.authors[place].token, self.shared[place], ""
        if turn % CAUTIOUS_EVERY == 0:
            seen = self._call(client, Request("GET", path, (200,), token)).headers.get("ETag", "")
        right = (200, 412) if seen else (200,)
        self._call(client, Request("PATCH", path, right, token, {"title": uuid4().hex}, seen))

    def _call(self, client: Client, request: Request) -> Response:
        response = client.call(request)
        self.responses.append(response)
        if not response.is_right:
            self.finished.wait(PAUSE_SECONDS)
        return response

    def _first_post(self, author: ApiClient) -> str:
        response = author.post("/posts", json={"title": "Shared", "body": "By all."})
        return f"{POSTS}/{response.raise_for_status().json()['id']}"


def creation(token: str) -> Request:
    """A post that can be told from all others by its title."""
    return Request("POST", POSTS, (201,), token, {"title": uuid4().hex, "body": "Written."})


def waited(condition: Callable[[], bool]) -> bool:
    """Whether it came true while we had patience."""
    give_up, tick = monotonic() + PATIENCE_SECONDS, Event()
    while not (true := condition()) and monotonic() < give_up:
        tick.wait(0.05)
    return true
