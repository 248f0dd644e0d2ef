"""What one implementation wrote, the others serve as their own."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text

from tests.support.api_client import API, PASSWORD, ApiClient, fresh_name, register, registration
from tests.support.concurrency import AtOnce
from tests.support.fixtures import new_post
from tests.support.problems import assert_problem
from tests.support.servers import Program, Server
from tests.support.shared_database import Peers

pytestmark = [
    pytest.mark.rule("D2"),
    pytest.mark.needs_database,
    pytest.mark.needs_siblings,
]


def moved(person: ApiClient, place: ApiClient) -> ApiClient:
    """The same person with the same token at another implementation."""
    return ApiClient(place.http, place.base_url, person.token)


def login(place: ApiClient, person: ApiClient) -> Any:
    credentials = {"username": person.username, "password": person.password}
    return place.post("/tokens", json=credentials)


@pytest.fixture
def author(writer: ApiClient) -> ApiClient:
    """A fresh account made by the implementation which made the database."""
    return register(writer)


def test_an_account_logs_in_anywhere(author: ApiClient, reader: ApiClient) -> None:
    token = login(reader, author).json()["token"]
    assert ApiClient(reader.http, reader.base_url, token).get("/users/me").json()["id"] == author.id


def test_a_token_works_anywhere(author: ApiClient, reader: ApiClient) -> None:
    assert moved(author, reader).get("/users/me").json() == author.get("/users/me").json()


@pytest.mark.negative
def test_a_token_revoked_elsewhere_is_dead(author: ApiClient, reader: ApiClient) -> None:
    assert moved(author, reader).delete("/tokens/current").status_code == 204
    assert_problem(author.get("/users/me"), 401, "unauthenticated")


@pytest.mark.negative
def test_a_taken_name_is_taken_everywhere(author: ApiClient, reader: ApiClient) -> None:
    account = {**registration(), "username": author.username}
    response = reader.post("/users", json=account)
    assert_problem(response, 409, "conflict", {"#/username": "unique"})


def test_a_post_reads_the_same_everywhere(author: ApiClient, reader: ApiClient) -> None:
    post = new_post(author, title="Δοκιμή", body="😀\n", status="draft")
    read = moved(author, reader).get(f"/posts/{post.json()['id']}")
    assert (read.json(), read.headers["etag"]) == (post.json(), post.headers["etag"])


@pytest.mark.negative
def test_a_draft_is_private_everywhere(author: ApiClient, reader: ApiClient) -> None:
    post = new_post(author, status="draft").json()
    assert_problem(reader.get(f"/posts/{post['id']}"), 404, "not-found")


def test_a_page_is_the_same_everywhere(author: ApiClient, reader: ApiClient) -> None:
    for number in range(3):
        new_post(author, title=f"Post {number}")
    query = {"author_id": author.id, "limit": 2}
    pages = [place.get("/posts", params=query).json() for place in (reader, author)]
    assert pages[0]["items"] == pages[1]["items"]


def test_an_entity_tag_is_good_elsewhere(author: ApiClient, reader: ApiClient) -> None:
    post = new_post(author)
    tag = {"If-None-Match": post.headers["etag"]}
    assert reader.get(f"/posts/{post.json()['id']}", headers=tag).status_code == 304


def test_a_post_is_changed_elsewhere_under_its_entity_tag(
    author: ApiClient, reader: ApiClient
) -> None:
    post = new_post(author)
    path, tag = f"/posts/{post.json()['id']}", {"If-Match": post.headers["etag"]}
    changed = moved(author, reader).patch(path, json={"title": "Changed"}, headers=tag)
    read = author.get(path)
    assert changed.status_code == 200
    assert (read.json(), read.headers["etag"]) == (changed.json(), changed.headers["etag"])


@pytest.mark.negative
def test_an_account_deleted_elsewhere_is_gone(
    writer: ApiClient, author: ApiClient, reader: ApiClient
) -> None:
    post = new_post(author).json()
    assert moved(author, reader).delete("/users/me").status_code == 204
    assert_problem(writer.get(f"/posts/{post['id']}"), 404, "not-found")
    assert_problem(login(writer, author), 401, "invalid-credentials")


@pytest.mark.negative
def test_a_new_password_revokes_tokens_everywhere(author: ApiClient, reader: ApiClient) -> None:
    token = login(reader, author).json()["token"]
    change = {"password": "another fine password", "current_password": PASSWORD}
    assert author.patch("/users/me", json=change).status_code == 200
    other = ApiClient(reader.http, reader.base_url, token)
    assert_problem(other.get("/users/me"), 401, "unauthenticated")


def test_no_login_rewrites_the_stored_hash(
    author: ApiClient, peers: Peers, served_program: Program
) -> None:
    before = stored_hash(served_program, author)
    responses = [login(place, author).status_code for place in peers.values()]
    assert responses == [201] * len(peers)
    assert stored_hash(served_program, author) == before


@pytest.mark.negative
def test_writers_at_all_implementations_have_one_winner(
    author: ApiClient, peers: Peers, at_once: AtOnce
) -> None:
    post = new_post(author)
    path, tag = f"/posts/{post.json()['id']}", {"If-Match": post.headers["etag"]}
    hands = [moved(author, place) for place in peers.values()] * 4
    responses = at_once(*(editing(hand, path, n, tag) for n, hand in enumerate(hands)))
    assert Counter(response.status_code for response in responses) == {200: 1, 412: len(hands) - 1}


@pytest.mark.negative
def test_a_name_is_registered_once_at_all_implementations(peers: Peers, at_once: AtOnce) -> None:
    account = registration()
    places = list(peers.values()) * 4
    responses = at_once(*(lambda at=place: at.post("/users", json=account) for place in places))
    assert Counter(response.status_code for response in responses) == {201: 1, 409: len(places) - 1}


@pytest.mark.negative
def test_the_logins_of_an_account_are_counted_together(
    http: httpx.Client, peer_programs: list[Program], start_server: Callable[..., Server]
) -> None:
    rate, username = {"LOGIN_RATE_PER_ACCOUNT": "2/hour"}, fresh_name("nobody")
    servers = [start_server(program, **rate) for program in peer_programs]
    places = [ApiClient(http, server.url + API, username=username) for server in servers]
    responses = [login(place, replace(place, password=PASSWORD)) for place in places]
    assert [response.status_code for response in responses] == [401, 401, 429]


def editing(hand: ApiClient, path: str, number: int, headers: dict[str, str]) -> Any:
    return lambda: hand.patch(path, json={"title": f"Title {number}"}, headers=headers)


def stored_hash(served_program: Program, person: ApiClient) -> str:
    engine = create_engine(served_program.database_url)
    with engine.connect() as connection:
        statement = text("SELECT password_hash FROM users WHERE id = :id")
        found: str = connection.execute(statement, {"id": person.id}).scalar_one()
    engine.dispose()
    return found
