"""Who may change a post."""

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from app.posts.models import Post


class IsAuthorOrReadOnly(BasePermission):
    """Everyone may look at a post, only its author may change it."""

    def has_object_permission(self, request: Request, view: APIView, obj: Post) -> bool:
        return request.method in SAFE_METHODS or obj.author_id == request.user.pk
