"""Requests as commands which send them again."""

import shlex
from urllib.parse import urlsplit

import httpx

SHOWN_BYTES = 2000


def as_curl(request: httpx.Request) -> str:
    """The command which sends this request again."""
    words = ["curl", "-i", "--path-as-is"]
    words += ["--head"] if request.method == "HEAD" else ["-X", request.method]
    for name, value in request.headers.multi_items():
        if name not in {"host", "accept", "accept-encoding", "connection", "user-agent"}:
            words += ["-H", f"{name}: {value}"]
    if body := content_of(request):
        words += ["--data-binary", body[:SHOWN_BYTES].decode(errors="backslashreplace")]
    return shlex.join([*words, str(request.url)])


def content_of(request: httpx.Request) -> bytes:
    """The body, which is not kept where it was sent piece by piece."""
    try:
        return request.content
    except httpx.RequestNotRead:
        return b""


def as_netcat(url: str, data: bytes) -> str:
    """The command which sends these bytes again."""
    parts = urlsplit(url)
    netcat = f"nc {parts.hostname} {parts.port or 80}"
    if parts.scheme == "https":
        netcat = f"openssl s_client -quiet -connect {parts.hostname}:{parts.port or 443}"
    octets = "".join(
        chr(byte) if 32 <= byte < 127 and chr(byte) not in "'\\%" else f"\\{byte:03o}"
        for byte in data[:SHOWN_BYTES]
    )
    return f"printf '{octets}' | {netcat}"
