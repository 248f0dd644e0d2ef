"""Make the page of a report again, with what other proofs have added since.

python -m tests.tools.report DIR
"""

import argparse
import sys
from pathlib import Path

from tests.tools.report.writing import render


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.report", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where report.json is")
    folder: Path = parser.parse_args().folder
    if not (folder / "report.json").is_file():
        print(f"There is no report.json in {folder}.", file=sys.stderr)
        return 1
    render(folder)
    print(f"The report is {folder / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
