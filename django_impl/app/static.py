"""Where browsers find the static files."""

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.urls import get_script_prefix


class PrefixedStaticFilesStorage(StaticFilesStorage):
    """Below the path prefix, if any, at which a server serves the application."""

    def url(self, name: str | None) -> str:
        return get_script_prefix().removesuffix("/") + super().url(name)
