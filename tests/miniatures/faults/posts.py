"""Faults in posts: who may change (P1) and see them (P2, P3), publishing (P4), changes (P5)."""

from typing import Any

from tests.miniatures import server
from tests.miniatures.faults.registry import Right, fault
from tests.miniatures.messages import Answer, Request


@fault(server.check_author, "P1")
def strangers_get_404(right: Right, post: Any, user: Any) -> Any:
    """To change another's published post is 404."""
    if post.author is not user:
        raise server.not_found()


@fault(server.check_author, "P1")
def strangers_may_change(right: Right, post: Any, user: Any) -> Any:
    """Every user may change and delete every post."""


@fault(server.delete_post, "P1")
def strangers_may_delete(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """Every user may delete every published post."""
    user = server.authenticated(service, request)
    del service.posts[server.visible_post(service, user, post_id).id]
    return Answer(204)


@fault(server.own_unchanged_post, "P1", "P2")
def foreign_draft_forbidden(right: Right, service: Any, request: Request, post_id: int) -> Any:
    """To change another's draft is 403."""
    user = server.authenticated(service, request)
    if post_id in service.posts:
        server.check_author(service.posts[post_id], user)
    return right(service, request, post_id)


@fault(server.is_visible, "P2")
def drafts_public(right: Right, post: Any, user: Any) -> Any:
    """Everyone sees a draft."""
    return True


@fault(server.is_visible, "P2")
def drafts_seen_by_users(right: Right, post: Any, user: Any) -> Any:
    """Every user sees a draft."""
    return user is not None or right(post, user)


@fault(server.is_visible, "P2")
def drafts_hidden_from_authors(right: Right, post: Any, user: Any) -> Any:
    """The author does not see a draft."""
    return post.status == "published"


@fault(server.visible_post, "P2")
def draft_is_forbidden(right: Right, service: Any, user: Any, post_id: int) -> Any:
    """Another's draft is 403, which tells that it is there."""
    if post_id in service.posts and service.posts[post_id].author is not user:
        server.check_author(service.posts[post_id], user) if user else None
    return right(service, user, post_id)


@fault(server.listed_posts, "P2")
def own_drafts_listed(right: Right, service: Any, user: Any, query: Any) -> Any:
    """Authors find their drafts among published posts."""
    own = [post for post in service.posts.values() if post.author is user]
    drafts = [post for post in own if post.status == "draft"]
    published = right(service, user, query)
    return published if query.get("status") == "draft" else [*published, *drafts]


@fault(server.listed_posts, "P2")
def drafts_listed_by_author(right: Right, service: Any, user: Any, query: Any) -> Any:
    """A list of one author's posts holds the drafts too."""
    found = list(right(service, user, query))
    drafts = [post for post in service.posts.values() if post.status == "draft"]
    return [*found, *(post for post in drafts if post.author.id == query.get("author_id"))]


@fault(server.listed_posts, "P3")
def drafts_of_everyone_listed(right: Right, service: Any, user: Any, query: Any) -> Any:
    """status=draft lists the drafts of all users."""
    if query.get("status") != "draft" or user is None:
        return right(service, user, query)
    return [post for post in service.posts.values() if post.status == "draft"]


@fault(server.listed_posts, "P3")
def no_drafts_for_nobody(right: Right, service: Any, user: Any, query: Any) -> Any:
    """status=draft without a token is an empty page."""
    return [] if query.get("status") == "draft" and not user else right(service, user, query)


@fault(server.listed_posts, "P3")
def foreign_drafts_refused(right: Right, service: Any, user: Any, query: Any) -> Any:
    """status=draft with another's id is 403."""
    if query.get("status") == "draft" and user and query.get("author_id", user.id) != user.id:
        raise server.ProblemError("forbidden", "These are not your drafts.")
    return right(service, user, query)


@fault(server.listed_posts, "P3")
def author_ignored_for_drafts(right: Right, service: Any, user: Any, query: Any) -> Any:
    """status=draft with another's id lists the caller's drafts."""
    drafts = {"status": "draft"}
    return right(service, user, drafts if query.get("status") == "draft" else query)


@fault(server.listed_posts, "P3")
def status_ignored(right: Right, service: Any, user: Any, query: Any) -> Any:
    """status=draft lists published posts."""
    return right(service, user, query | {"status": "published"})


@fault(server.listed_posts, "P3")
def author_id_ignored(right: Right, service: Any, user: Any, query: Any) -> Any:
    """A list of one author's posts holds everyone's."""
    return right(service, user, {name: query[name] for name in query if name != "author_id"})


@fault(server.publish, "P4")
def published_at_never_cleared(right: Right, post: Any) -> Any:
    """A post which goes back to draft keeps its published_at."""
    if post.status == "published":
        right(post)


@fault(server.publish, "P4")
def published_at_renewed(right: Right, post: Any) -> Any:
    """Every change of a published post renews its published_at."""
    post.published_at = post.updated_at if post.status == "published" else None


@fault(server.publish, "P4")
def published_at_only_at_creation(right: Right, post: Any) -> Any:
    """A draft which becomes published gets no published_at."""
    if post.version == 1 or post.status == "draft":
        right(post)


@fault(server.publish, "P4")
def published_at_only_by_patch(right: Right, post: Any) -> Any:
    """A post which is published at once gets no published_at."""
    if post.version > 1:
        right(post)


@fault(server.publish, "P4")
def drafts_with_published_at(right: Right, post: Any) -> Any:
    """A new draft has a published_at."""
    right(post)
    post.published_at = post.published_at or (post.created_at if post.version == 1 else None)


@fault(server.edit, "P5", "C1")
def unchanged_post_renewed(right: Right, row: Any, changes: Any) -> Any:
    """A patch which changes nothing renews a post."""
    return right(row, changes) or isinstance(row, server.Post)


@fault(server.edit, "P5")
def unchanged_post_moves_in_time(right: Right, row: Any, changes: Any) -> Any:
    """A patch which changes nothing renews a post's updated_at alone."""
    changed = right(row, changes)
    row.updated_at = row.updated_at if changed else server.now()
    return changed


@fault(server.edit, "P5")
def empty_patch_renews(right: Right, row: Any, changes: Any) -> Any:
    """An empty patch renews a post."""
    return right(row, changes) or (isinstance(row, server.Post) and not changes)


@fault(server.renew, "P5")
def changed_post_stays_in_time(right: Right, post: Any) -> Any:
    """A change leaves a post's updated_at as it is."""
    before = post.updated_at
    right(post)
    post.updated_at = before


@fault(server.edit, "P5", "C1")
def status_keeps_the_version(right: Right, row: Any, changes: Any) -> Any:
    """A change of the status alone leaves the ETag as it is."""
    before = row.version if isinstance(row, server.Post) else 0
    changed = right(row, changes)
    if before and changes.keys() == {"status"}:
        row.version = before - 1 if changed else before
    return changed


@fault(server.check_shape, "P5")
def empty_patch_refused(right: Right, sent: Any, *given: Any) -> Any:
    """An empty patch is 422."""
    if sent == {}:
        raise server.invalid([server.error("pointer", "#", "required")])
    return right(sent, *given)
