"""Take the database or the service away, and see what clients see and what is left.

python -m tests.proofs.outages --target django
"""

import argparse
import os

from tests.proofs.load.cells import Cells, add_options
from tests.proofs.load.table import Table
from tests.proofs.outages.database import away_under_load, restarted_while_idle
from tests.proofs.outages.outcome import Outcome
from tests.proofs.outages.service import killed, told_to_stop
from tests.support.databases import KINDS
from tests.support.interruption import run_command

DATABASE_FAULTS = {
    "database restarted while idle": restarted_while_idle,
    "database away under load": away_under_load,
}
SERVICE_FAULTS = {"service killed": killed, "service told to stop": told_to_stop}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.outages", description=__doc__)
    add_options(parser)
    options = parser.parse_args()
    # Only a server of our own can be stopped.
    os.environ.pop("CONTRACT_POSTGRES_URL", None)
    return run(Cells(options), options)


def run(cells: Cells, options: argparse.Namespace) -> int:
    table = Table()
    try:
        for name in cells.names:
            break_database(cells, name, table)
            break_service(cells, name, table)
        table.save(options.json)
        return 1 if table.is_violated else 0
    finally:
        cells.close(keep_logs=table.is_violated)


def break_database(cells: Cells, name: str, table: Table) -> None:
    for title, fault in DATABASE_FAULTS.items():
        program = cells.program(name, "postgresql")
        postgres = cells.databases.postgres
        assert postgres is not None
        add(table, name, "postgresql", title, fault(program, postgres))


def break_service(cells: Cells, name: str, table: Table) -> None:
    for title, fault in SERVICE_FAULTS.items():
        for kind in KINDS:
            add(table, name, kind, title, fault(cells.program(name, kind)))


def add(table: Table, name: str, kind: str, title: str, outcome: Outcome) -> None:
    row = {"target": name, "database": kind, "fault": title, **outcome.figures()}
    table.add(row, [*outcome.errors, *outcome.lost])


if __name__ == "__main__":
    run_command(main)
