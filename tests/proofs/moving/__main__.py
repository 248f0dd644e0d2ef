"""Go from each implementation to each other, as the guides say.

python -m tests.proofs.moving
python -m tests.proofs.moving flask-to-fastapi

On Linux, with nginx: both serve one database behind it, and operation after operation goes over,
while clients work. At every step a part of the contract suite runs.
"""

import argparse
import shutil

from tests.proofs.load.cells import Cells, add_options
from tests.proofs.load.table import Table
from tests.proofs.moving.walk import Walk
from tests.support.interruption import run_command
from tests.support.servers import LaunchError
from tests.tools.site.moving import guides


def main() -> int:
    known = {guide.id: guide for guide in guides()}
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.moving", description=__doc__)
    parser.add_argument("guides", nargs="*", metavar="GUIDE", help=", ".join(known))
    add_options(parser)
    options = parser.parse_args()
    if unknown := set(options.guides) - set(known):
        raise LaunchError(f"There is no guide {', '.join(unknown)}; choose of {', '.join(known)}.")
    if not shutil.which("nginx"):
        raise LaunchError("First: apt-get install nginx")
    cells, table = Cells(options), Table()
    try:
        for name in options.guides or known:
            with Walk(known[name], cells, table) as walk:
                walk.go()
        table.save(options.json)
    finally:
        cells.close(keep_logs=table.is_violated)
    return 1 if table.is_violated else 0


if __name__ == "__main__":
    run_command(main)
