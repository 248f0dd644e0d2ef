"""A read costs one statement, whatever its size, and a token one more."""

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from app.posts.models import Post
from app.users.models import User


@pytest.fixture
def posts(alice: User, bob: User) -> list[Post]:
    posts = [Post(author=author, title="A title", body="A body.") for author in [alice, bob] * 30]
    for post in posts:
        post.save()
    return posts


@pytest.mark.parametrize("limit", [1, 20, 100])
@pytest.mark.parametrize("path", ["/api/v1/posts", "/api/v1/users"])
def test_a_page_is_one_statement(
    posts: list[Post], django_assert_num_queries: DjangoAssertNumQueries, path: str, limit: int
) -> None:
    with django_assert_num_queries(1):
        response = APIClient().get(path, {"limit": limit})
    assert response.status_code == 200


@pytest.mark.parametrize("query", [{"status": "draft"}, {"author_id": "1"}, {"cursor": "OTk="}])
def test_a_filter_adds_none(
    posts: list[Post],
    as_alice: APIClient,
    django_assert_num_queries: DjangoAssertNumQueries,
    query: dict[str, str],
) -> None:
    with django_assert_num_queries(2):
        response = as_alice.get("/api/v1/posts", query)
    assert response.status_code == 200


def test_a_post_is_one_statement(
    posts: list[Post], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        response = APIClient().get(f"/api/v1/posts/{posts[0].pk}")
    assert response.status_code == 200


def test_a_user_is_one_statement(
    bob: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        response = APIClient().get(f"/api/v1/users/{bob.pk}")
    assert response.status_code == 200


def test_the_own_account_is_the_statement_of_the_token(
    as_alice: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        response = as_alice.get("/api/v1/users/me")
    assert response.status_code == 200


def test_a_method_that_an_address_does_not_take_locks_nothing(
    as_alice: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        response = as_alice.put("/api/v1/posts/1")
    assert response.status_code == 405
