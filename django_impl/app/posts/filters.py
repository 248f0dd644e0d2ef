"""Which posts a list shows."""

from typing import Any

from rest_framework.exceptions import NotAuthenticated
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from app.fields import ChoiceField, IdField
from app.pagination import PageQuery
from app.posts.models import Post


class PostListQuery(PageQuery):
    author_id = IdField(required=False)
    status = ChoiceField(Post.Status.values, default=Post.Status.PUBLISHED)


class PostFilter(BaseFilterBackend):
    """What the caller may see: one post, or a list of published posts or of own drafts."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        if view.action != "list":
            return queryset.visible_to(request.user)
        query = view.query
        posts = queryset.filter(status=query["status"])
        if query["status"] == Post.Status.DRAFT:
            if not request.user.is_authenticated:
                raise NotAuthenticated
            posts = posts.filter(author=request.user)
        return posts.filter(author=query["author_id"]) if "author_id" in query else posts
