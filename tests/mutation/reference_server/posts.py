"""Posts (P1 to P5)."""

from collections.abc import Iterable

from tests.mutation.reference_server.bodies import sent_value
from tests.mutation.reference_server.conditional import (
    PRIVATE,
    check_precondition,
    etag,
    is_not_modified,
)
from tests.mutation.reference_server.fields import POST_FIELDS, check_shape
from tests.mutation.reference_server.lists import POST_PARAMETERS, page, parameters
from tests.mutation.reference_server.messages import Request, Response
from tests.mutation.reference_server.problems import ProblemError, json_response, not_found
from tests.mutation.reference_server.state import (
    JsonObject,
    Post,
    Service,
    User,
    edit,
    now,
    shown_time,
)
from tests.mutation.reference_server.tokens import authenticated, authenticated_or_nobody, no_token


def shown_post(post: Post) -> JsonObject:
    return {
        "id": post.id,
        "title": post.title,
        "body": post.body,
        "status": post.status,
        "author": {"id": post.author.id, "username": post.author.username},
        "created_at": shown_time(post.created_at),
        "updated_at": shown_time(post.updated_at),
        "published_at": shown_time(post.published_at) if post.published_at else None,
    }


POST_DEFAULTS = {"status": "published"}


def is_visible(post: Post, user: User | None) -> bool:
    return post.status == "published" or post.author is user


def visible_post(service: Service, user: User | None, post_id: int) -> Post:
    post = service.posts.get(post_id)
    if post is None or not is_visible(post, user):
        raise not_found()
    return post


def check_author(post: Post, user: User) -> None:
    if post.author is not user:
        raise ProblemError("forbidden", "Only the author may change a post.")


def own_unchanged_post(service: Service, request: Request, post_id: int) -> Post:
    """Missing, then forbidden, then changed in the meantime."""
    user = authenticated(service, request)
    post = visible_post(service, user, post_id)
    check_author(post, user)
    check_precondition(request, post)
    return post


def create_post(service: Service, request: Request) -> Response:
    authenticated(service, request)
    sent = check_shape(sent_value(request), POST_FIELDS, ("title", "body"))
    fields = {**POST_DEFAULTS, **sent}
    with service.lock:
        author, number, moment = authenticated(service, request), next(service.post_ids), now()
        fields |= {"created_at": moment, "updated_at": moment, "published_at": None}
        post = Post(number, author, **fields)
        publish(post)
        service.posts[post.id] = post
        headers = {"Location": f"/api/v1/posts/{post.id}", "ETag": etag(post)}
        return json_response(201, shown_post(post), headers)


def list_posts(service: Service, request: Request) -> Response:
    user = authenticated_or_nobody(service, request)
    query = parameters(request, POST_PARAMETERS)
    with service.lock:
        return json_response(200, page(listed_posts(service, user, query), query, shown_post))


def listed_posts(service: Service, user: User | None, query: JsonObject) -> Iterable[Post]:
    status, author_id = query.get("status", "published"), query.get("author_id")
    if status == "draft" and user is None:
        raise no_token()
    posts = [post for post in service.posts.values() if post.status == status]
    return [
        post
        for post in posts
        if is_visible(post, user) and (author_id is None or post.author.id == author_id)
    ]


def get_post(service: Service, request: Request, post_id: int) -> Response:
    user = authenticated_or_nobody(service, request)
    with service.lock:
        post = visible_post(service, user, post_id)
        headers = {"ETag": etag(post), **PRIVATE}
        if is_not_modified(request, post):
            return Response(304, headers=list(headers.items()))
        return json_response(200, shown_post(post), headers)


def update_post(service: Service, request: Request, post_id: int) -> Response:
    authenticated(service, request)
    sent = sent_value(request)
    with service.lock:
        post = own_unchanged_post(service, request, post_id)
        if edit(post, check_shape(sent, POST_FIELDS)):
            renew(post)
        return json_response(200, shown_post(post), {"ETag": etag(post)})


def renew(post: Post) -> None:
    post.updated_at = now()
    post.version += 1
    publish(post)


def publish(post: Post) -> None:
    if post.status == "draft":
        post.published_at = None
    elif post.published_at is None:
        post.published_at = post.updated_at


def delete_post(service: Service, request: Request, post_id: int) -> Response:
    with service.lock:
        del service.posts[own_unchanged_post(service, request, post_id).id]
    return Response(204)
