"""Post endpoints."""

from typing import Any

from django.db import transaction
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.vary import vary_on_headers
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.exceptions import NotFound
from rest_framework.permissions import SAFE_METHODS, IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from app.auth import AuthenticatedRequest, lock_account
from app.etags import check_if_match, etag, is_not_modified
from app.openapi import BODY, ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION, problems
from app.posts.filters import PostFilter, PostQuery
from app.posts.models import Post
from app.posts.permissions import IsAuthorOrReadOnly
from app.posts.serializers import PostSerializer
from app.views import CollectionMixin

NEW = {"title": "The White Rabbit", "body": "Oh dear! I shall be late!", "status": "published"}


@extend_schema_view(
    create=extend_schema(
        "createPost",
        summary="Write a post",
        parameters=[LOCATION, ETAG],
        examples=[OpenApiExample("Request", NEW, request_only=True)],
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
class PostViewSet(CollectionMixin, viewsets.ModelViewSet[Post]):
    """Posts: everyone reads the published ones, only the author changes them."""

    request: AuthenticatedRequest
    queryset = Post.objects.select_related("author")
    serializer_class = PostSerializer
    permission_classes = (IsAuthenticatedOrReadOnly, IsAuthorOrReadOnly)
    filter_backends = (PostFilter,)
    query_serializer_class = PostQuery
    lookup_url_kwarg = "post_id"

    def get_object(self) -> Post:
        post: Post = super().get_object()
        if self.request.method not in SAFE_METHODS:
            check_if_match(self.request, post)
        return post

    def perform_create(self, serializer: BaseSerializer[Post]) -> None:
        with transaction.atomic():
            post = serializer.save(author=lock_account(self.request))
        self.headers["ETag"] = etag(post)

    @method_decorator(cache_control(private=True, no_cache=True))
    @method_decorator(vary_on_headers("Authorization"))
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        post = self.get_object()
        self.headers["ETag"] = etag(post)
        if is_not_modified(request, post):
            return Response(status=304)
        return Response(self.get_serializer(post).data)

    def perform_update(self, serializer: BaseSerializer[Post]) -> None:
        with transaction.atomic():
            serializer.instance = self.lock_post()
            self.headers["ETag"] = etag(serializer.save())

    def perform_destroy(self, instance: Post) -> None:
        with transaction.atomic():
            self.lock_post().delete()

    def lock_post(self) -> Post:
        """Lock the caller's account and the post, and check again what `get_object` checked."""
        posts = self.get_queryset().select_for_update(of=("self",))
        own = posts.filter(author=lock_account(self.request), pk=self.kwargs["post_id"])
        if (post := own.first()) is None:
            raise NotFound
        check_if_match(self.request, post)
        return post
