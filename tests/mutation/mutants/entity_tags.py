"""Mutants: entity-tags (C1) and caching (C4)."""

import dataclasses
from typing import Any

from tests.mutation.mutants.registry import Right, changed_name, mutant
from tests.mutation.reference_server import conditional, posts, tokens, users
from tests.mutation.reference_server.messages import Response


def without(response: Response, *names: str) -> Response:
    kept = [pair for pair in response.headers if pair[0] not in names]
    return dataclasses.replace(response, headers=kept)


@mutant(conditional.etag, "C1")
def weak_entity_tag(right: Right, post: Any) -> Any:
    """An ETag is weak."""
    return "W/" + right(post)


@mutant(conditional.etag, "C1")
def unquoted_entity_tag(right: Right, post: Any) -> Any:
    """An ETag has no quotation marks."""
    return right(post).strip('"')


@mutant(conditional.etag, "C1")
def entity_tag_without_id(right: Right, post: Any) -> Any:
    """Posts of the same version have the same ETag."""
    return f'"{post.version}"'


@mutant(conditional.etag, "C1")
def versions_from_0(right: Right, post: Any) -> Any:
    """The first version is 0."""
    return f'"{post.id}-{post.version - 1}"'


@mutant(conditional.etag, "C1")
def versions_by_2(right: Right, post: Any) -> Any:
    """A version is 2 more than the one before."""
    return f'"{post.id}-{2 * post.version - 1}"'


@mutant(conditional.etag, "C1", "C3")
def version_never_grows(right: Right, post: Any) -> Any:
    """A change leaves the ETag as it is."""
    return f'"{post.id}-1"'


@mutant(posts.create_post, "C1")
def created_without_entity_tag(right: Right, *given: Any) -> Any:
    """A new post has no ETag."""
    return without(right(*given), "ETag")


@mutant(posts.update_post, "C1")
def updated_without_entity_tag(right: Right, *given: Any) -> Any:
    """A changed post has no ETag."""
    return without(right(*given), "ETag")


@mutant(posts.update_post, "C1")
def updated_with_old_entity_tag(right: Right, service: Any, request: Any, post_id: int) -> Any:
    """The response to a change has the ETag from before."""
    before = [conditional.etag(post) for post in service.posts.values() if post.id == post_id]
    response = without(right(service, request, post_id), "ETag")
    response.add({"ETag": before[0]})
    return response


@mutant(posts.create_post, "C1")
def created_elsewhere(right: Right, *given: Any) -> Any:
    """The Location of a new post is that of all posts."""
    response = without(right(*given), "Location")
    response.add({"Location": "/api/v1/posts"})
    return response


@mutant(posts.get_post, "C2")
def entity_tag_missing_on_304(right: Right, *given: Any) -> Any:
    """A 304 has no ETag."""
    response = right(*given)
    return without(response, "ETag") if response.status == 304 else response


def caching(name: str, sentence: str, variable: str, headers: dict[str, str]) -> None:
    changed_name(name, sentence, variable, headers, "C4")


vary = {"Vary": "Authorization"}
private = {"Cache-Control": "private, no-cache"}
caching("post-cached-by-all", "A post is public.", "PRIVATE", {"Cache-Control": "public"} | vary)
caching("post-without-vary", "A post does not vary.", "PRIVATE", private)


@mutant(tokens.create_token, "C4")
def token_stored(right: Right, *given: Any) -> Any:
    """A new token may be stored by caches."""
    return without(right(*given), "Cache-Control")


@mutant(users.get_me, "C4")
def own_user_stored(right: Right, *given: Any) -> Any:
    """The own user may be stored by caches."""
    return without(right(*given), "Cache-Control")


@mutant(posts.get_post, "C4")
def uncached_304(right: Right, *given: Any) -> Any:
    """A 304 says nothing about caching."""
    response = right(*given)
    return without(response, "Cache-Control", "Vary") if response.status == 304 else response
