"""Post endpoints."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.permissions import SAFE_METHODS, IsAuthenticatedOrReadOnly
from rest_framework.serializers import BaseSerializer

from app.auth import AuthenticatedRequest
from app.etags import ConditionalMixin, etag
from app.openapi import BODY, ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION, problems
from app.posts.filters import PostFilter, PostQuery
from app.posts.models import Post
from app.posts.permissions import IsAuthorOrReadOnly, IsVisible
from app.posts.queries import listed_posts
from app.posts.serializers import PostSerializer
from app.views import CollectionMixin, LockedWritesMixin

NEW_POST = {"title": "The White Rabbit", "body": "Oh dear! I shall be late!", "status": "published"}


@extend_schema_view(
    create=extend_schema(
        "createPost",
        summary="Write a post",
        parameters=[LOCATION, ETAG],
        examples=[OpenApiExample("Request", NEW_POST, request_only=True)],
        responses={201: PostSerializer, **BODY, **problems(401, 503)},
    ),
    list=extend_schema(
        "listPosts",
        summary="List published posts, or the caller's drafts",
        parameters=[PostQuery],
        responses={200: PostSerializer(many=True), **problems(401, 422, 503)},
    ),
    retrieve=extend_schema(
        "getPost",
        summary="Show a post",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: PostSerializer, 304: None, **problems(401, 404, 503)},
    ),
    partial_update=extend_schema(
        "updatePost",
        summary="Change a post",
        parameters=[IF_MATCH, ETAG],
        examples=[OpenApiExample("Request", {"status": "published"}, request_only=True)],
        responses={200: PostSerializer, **BODY, **problems(401, 403, 404, 412, 503)},
    ),
    destroy=extend_schema(
        "deletePost",
        summary="Delete a post",
        parameters=[IF_MATCH],
        responses={204: None, **problems(401, 403, 404, 412, 503)},
    ),
)
class PostViewSet(
    LockedWritesMixin, CollectionMixin, ConditionalMixin, viewsets.ModelViewSet[Post]
):
    """Posts: everyone reads the published ones, only the author changes them."""

    request: AuthenticatedRequest
    queryset = Post.objects.select_related("author")
    serializer_class = PostSerializer
    permission_classes = (IsAuthenticatedOrReadOnly, IsVisible, IsAuthorOrReadOnly)
    filter_backends = (PostFilter,)
    query_serializer_class = PostQuery
    lookup_url_kwarg = "post_id"

    def get_queryset(self) -> QuerySet[Post]:
        """Rows for a read; locked posts for a write, so that what was checked still holds."""
        if self.request.method in SAFE_METHODS:
            return listed_posts.all()
        return super().get_queryset().select_for_update(of=("self",))

    def perform_create(self, serializer: BaseSerializer[Post]) -> None:
        self.headers["ETag"] = etag(serializer.save(author=self.request.user))
