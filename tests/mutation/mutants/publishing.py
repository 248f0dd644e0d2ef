"""Mutants: publishing (P4) and changes which change nothing (P5)."""

from typing import Any

from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import fields, posts, problems, state


@mutant(posts.publish, "P4")
def published_at_never_cleared(right: Right, post: Any) -> Any:
    """A post which goes back to draft keeps its published_at."""
    if post.status == "published":
        right(post)


@mutant(posts.publish, "P4")
def published_at_renewed(right: Right, post: Any) -> Any:
    """Every change of a published post renews its published_at."""
    post.published_at = post.updated_at if post.status == "published" else None


@mutant(posts.publish, "P4")
def published_at_only_at_creation(right: Right, post: Any) -> Any:
    """A draft which becomes published gets no published_at."""
    if post.version == 1 or post.status == "draft":
        right(post)


@mutant(posts.publish, "P4")
def published_at_only_by_patch(right: Right, post: Any) -> Any:
    """A post which is published at once gets no published_at."""
    if post.version > 1:
        right(post)


@mutant(posts.publish, "P4")
def drafts_with_published_at(right: Right, post: Any) -> Any:
    """A new draft has a published_at."""
    right(post)
    post.published_at = post.published_at or (post.created_at if post.version == 1 else None)


@mutant(state.edit, "P5", "C1")
def unchanged_post_renewed(right: Right, row: Any, changes: Any) -> Any:
    """A patch which changes nothing renews a post."""
    return right(row, changes) or isinstance(row, state.Post)


@mutant(state.edit, "P5")
def unchanged_post_moves_in_time(right: Right, row: Any, changes: Any) -> Any:
    """A patch which changes nothing renews a post's updated_at alone."""
    changed = right(row, changes)
    row.updated_at = row.updated_at if changed else state.now()
    return changed


@mutant(state.edit, "P5")
def empty_patch_renews(right: Right, row: Any, changes: Any) -> Any:
    """An empty patch renews a post."""
    return right(row, changes) or (isinstance(row, state.Post) and not changes)


@mutant(posts.renew, "P5")
def changed_post_stays_in_time(right: Right, post: Any) -> Any:
    """A change leaves a post's updated_at as it is."""
    before = post.updated_at
    right(post)
    post.updated_at = before


@mutant(state.edit, "P5", "C1")
def status_keeps_the_version(right: Right, row: Any, changes: Any) -> Any:
    """A change of the status alone leaves the ETag as it is."""
    before = row.version if isinstance(row, state.Post) else 0
    changed = right(row, changes)
    if before and changes.keys() == {"status"}:
        row.version = before - 1 if changed else before
    return changed


@mutant(fields.check_shape, "P5")
def empty_patch_rejected(right: Right, sent: Any, *given: Any) -> Any:
    """An empty patch is 422."""
    if sent == {}:
        raise problems.invalid([problems.error("pointer", "#", "required")])
    return right(sent, *given)
