"""nginx in front of two implementations: on a free port, without TLS, as whoever runs this."""

import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import httpx

from tests.proofs.load.writers import waited
from tests.support.servers import LaunchError, free_port

# Paths are relative to its folder. The log tells who was asked for what.
MAIN = """\
daemon off;
pid nginx.pid;
error_log error.log;
worker_processes 2;
events { worker_connections 512; }
http {
    log_format asked "$service $request_method $uri";
    access_log access.log asked;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    scgi_temp_path scgi;
    uwsgi_temp_path uwsgi;
    include routes.conf;
    include site.conf;
}
"""
# A folder's deploy/nginx.conf, and what of it a move changes and what this machine does not have.
CHANGES = [
    (r"upstream api \{.*?\n\}\n", ""),
    (r"server \{\n    listen 80;.*?\n\}\n", ""),
    (r" +listen 443[^\n]*\n +listen [^\n]*\n", "    listen 127.0.0.1:{port};\n"),
    (r"(    ssl_\w+ [^\n]*\n){4}", "    keepalive_timeout 0;\n"),
    (r"proxy_pass http://api;", "proxy_pass http://$service;"),
]


def site(text: str, port: int) -> str:
    """The site of a folder, sending each request to the service of the map."""
    for pattern, replacement in CHANGES:
        text, count = re.subn(pattern, replacement.format(port=port), text, flags=re.DOTALL)
        if count != 1:
            raise LaunchError(f"deploy/nginx.conf has {count} places like {pattern}.")
    return text


class Proxy:
    """nginx, started with the first routes, and told of others while it serves."""

    def __init__(self, text: str, routes: str) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="nginx-"))
        self.folder.chmod(0o755)  # started by root, its workers are somebody else
        for name, content in (("nginx", MAIN), ("site", site(text, self.port))):
            (self.folder / f"{name}.conf").write_text(content)
        self.command = ["nginx", "-p", str(self.folder), "-c", "nginx.conf", "-e", "error.log"]
        self._write(routes)
        self.process = subprocess.Popen(self.command)
        if not waited(self._is_live):
            self.stop()
            raise LaunchError(f"nginx does not respond: see {self.folder}.")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def switch(self, routes: str) -> None:
        """Take other routes, until the last process that has the old ones is gone."""
        self._write(routes)
        before = self._workers()
        self.process.send_signal(signal.SIGHUP)
        if not waited(lambda: not before & self._workers()):
            raise LaunchError("nginx still runs with its old routes.")

    def asked(self) -> list[tuple[str, str, str]]:
        """Service, method and path of each request since it was last asked."""
        log = self.folder / "access.log"
        lines = log.read_text("utf-8", "replace").splitlines()
        log.write_text("")  # nginx goes on at the end, which is the start now
        return [
            (service, method, path) for service, method, path in (x.split(" ", 2) for x in lines)
        ]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()

    def remove(self) -> None:
        shutil.rmtree(self.folder)

    def _write(self, routes: str) -> None:
        (self.folder / "routes.conf").write_text(routes)
        done = subprocess.run([*self.command, "-t"], capture_output=True, text=True, check=False)
        if done.returncode:
            raise LaunchError(f"nginx does not take its configuration:\n{done.stderr}")

    def _workers(self) -> set[str]:
        """The processes of nginx that serve requests."""
        pid = self.process.pid
        return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())

    def _is_live(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health/live", trust_env=False).status_code == 200
        except httpx.TransportError:
            return False
