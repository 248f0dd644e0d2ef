"""Django's sessions, logins and messages, for pages only: the API identifies callers by token.

Every path outside `/api/` has them, so a page that is added later has them too.
"""

from typing import Any

from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest
from django.utils.deprecation import MiddlewareMixin


class PagesMixin(MiddlewareMixin):
    """Skips the requests of the API, which would spend time on what they do not use."""

    def __call__(self, request: HttpRequest) -> Any:
        is_for_api = request.path_info.startswith("/api/")
        return self.get_response(request) if is_for_api else super().__call__(request)


class SessionMiddleware(PagesMixin, sessions.SessionMiddleware):
    """`request.session`, for pages."""


class AuthenticationMiddleware(PagesMixin, auth.AuthenticationMiddleware):
    """`request.user`, for pages."""


class MessageMiddleware(PagesMixin, messages.MessageMiddleware):
    """Messages on pages."""
