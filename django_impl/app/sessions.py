"""Django's sessions, and what builds on them: for pages alone, as the API knows callers by token.

Whatever lies outside of `/api/` has them, a page that is added later too.
"""

from typing import Any

from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest
from django.utils.deprecation import MiddlewareMixin


class PagesMixin(MiddlewareMixin):
    """Leaves out the requests of the API, which would pay for what they do not use."""

    def __call__(self, request: HttpRequest) -> Any:
        is_for_api = request.path_info.startswith("/api/")
        return self.get_response(request) if is_for_api else super().__call__(request)


class SessionMiddleware(PagesMixin, sessions.SessionMiddleware):
    """`request.session` of pages."""


class AuthenticationMiddleware(PagesMixin, auth.AuthenticationMiddleware):
    """`request.user` of pages."""


class MessageMiddleware(PagesMixin, messages.MessageMiddleware):
    """Messages on pages."""
