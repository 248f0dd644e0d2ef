"""Mutants: who may change (P1), see (P2) and list (P3) a post."""

from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import posts, problems, tokens
from tests.mutation.reference_server.messages import Request, Response


@mutant(posts.check_author, "P1")
def strangers_get_404(right: Right, post: Any, user: Any) -> Any:
    """To change another's published post is 404."""
    if post.author is not user:
        raise problems.not_found()


@mutant(posts.check_author, "P1")
def strangers_may_change(right: Right, post: Any, user: Any) -> Any:
    """Every user may change and delete every post."""


@mutant(posts.delete_post, "P1")
def strangers_may_delete(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """Every user may delete every published post."""
    user = tokens.authenticated(service, request)
    del service.posts[posts.visible_post(service, user, post_id).id]
    return Response(204)


@mutant(posts.own_unchanged_post, "P1", "P2")
def foreign_draft_forbidden(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """To change another's draft is 403."""
    user = tokens.authenticated(service, request)
    if post_id in service.posts:
        posts.check_author(service.posts[post_id], user)
    return right(service, request, post_id)


@mutant(posts.is_visible, "P2")
def drafts_public(right: Right, post: Any, user: Any) -> Any:
    """Everyone sees a draft."""
    return True


@mutant(posts.is_visible, "P2")
def drafts_seen_by_users(right: Right, post: Any, user: Any) -> Any:
    """Every user sees a draft."""
    return user is not None or right(post, user)


@mutant(posts.is_visible, "P2")
def drafts_hidden_from_authors(right: Right, post: Any, user: Any) -> Any:
    """The author does not see a draft."""
    return post.status == "published"


@mutant(posts.visible_post, "P2")
def draft_is_forbidden(right: Right, service: Any, user: Any, post_id: int) -> Any:
    """Another's draft is 403, which tells that it is there."""
    if post_id in service.posts and service.posts[post_id].author is not user:
        posts.check_author(service.posts[post_id], user) if user else None
    return right(service, user, post_id)


@mutant(posts.listed_posts, "P2")
def own_drafts_listed(right: Right, service: Any, user: Any, query: Any) -> Any:
    """Authors find their drafts among published posts."""
    own = [post for post in service.posts.values() if post.author is user]
    drafts = [post for post in own if post.status == "draft"]
    published = right(service, user, query)
    return published if query.get("status") == "draft" else [*published, *drafts]


@mutant(posts.listed_posts, "P2")
def drafts_listed_by_author(right: Right, service: Any, user: Any, query: Any) -> Any:
    """A list of one author's posts holds the drafts too."""
    found = list(right(service, user, query))
    drafts = [post for post in service.posts.values() if post.status == "draft"]
    return [*found, *(post for post in drafts if post.author.id == query.get("author_id"))]


@mutant(posts.listed_posts, "P3")
def drafts_of_everyone_listed(right: Right, service: Any, user: Any, query: Any) -> Any:
    """status=draft lists the drafts of all users."""
    if query.get("status") != "draft" or user is None:
        return right(service, user, query)
    return [post for post in service.posts.values() if post.status == "draft"]


@mutant(posts.listed_posts, "P3")
def no_drafts_for_nobody(right: Right, service: Any, user: Any, query: Any) -> Any:
    """status=draft without a token is an empty page."""
    return [] if query.get("status") == "draft" and not user else right(service, user, query)


@mutant(posts.listed_posts, "P3")
def foreign_drafts_rejected(right: Right, service: Any, user: Any, query: Any) -> Any:
    """status=draft with another's id is 403."""
    if query.get("status") == "draft" and user and query.get("author_id", user.id) != user.id:
        raise problems.ProblemError("forbidden", "These are not your drafts.")
    return right(service, user, query)


@mutant(posts.listed_posts, "P3")
def author_ignored_for_drafts(right: Right, service: Any, user: Any, query: Any) -> Any:
    """status=draft with another's id lists the caller's drafts."""
    drafts = {"status": "draft"}
    return right(service, user, drafts if query.get("status") == "draft" else query)


@mutant(posts.listed_posts, "P3")
def status_ignored(right: Right, service: Any, user: Any, query: Any) -> Any:
    """status=draft lists published posts."""
    return right(service, user, query | {"status": "published"})


@mutant(posts.listed_posts, "P3")
def author_id_ignored(right: Right, service: Any, user: Any, query: Any) -> Any:
    """A list of one author's posts holds everyone's."""
    return right(service, user, {name: query[name] for name in query if name != "author_id"})
