"""Where the implementations and the explorer listen when a person looks at them."""

import socket

from tests.support.servers import LaunchError

EXPLORER_PORT = 8000
PORTS = {"django": 8001, "flask": 8002, "fastapi": 8003}


def require_free_port(port: int) -> None:
    """Say in one sentence that somebody else listens there."""
    with socket.socket() as listener:
        # As servers do: connections of an earlier run that linger do not count.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            message = f"Port {port} is in use: stop what listens there, then start again."
            raise LaunchError(message) from None
