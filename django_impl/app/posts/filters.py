"""Which posts a list shows."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import NotAuthenticated
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView

from app.fields import ChoiceField, IdField
from app.pagination import PageQuery
from app.posts.models import Post


class PostListQuery(PageQuery):
    author_id = IdField(required=False)
    status = ChoiceField(Post.Status.values, default=Post.Status.PUBLISHED)


class PostFilter(BaseFilterBackend):
    """Published posts, or the caller's own drafts; of one author, if one is named."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Post], view: Any
    ) -> QuerySet[Post]:
        query = view.query
        posts = queryset.filter(status=query["status"])
        if query["status"] == Post.Status.DRAFT:
            if not request.user.is_authenticated:
                raise NotAuthenticated("Drafts are listed for their author only.")
            posts = posts.filter(author=request.user)
        return posts.filter(author=query["author_id"]) if "author_id" in query else posts
