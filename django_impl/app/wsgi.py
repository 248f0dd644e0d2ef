"""The WSGI application that a server runs."""

import os

from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_started
from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from app.threads import close_ended, hold

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "app.settings")


class Request(WSGIRequest):
    """A request in UTF-8, whatever charset it declares: JSON has no other (RFC 8259, section 8.1).

    Django decodes the query and forms by that charset too, and raises at one such as `rot13`.
    """

    encoding = property(lambda _: "utf-8", lambda _, charset: None)


connection_created.connect(hold)
request_started.connect(close_ended)
application = get_wsgi_application()
application.request_class = Request
