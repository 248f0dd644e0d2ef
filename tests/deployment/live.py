"""Deploy in namespaces of one's own: `python -m tests.deployment.live CACHE NAME...`."""

import os
import sys
from pathlib import Path

from tests.deployment import machine
from tests.deployment.by_image import check_image
from tests.deployment.by_units import check_split, check_units
from tests.deployment.checks import Checks
from tests.deployment.images import Images
from tests.proofs.load.table import Table
from tests.support.interruption import run_command


def main() -> int:
    cache, names = Path(sys.argv[1]), sys.argv[2:]
    machine.set_up()
    os.environ["SSL_CERT_FILE"] = str(machine.CERTIFICATE)
    table = Table()
    with machine.postgresql():
        for name in names:
            if name == "split":
                check_split(Checks(name, table), cache)
            else:
                check_image(Checks(name, table), Images(cache / "images"))
                check_units(Checks(name, table), cache)
    return 1 if table.is_violated else 0


if __name__ == "__main__":
    run_command(main)
