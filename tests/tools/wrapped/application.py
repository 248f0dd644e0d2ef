"""The application of the implementation in whose folder this runs."""

import importlib
import os
from typing import Any

NAME = os.environ["WRAPPED_NAME"]
IS_ASGI = NAME == "fastapi"
PLACES = {
    "django": ("app.wsgi", "application"),
    "flask": ("app", "create_app"),
    "fastapi": ("app.main", "create_app"),
}


def load() -> Any:
    """The application as its README starts it."""
    module, name = PLACES[NAME]
    found = getattr(importlib.import_module(module), name)
    return found() if name == "create_app" else found
