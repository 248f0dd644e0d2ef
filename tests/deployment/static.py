"""What can be seen without running anything: linters of the files."""

import re
import sys
from pathlib import Path

from tests.deployment.commands import output

BIN = Path(sys.executable).parent


def check_files(folder: Path) -> None:
    """Hadolint, the schema of Compose, and gixy have nothing to say about a folder."""
    output(BIN / "hadolint", folder / "Dockerfile")
    schema = "--builtin-schema=vendor.compose-spec"
    output(BIN / "check-jsonschema", schema, folder / "compose.yaml")
    check_site(folder / "deploy/nginx.conf")


def check_site(site: Path) -> None:
    output(BIN / "gixy", site)


def exposure(unit: str | Path) -> float:
    """How exposed systemd finds a unit, from 0 to 10; it must not warn of anything else."""
    silence = output("systemd-analyze", "verify", "--man=no", unit)
    assert not silence, silence
    options = ["--offline=true", "--threshold=20", "--no-pager"]
    told = output("systemd-analyze", "security", *options, unit)
    found = re.search(r"exposure level for \S+: ([0-9.]+)", told)
    assert found, told
    return float(found[1])
