"""The image, run as its Dockerfile and compose.yaml say, behind nginx."""

import time
from pathlib import Path

import yaml

from tests.deployment import service
from tests.deployment.checks import Checks
from tests.deployment.containers import Container, Running
from tests.deployment.images import Images
from tests.deployment.machine import SETTINGS, URL, nginx
from tests.proofs.load.writers import waited

# As deploy/README.md says where the service is then.
UPSTREAM = "server 127.0.0.1:8000;"
IS_NOT_ROOT = "import os; exit(not os.getuid())"
WRITE = "import pathlib; pathlib.Path('{}/file').write_text('')"


def check_image(checks: Checks, images: Images) -> None:
    compose = yaml.safe_load((checks.folder / "compose.yaml").read_text("utf-8"))
    settings = {"DATABASE_URL": URL.format("api"), **SETTINGS}
    container = Container(images.root(checks.name), images.config(checks.name), settings)
    log = checks.logs / "container.log"
    migration = container.start(
        checks.logs / "migrate.log", compose["services"]["migrate"]["command"]
    )
    status = migration.process.wait()
    checks.add("migration in a container", "", [f"exit status {status}"] if status else [])
    running = [container.start(log)]

    def start() -> None:
        running[0] = container.start(log)
        waited(lambda: is_healthy(running[0]))

    try:
        findings = [] if waited(lambda: is_healthy(running[0])) else ["is not healthy"]
        checks.add("health check of the image", "", findings)
        checks.add("not root, read-only", "", privileges(running[0]))
        checks.add_start([log])
        with nginx(site(checks)):
            outcome = service.stopped_under_load(lambda: [stop(running[0])], start)
            checks.add_outcome("stop of container under load", outcome)
    finally:
        running[0].delete()


def is_healthy(running: Running) -> bool:
    [kind, *command] = running.container.config["Healthcheck"]["Test"]
    return kind == "CMD" and running.run(*command) == 0


def privileges(running: Running) -> list[str]:
    """It is not root, and can write to /tmp alone."""
    findings = ["it is root"] if running.run("python", "-c", IS_NOT_ROOT) else []
    for place in ("/", "/srv", "/venv"):
        if running.run("python", "-c", WRITE.format(place)) == 0:
            findings.append(f"it writes to {place}")
    return findings


def stop(running: Running) -> tuple[int, float]:
    began = time.monotonic()
    return running.stop(), time.monotonic() - began


def site(checks: Checks) -> Path:
    """nginx.conf with the container in place of the two instances."""
    lines = (checks.folder / "deploy/nginx.conf").read_text("utf-8").splitlines()
    kept = [line for line in lines if "server unix:" not in line]
    at = kept.index("upstream api {") + 1
    made = checks.logs / "nginx.conf"
    made.write_text("\n".join([*kept[:at], UPSTREAM, *kept[at:], ""]), "utf-8")
    return made
