"""Faults in entity-tags (C1), preconditions (C2, C3) and caching (C4)."""

import dataclasses
import json
from typing import Any

from tests.miniatures import server
from tests.miniatures.faults.registry import Right, changed_name, fault
from tests.miniatures.faults.users import let_others_in
from tests.miniatures.messages import Answer, Request


def without(answer: Answer, *names: str) -> Answer:
    kept = [pair for pair in answer.headers if pair[0] not in names]
    return dataclasses.replace(answer, headers=kept)


@fault(server.etag, "C1")
def weak_entity_tag(right: Right, post: Any) -> Any:
    """An ETag is weak."""
    return "W/" + right(post)


@fault(server.etag, "C1")
def unquoted_entity_tag(right: Right, post: Any) -> Any:
    """An ETag has no quotation marks."""
    return right(post).strip('"')


@fault(server.etag, "C1")
def entity_tag_without_id(right: Right, post: Any) -> Any:
    """Posts of the same version have the same ETag."""
    return f'"{post.version}"'


@fault(server.etag, "C1")
def versions_from_0(right: Right, post: Any) -> Any:
    """The first version is 0."""
    return f'"{post.id}-{post.version - 1}"'


@fault(server.etag, "C1")
def versions_by_2(right: Right, post: Any) -> Any:
    """A version is 2 more than the one before."""
    return f'"{post.id}-{2 * post.version - 1}"'


@fault(server.etag, "C1", "C3")
def version_never_grows(right: Right, post: Any) -> Any:
    """A change leaves the ETag as it is."""
    return f'"{post.id}-1"'


@fault(server.create_post, "C1")
def created_without_entity_tag(right: Right, *given: Any) -> Any:
    """A new post has no ETag."""
    return without(right(*given), "ETag")


@fault(server.update_post, "C1")
def updated_without_entity_tag(right: Right, *given: Any) -> Any:
    """A changed post has no ETag."""
    return without(right(*given), "ETag")


@fault(server.update_post, "C1")
def updated_with_old_entity_tag(right: Right, service: Any, request: Any, post_id: int) -> Any:
    """A changed post is answered with the ETag from before."""
    before = [server.etag(post) for post in service.posts.values() if post.id == post_id]
    answer = without(right(service, request, post_id), "ETag")
    answer.add({"ETag": before[0]})
    return answer


@fault(server.create_post, "C1")
def created_elsewhere(right: Right, *given: Any) -> Any:
    """The Location of a new post is that of all posts."""
    answer = without(right(*given), "Location")
    answer.add({"Location": "/api/v1/posts"})
    return answer


@fault(server.is_not_modified, "C2")
def strong_if_none_match(right: Right, request: Request, post: Any) -> Any:
    """If-None-Match compares strongly."""
    tags = server.entity_tags(request.all("If-None-Match"))
    return server.matches_strongly(tags, server.etag(post))


@fault(server.is_not_modified, "C2")
def if_none_match_ignored(right: Right, request: Request, post: Any) -> Any:
    """Nothing is ever 304."""
    return False


@fault(server.is_not_modified, "C2")
def bare_tag_matches(right: Right, request: Request, post: Any) -> Any:
    """A tag without quotation marks matches."""
    sent = f'"{request.only("If-None-Match")}"'
    return sent == server.etag(post) or right(request, post)


@fault(server.is_not_modified, "C2", "H4")
def head_never_304(right: Right, request: Request, post: Any) -> Any:
    """HEAD ignores If-None-Match."""
    return request.method == "GET" and right(request, post)


@fault(server.is_not_modified, "C2")
def if_match_on_get(right: Right, request: Request, post: Any) -> Any:
    """GET obeys If-Match."""
    server.check_precondition(request, post)
    return right(request, post)


@fault(server.check_precondition, "C2", "C3")
def if_none_match_on_patch(right: Right, request: Request, post: Any) -> Any:
    """PATCH and DELETE obey If-None-Match."""
    if server.is_not_modified(request, post):
        raise server.ProblemError("precondition-failed", "The post has this tag.")
    right(request, post)


@fault(server.list_posts, "C2")
def if_none_match_on_lists(right: Right, service: Any, request: Request) -> Any:
    """A list obeys If-None-Match: *."""
    return Answer(304) if request.only("If-None-Match") == "*" else right(service, request)


@fault(server.entity_tags, "C2", "C3")
def tags_in_junk_found(right: Right, lines: list[str]) -> Any:
    """A tag is found in whatever stands around it."""
    return right(lines) or server.ENTITY_TAG.findall(",".join(lines))


@fault(server.entity_tags, "C2", "C3")
def only_first_tag_read(right: Right, lines: list[str]) -> Any:
    """Of a list of tags the first counts."""
    return right(lines)[:1]


@fault(server.entity_tags, "C2", "C3")
def only_first_line_read(right: Right, lines: list[str]) -> Any:
    """Of several header lines the first counts."""
    return right(lines[:1])


@fault(server.entity_tags, "C2", "C3")
def star_is_no_tag(right: Right, lines: list[str]) -> Any:
    """A star matches nothing."""
    return [tag for tag in right(lines) if tag != "*"]


@fault(server.entity_tags, "C2", "C3")
def star_among_tags(right: Right, lines: list[str]) -> Any:
    """A star within a list matches everything."""
    return ["*"] if "*" in ",".join(lines).split(",") else right(lines)


@fault(server.entity_tags, "C2", "C3")
def empty_elements_refused(right: Right, lines: list[str]) -> Any:
    """An empty element spoils a list of tags."""
    elements = [element.strip() for element in ",".join(lines).split(",")]
    return right(lines) if all(elements) else []


@fault(server.get_post, "C2")
def entity_tag_missing_on_304(right: Right, *given: Any) -> Any:
    """A 304 has no ETag."""
    answer = right(*given)
    return without(answer, "ETag") if answer.status == 304 else answer


@fault(server.matches_strongly, "C3")
def weak_if_match(right: Right, tags: list[str], tag: str) -> Any:
    """If-Match compares weakly."""
    return server.matches_weakly(tags, tag)


@fault(server.delete_post, "C3")
def if_match_ignored_on_delete(right: Right, service: Any, request: Request, *ids: int) -> Any:
    """DELETE ignores If-Match."""
    headers = [pair for pair in request.headers if pair[0].lower() != "if-match"]
    return right(service, dataclasses.replace(request, headers=headers), *ids)


@fault(server.check_precondition, "C3")
def if_match_ignored(right: Right, request: Request, post: Any) -> Any:
    """If-Match is ignored."""


@fault(server.check_precondition, "C3")
def malformed_if_match_ignored(right: Right, request: Request, post: Any) -> Any:
    """A malformed If-Match is ignored."""
    if server.entity_tags(request.all("If-Match")):
        right(request, post)


@fault(server.check_precondition, "C3")
def empty_if_match_ignored(right: Right, request: Request, post: Any) -> Any:
    """An empty If-Match is ignored."""
    if request.only("If-Match") != "":
        right(request, post)


@fault(server.check_precondition, "C3")
def if_match_required(right: Right, request: Request, post: Any) -> Any:
    """A change without If-Match is 412."""
    missing = [] if request.all("If-Match") else [("If-Match", "")]
    right(dataclasses.replace(request, headers=[*request.headers, *missing]), post)


@fault(server.own_unchanged_post, "C3")
def check_and_write_apart(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """Concurrent changes with the same ETag all succeed."""
    post = right(service, request, post_id)
    if request.method == "PATCH":
        let_others_in(service)
    return post


@fault(server.own_unchanged_post, "C3")
def concurrent_deletes_crash(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """Of concurrent deletions of a post all but one are 500."""
    post = right(service, request, post_id)
    if request.method == "DELETE":
        let_others_in(service)
    return post


@fault(server.update_post, "C3")
def refused_change_stored(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """A change refused with 412 is stored all the same."""
    try:
        return right(service, request, post_id)
    except server.ProblemError as problem:
        if problem.slug == "precondition-failed":
            server.edit(service.posts[post_id], json.loads(request.body.read()))
        raise


def caching(name: str, sentence: str, variable: str, headers: dict[str, str]) -> None:
    changed_name(name, sentence, variable, headers, "C4")


vary = {"Vary": "Authorization"}
private = {"Cache-Control": "private, no-cache"}
caching("post-cached-by-all", "A post is public.", "PRIVATE", {"Cache-Control": "public"} | vary)
caching("post-without-vary", "A post does not vary.", "PRIVATE", private)
caching("post-never-stored", "A post is no-store.", "PRIVATE", {"Cache-Control": "no-store"} | vary)
caching("own-things-stored", "Token and own user may be stored.", "NO_STORE", {})


@fault(server.get_me, "C4")
def own_user_stored(right: Right, *given: Any) -> Any:
    """The own user may be stored by caches."""
    return without(right(*given), "Cache-Control")


@fault(server.get_post, "C4")
def uncached_304(right: Right, *given: Any) -> Any:
    """A 304 says nothing about caching."""
    answer = right(*given)
    return without(answer, "Cache-Control", "Vary") if answer.status == 304 else answer
