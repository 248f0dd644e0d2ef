"""Instances as systemd starts them, behind nginx."""

import re
from pathlib import Path

from tests.deployment import service
from tests.deployment.checks import Checks
from tests.deployment.machine import UNITS, install, nginx
from tests.deployment.static import exposure
from tests.deployment.units import Unit
from tests.proofs.load.writers import waited
from tests.support.implementations import IMPLEMENTATIONS
from tests.support.servers import ROOT, LaunchError

MOST_EXPOSED = 2.0
BUDGET = re.compile(r"= (\d+) connections")
WORKERS = 2
REPLACED = "Stopped old worker"  # what the server logs of each
SPLIT = ROOT / "docs" / "split"


def check_units(checks: Checks, cache: Path) -> None:
    install(checks.folder, cache / checks.name)
    for unit in sorted(UNITS.glob("api*.service")):
        found = exposure(unit)
        checks.add(unit.name, f"exposure {found}", ["too much"] if found > MOST_EXPOSED else [])
    findings = service.migrate_at_once("api-migrate", checks.logs)
    checks.add("migrations at once", f"{service.REPLICAS} replicas", findings)
    names = ["api@1", "api@2"]
    with service.running(names, checks.logs) as units, nginx(checks.folder / "deploy/nginx.conf"):
        checks.add_start([unit.log for unit in units])
        check_connections(checks)
        checks.add_outcome("reload under load", service.under_load(lambda: reload(units[0])))
        checks.add_outcome("restart under load", service.under_load(lambda: restart(units)))
        outcome = service.stopped_under_load(lambda: stop(units), lambda: start(units))
        checks.add_outcome("stop under load", outcome)
        checks.add("contract suite", "through nginx", service.suite())


def check_connections(checks: Checks) -> None:
    """As many as deploy/README.md says at the most."""
    found = BUDGET.search((checks.folder / "deploy/README.md").read_text("utf-8"))
    assert found
    most, budget = service.most_connections(), int(found[1])
    checks.add("connections", f"{most} of {budget}", ["too many"] if most > budget else [])


def stop(units: list[Unit]) -> list[service.End]:
    return [unit.stop() for unit in units]


def start(units: list[Unit]) -> None:
    for unit in units:
        unit.start()


def reload(unit: Unit) -> None:
    """Until the last of the old workers is gone."""
    unit.reload()
    if not waited(lambda: unit.log.read_text("utf-8").count(REPLACED) == WORKERS):
        raise LaunchError(f"{unit.name} did not replace its workers: see {unit.log}.")


def restart(units: list[Unit]) -> None:
    """One after the other."""
    for unit in units:
        unit.stop()
        unit.start()


def check_split(checks: Checks, cache: Path) -> None:
    """The API of FastAPI, and Django's admin, on one database, at one address."""
    for name, implementation in (("api", "fastapi"), ("admin", "django")):
        install(ROOT / IMPLEMENTATIONS[implementation].folder, cache / implementation, name)
    for name in ("api-migrate", "admin-migrate"):
        if Unit(name, checks.logs / f"{name}.log").run():
            raise LaunchError(f"{name} failed: see {checks.logs}.")
    names = ["api@1", "api@2", "admin@1"]
    with service.running(names, checks.logs) as units, nginx(SPLIT / "nginx.conf"):
        checks.add_start([unit.log for unit in units])
        checks.add("admin", "logs in", service.admin())
        checks.add("contract suite", "through nginx", service.suite())
