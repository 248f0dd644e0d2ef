"""Stand between a service and PostgreSQL, and let the server fall silent."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict


class Relay(socketserver.ThreadingTCPServer):
    """Hands bytes on in both directions. Silent, it takes connections and bytes as before, but
    hands nothing on: so does a server that is stopped, or a host that has left the network.
    """

    daemon_threads = True

    def __init__(self, url: str) -> None:
        super().__init__(("127.0.0.1", 0), Relayed)
        self.upstream = {key: str(value) for key, value in conninfo_to_dict(url).items()}
        self.speaks = threading.Event()
        self.speaks.set()

    @property
    def url(self) -> str:
        """Where the same database is reached through the relay."""
        user, password = (quote(self.upstream.get(key, ""), "") for key in ("user", "password"))
        place = f"127.0.0.1:{self.server_address[1]}/{self.upstream['dbname']}"
        return f"postgresql://{user}:{password}@{place}"

    def connect(self) -> socket.socket:
        host, port = self.upstream.get("host", "localhost"), self.upstream.get("port", "5432")
        if not host.startswith("/"):
            return socket.create_connection((host, int(port)))
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(f"{host}/.s.PGSQL.{port}")
        return connection

    def hand_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while content := source.recv(65536):
                self.speaks.wait()
                sink.sendall(content)
            sink.shutdown(socket.SHUT_WR)


class Relayed(socketserver.BaseRequestHandler):
    """One connection."""

    server: Relay
    request: socket.socket

    def handle(self) -> None:
        with self.server.connect() as upstream:
            back = threading.Thread(target=self.server.hand_on, args=(upstream, self.request))
            back.start()
            self.server.hand_on(self.request, upstream)
            back.join()


@contextmanager
def relaying(url: str) -> Iterator[Relay]:
    """A relay to the database at `url`."""
    with Relay(url) as relay:
        thread = threading.Thread(target=relay.serve_forever)
        thread.start()
        try:
            yield relay
        finally:
            relay.speaks.set()
            relay.shutdown()
            thread.join()
