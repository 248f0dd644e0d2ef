"""The WSGI application that a server runs."""

import os
from collections.abc import Iterable
from io import BytesIO
from wsgiref.types import StartResponse, WSGIEnvironment

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "app.settings")


class Request(WSGIRequest):
    """Parameters of the Content-Type say nothing: all text is UTF-8, query strings as well.

    Django would fail at some of them, before anything of the project could answer.
    """

    def _set_content_type_params(self, meta: WSGIEnvironment) -> None:
        self.content_type = meta.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
        self.content_params = {}


django = get_wsgi_application()
django.request_class = Request


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Read the body first, unless it is declared too large or the server does not end it.

    Django takes a body without a length (a chunked one) for empty, and a kept-alive connection
    serves another request only after the whole body was read, which an early error does not do.
    """
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    declared = int(environ.get("CONTENT_LENGTH") or 0)
    if declared <= limit and environ.get("wsgi.input_terminated"):
        body = environ["wsgi.input"].read(limit + 1)
        environ["wsgi.input"] = BytesIO(body)
        environ.setdefault("CONTENT_LENGTH", str(len(body)))
    return django(environ, start_response)
