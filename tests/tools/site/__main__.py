"""Build the reading site: `python -m tests.tools.site [FOLDER]`, build/site/ by default."""

import sys
import time
from pathlib import Path

from tests.tools.environments import ROOT
from tests.tools.site.building import build
from tests.tools.site.concepts import ConceptError


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "site"
    started = time.perf_counter()
    try:
        files = build(folder)
    except ConceptError as error:
        sys.exit(f"What the site says does not fit the code:\n{error}")
    seconds = time.perf_counter() - started
    print(f"{len(files)} files in {seconds:.1f} s: open {folder / 'index.html'}")


if __name__ == "__main__":
    main()
