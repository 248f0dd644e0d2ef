"""Who may change a post."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from app.posts.models import Post
from app.posts.queries import PostRow
from app.users.models import User


def check_visible(user: User | AnonymousUser, post: Post | PostRow) -> None:
    """404 for a draft of somebody else, as if there were none."""
    if post.status == Post.Status.DRAFT and post.author_id != user.pk:
        raise Http404


class IsVisible(BasePermission):
    """Only its author knows of a draft."""

    def has_object_permission(self, request: Request, view: APIView, obj: Post | PostRow) -> bool:
        check_visible(request.user, obj)
        return True


class IsAuthorOrReadOnly(BasePermission):
    """Everyone may look at a post, only its author may change it."""

    def has_object_permission(self, request: Request, view: APIView, obj: Post) -> bool:
        return request.method in SAFE_METHODS or obj.author_id == request.user.pk
