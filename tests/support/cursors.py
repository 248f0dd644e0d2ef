"""Cursors made without asking a server."""

from base64 import urlsafe_b64encode


def cursor(last_id: int | str) -> str:
    """The cursor after the row with this id."""
    return urlsafe_b64encode(str(last_id).encode()).rstrip(b"=").decode()
