"""Which posts a list shows."""

from typing import Any

from django.conf import settings
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from app.pagination import PageQuery
from app.posts.models import Post


class PostQuery(PageQuery):
    """Query parameters of the list of posts."""

    author_id = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=settings.MAX_ID,
        help_text="Only posts of this author.",
    )
    status = serializers.ChoiceField(
        Post.Status.values,
        default=Post.Status.PUBLISHED,
        help_text="`draft` lists the caller's own drafts and needs a token.",
    )


class PostFilter(BaseFilterBackend):
    """A list is of published posts, or of own drafts."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        if view.action != "list":
            return queryset
        query = view.query
        posts = queryset.filter(status=query["status"])
        if query["status"] == Post.Status.DRAFT:
            if not request.user.is_authenticated:
                raise NotAuthenticated
            posts = posts.filter(author=request.user)
        return posts.filter(author=query["author_id"]) if "author_id" in query else posts
