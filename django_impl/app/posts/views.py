"""Posts over HTTP."""

from typing import Any

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.vary import vary_on_headers
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins
from rest_framework.permissions import SAFE_METHODS, IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from app.auth import AuthenticatedRequest, locked_account
from app.etags import check_if_match, etag, is_not_modified
from app.openapi import ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION
from app.posts.filters import PostFilter, PostListQuery
from app.posts.models import Post
from app.posts.permissions import IsAuthorOrReadOnly
from app.posts.serializers import PostSerializer
from app.views import CollectionView


@extend_schema_view(
    create=extend_schema("createPost", summary="Write a post.", parameters=[LOCATION, ETAG]),
    list=extend_schema(
        "listPosts",
        summary="List published posts, or the caller's drafts.",
        parameters=[PostListQuery],
    ),
    retrieve=extend_schema(
        "getPost",
        summary="Show a post.",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: PostSerializer, 304: None},
    ),
    partial_update=extend_schema(
        "updatePost", summary="Change a post.", parameters=[IF_MATCH, ETAG]
    ),
    destroy=extend_schema("deletePost", summary="Delete a post.", parameters=[IF_MATCH]),
)
class PostViewSet(CollectionView, mixins.UpdateModelMixin, mixins.DestroyModelMixin):
    """Posts: everyone reads the published ones, only the author changes them."""

    request: AuthenticatedRequest
    queryset = Post.objects.select_related("author")
    serializer_class = PostSerializer
    permission_classes = (IsAuthenticatedOrReadOnly, IsAuthorOrReadOnly)
    filter_backends = (PostFilter,)
    query_serializer_class = PostListQuery
    lookup_url_kwarg = "post_id"

    def get_queryset(self) -> QuerySet[Post]:
        posts = super().get_queryset()
        is_read = self.request.method in SAFE_METHODS
        return posts if is_read else posts.select_for_update(of=("self",))

    def get_object(self) -> Post:
        post: Post = super().get_object()
        if self.request.method not in SAFE_METHODS:
            check_if_match(self.request, post)
        return post

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        with locked_account(self.request):
            return super().create(request, *args, **kwargs)

    def perform_create(self, serializer: BaseSerializer[Post]) -> None:
        self.headers["ETag"] = etag(serializer.save(author=self.request.user))

    @method_decorator(cache_control(private=True, no_cache=True))
    @method_decorator(vary_on_headers("Authorization"))
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        post = self.get_object()
        self.headers["ETag"] = etag(post)
        if is_not_modified(request, post):
            return Response(status=304)
        return Response(self.get_serializer(post).data)

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        with locked_account(self.request):
            return super().partial_update(request, *args, **kwargs)

    def perform_update(self, serializer: BaseSerializer[Post]) -> None:
        self.headers["ETag"] = etag(serializer.save())

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        with locked_account(self.request):
            return super().destroy(request, *args, **kwargs)
