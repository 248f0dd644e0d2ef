"""Post endpoints."""

from django.db import transaction
from django.utils.cache import patch_cache_control, patch_vary_headers
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import SAFE_METHODS, IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import ModelViewSet

from app.auth import AuthenticatedRequest, lock_account
from app.etags import check_if_match, etag, is_not_modified
from app.openapi import ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION, example
from app.pagination import CollectionMixin
from app.posts.filters import PostFilter, PostListQuery
from app.posts.models import Post
from app.posts.permissions import IsAuthorOrReadOnly
from app.posts.serializers import PostSerializer

DRAFT = {"title": "The White Rabbit", "body": "Oh dear! I shall be late!", "status": "draft"}


@extend_schema_view(
    create=extend_schema(
        "createPost", summary="Write a post", parameters=[LOCATION, ETAG], examples=[example(DRAFT)]
    ),
    list=extend_schema(
        "listPosts",
        summary="List published posts, or the caller's drafts",
        parameters=[PostListQuery],
    ),
    retrieve=extend_schema(
        "getPost",
        summary="Show a post",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: PostSerializer, 304: None},
    ),
    partial_update=extend_schema(
        "updatePost",
        summary="Change a post",
        parameters=[IF_MATCH, ETAG],
        examples=[example({"status": "published"})],
    ),
    destroy=extend_schema("deletePost", summary="Delete a post", parameters=[IF_MATCH]),
)
class PostViewSet(CollectionMixin, ModelViewSet[Post]):
    """Everyone reads published posts, only the author changes them."""

    request: AuthenticatedRequest
    queryset = Post.objects.select_related("author")
    serializer_class = PostSerializer
    permission_classes = (IsAuthenticatedOrReadOnly, IsAuthorOrReadOnly)
    filter_backends = (PostFilter,)
    query_serializer_class = PostListQuery
    http_method_names = ("get", "post", "patch", "delete", "head", "options")
    lookup_url_kwarg = "post_id"
    lookup_value_converter = "id"

    def get_object(self) -> Post:
        post: Post = super().get_object()
        if self.request.method not in SAFE_METHODS:
            check_if_match(self.request, post)
        return post

    def retrieve(self, request: Request, *args: object, **kwargs: object) -> Response:
        post = self.get_object()
        response = Response(self.get_serializer(post).data)
        if is_not_modified(request, post):
            response = Response(status=304)
        response["ETag"] = etag(post)
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Authorization"])
        return response

    @transaction.atomic
    def perform_create(self, serializer: BaseSerializer[Post]) -> None:
        lock_account(self.request)
        self.headers["ETag"] = etag(serializer.save(author=self.request.user))

    @transaction.atomic
    def perform_update(self, serializer: BaseSerializer[Post]) -> None:
        lock_account(self.request)
        serializer.instance = self.lock_post(serializer.instance)
        self.headers["ETag"] = etag(serializer.save())

    @transaction.atomic
    def perform_destroy(self, instance: Post) -> None:
        lock_account(self.request)
        self.lock_post(instance).delete()

    def lock_post(self, post: Post | None) -> Post:
        """The row as it is now, which may be gone or another version by now."""
        locked = get_object_or_404(
            self.queryset.select_for_update(of=("self",)), pk=post and post.pk
        )
        check_if_match(self.request, locked)
        return locked
