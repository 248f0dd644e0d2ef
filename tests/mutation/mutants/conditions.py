"""Mutants: preconditions (C2, C3)."""

import dataclasses
import json
from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import conditional, posts, problems, state
from tests.mutation.reference_server.messages import Request, Response


@mutant(conditional.is_not_modified, "C2")
def strong_if_none_match(right: Right, request: Request, post: Any) -> Any:
    """If-None-Match compares strongly."""
    tags = conditional.entity_tags(request.all("If-None-Match"))
    return conditional.matches_strongly(tags, conditional.etag(post))


@mutant(conditional.is_not_modified, "C2")
def if_none_match_ignored(right: Right, request: Request, post: Any) -> Any:
    """Nothing is ever 304."""
    return False


@mutant(conditional.is_not_modified, "C2", "H4")
def head_never_304(right: Right, request: Request, post: Any) -> Any:
    """HEAD ignores If-None-Match."""
    return request.method == "GET" and right(request, post)


@mutant(conditional.is_not_modified, "C2")
def if_match_on_get(right: Right, request: Request, post: Any) -> Any:
    """GET obeys If-Match."""
    conditional.check_precondition(request, post)
    return right(request, post)


@mutant(conditional.check_precondition, "C2", "C3")
def if_none_match_on_patch(right: Right, request: Request, post: Any) -> Any:
    """PATCH and DELETE obey If-None-Match."""
    if conditional.is_not_modified(request, post):
        raise problems.ProblemError("precondition-failed", "The post has this tag.")
    right(request, post)


@mutant(posts.list_posts, "C2")
def if_none_match_on_lists(right: Right, service: Any, request: Request) -> Any:
    """A list obeys If-None-Match: *."""
    return Response(304) if request.only("If-None-Match") == "*" else right(service, request)


@mutant(conditional.entity_tags, "C2", "C3")
def only_first_tag_read(right: Right, lines: list[str]) -> Any:
    """Of a list of tags the first counts."""
    return right(lines)[:1]


@mutant(conditional.entity_tags, "C2", "C3")
def star_is_no_tag(right: Right, lines: list[str]) -> Any:
    """A star matches nothing."""
    return [tag for tag in right(lines) if tag != "*"]


@mutant(conditional.matches_strongly, "C3")
def weak_if_match(right: Right, tags: list[str], tag: str) -> Any:
    """If-Match compares weakly."""
    return conditional.matches_weakly(tags, tag)


@mutant(posts.delete_post, "C3")
def if_match_ignored_on_delete(right: Right, service: Any, request: Request, *ids: int) -> Any:
    """DELETE ignores If-Match."""
    headers = [pair for pair in request.headers if pair[0].lower() != "if-match"]
    return right(service, dataclasses.replace(request, headers=headers), *ids)


@mutant(conditional.check_precondition, "C3")
def if_match_ignored(right: Right, request: Request, post: Any) -> Any:
    """If-Match is ignored."""


@mutant(conditional.check_precondition, "C3")
def if_match_required(right: Right, request: Request, post: Any) -> Any:
    """A change without If-Match is 412."""
    missing = [] if request.all("If-Match") else [("If-Match", "")]
    right(dataclasses.replace(request, headers=[*request.headers, *missing]), post)


@mutant(posts.update_post, "C3")
def rejected_change_stored(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """A change rejected with 412 is stored all the same."""
    try:
        return right(service, request, post_id)
    except problems.ProblemError as problem:
        if problem.slug == "precondition-failed":
            state.edit(service.posts[post_id], json.loads(request.body.read()))
        raise
