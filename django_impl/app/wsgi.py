"""The WSGI application that a server runs."""

import os

from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "app.settings")


class Request(WSGIRequest):
    """A request whose query is UTF-8, whatever charset its body is declared to have.

    Django's own `encoding` is a property that decodes the query by that charset too, and raises at
    one such as `rot13`.
    """

    encoding = "utf-8"


application = get_wsgi_application()
application.request_class = Request
