"""Who may change a post."""

from django.http import Http404
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from app.posts.models import Post
from app.posts.queries import PostRow


class IsVisible(BasePermission):
    """Hides a draft from all but its author: 404, as if there were none."""

    def has_object_permission(self, request: Request, view: APIView, obj: Post | PostRow) -> bool:
        if obj.status == Post.Status.DRAFT and obj.author_id != request.user.pk:
            raise Http404
        return True


class IsAuthorOrReadOnly(BasePermission):
    """Everyone may look at a post, only its author may change it."""

    def has_object_permission(self, request: Request, view: APIView, obj: Post) -> bool:
        return request.method in SAFE_METHODS or obj.author_id == request.user.pk
