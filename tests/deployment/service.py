"""What is asked of a service that runs as its unit says, behind nginx."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import httpx

from tests.deployment import deselected
from tests.deployment.commands import output
from tests.deployment.machine import connections
from tests.deployment.units import Unit
from tests.proofs.load.audit import lost
from tests.proofs.load.client import Client, Request, UnreadableError
from tests.proofs.load.writers import POSTS, Writers
from tests.proofs.outages.outcome import Outcome
from tests.support.api_client import PASSWORD
from tests.support.servers import ROOT
from tests.support.tls import context

# By the name that cases send, too: nginx takes every host, and the service those that it is told.
URL = "https://localhost"
REPLICAS = 5
CROWD = 100
# Acknowledged writes before, and after, what is done to the service.
ENOUGH = 200
STOP_SECONDS = 10
End = tuple[int, float]
MIGRATION = re.compile(r"Running upgrade|Applying \w+\.")


def migrate_at_once(name: str, logs: Path) -> list[str]:
    """Replicas that all migrate at their start: one does it, the others find it done."""
    units = [Unit(name, logs / f"{name}-{number}.log") for number in range(REPLICAS)]
    with ThreadPoolExecutor(REPLICAS) as pool:
        statuses = list(pool.map(Unit.run, units))
    migrated = sum(bool(MIGRATION.search(unit.log.read_text("utf-8"))) for unit in units)
    wrong = [] if statuses == [0] * REPLICAS else [f"exit statuses {statuses}"]
    return wrong if migrated == 1 else [*wrong, f"{migrated} of {REPLICAS} migrated"]


@contextmanager
def running(names: list[str], logs: Path) -> Iterator[list[Unit]]:
    """Instances of a service."""
    units = [Unit(name, logs / f"{name}.log") for name in names]
    try:
        for unit in units:
            unit.start()
        yield units
    finally:
        for unit in units:
            unit.kill()


def suite() -> list[str]:
    """The contract suite, through nginx."""
    words = ["-m", "pytest", "-q", "-n2", "--dist=loadfile", f"--target={URL}"]
    words += deselected.options(URL)
    done = subprocess.run([sys.executable, *words], cwd=ROOT, check=False)
    return [f"pytest exits with {done.returncode}"] if done.returncode else []


def most_connections() -> int:
    """How many connections to the database a crowd of clients makes the service open."""
    most, finished = [0], Event()

    def watch() -> None:
        while not finished.wait(0.05):
            most.append(connections())

    watcher = Thread(target=watch)
    watcher.start()
    with ThreadPoolExecutor(CROWD) as pool:
        list(pool.map(lambda _: visit(), range(CROWD)))
    finished.set()
    watcher.join()
    return max(most)


def visit() -> None:
    """Read, or be told to come again: a crowd may be more than the service can take."""
    client = Client(URL)
    for _ in range(10):
        response = client.call(Request("GET", POSTS, (200,)))
        if not response.is_right and not response.is_unavailable:
            raise UnreadableError(str(response))


def under_load(disturb: Callable[[], None], url: str = URL) -> Outcome:
    """Writers at work, before, while and after something is done; none of them may notice."""
    outcome = Outcome()
    with Writers(url) as writers:
        outcome.require(writers.wait(ENOUGH), "too little was written before")
        disturb()
        before = len(writers.acknowledged())
        outcome.require(writers.wait(before + ENOUGH), "too little was written after")
    outcome.add(*writers.responses)
    outcome.require_right(writers.responses, "under load")
    outcome.lost = lost(url, {author.id for author in writers.authors}, writers.responses)
    return outcome


def stopped_under_load(stop: Callable[[], list[End]], start: Callable[[], object]) -> Outcome:
    """All ends in the midst of writing: nothing acknowledged is lost, and it ends in time."""
    outcome = Outcome()
    with Writers(URL) as writers:
        outcome.require(writers.wait(ENOUGH), "too little was written before the end")
        ends = stop()
    for status, seconds in ends:
        outcome.require(status == 0, f"the exit status is {status}")
        outcome.require(seconds < STOP_SECONDS, f"it took {seconds:.1f} seconds")
    outcome.add(*writers.responses)
    start()
    outcome.lost = lost(URL, {author.id for author in writers.authors}, writers.responses)
    return outcome


def admin() -> list[str]:
    """Staff log in to the admin, and see what the API has stored."""
    user = {"username": "staff", "password": PASSWORD}
    settings = Unit("admin@1", Path(os.devnull)).environment()
    words = ["createsuperuser", "--no-input", "--username=staff", "--email=staff@example.com"]
    password = {"DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    python = "/opt/admin/.venv/bin/python"
    output(python, "manage.py", *words, cwd="/opt/admin", **settings, **password)
    with httpx.Client(verify=context(verify=True), base_url=URL) as http:
        http.get("/admin/login/")
        form = {**user, "csrfmiddlewaretoken": http.cookies["csrftoken"], "next": "/admin/"}
        told = http.post("/admin/login/", data=form, headers={"Referer": f"{URL}/admin/login/"})
        users = http.get("/admin/users/user/")
        style = http.get("/static/admin/css/base.css")
    seen = [told.status_code, users.status_code, style.status_code]
    return [] if seen == [302, 200, 200] and "staff" in users.text else [f"statuses {seen}"]
