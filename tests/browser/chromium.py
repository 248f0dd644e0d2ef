"""Find a Chromium of the system; where there is none and may be one, install Debian's."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Where a Chromium is, if the machine has one."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def main() -> int:
    """Make sure that there is one, or say what is missing."""
    if find():
        return 0
    if not shutil.which("apt-get") or os.geteuid() != 0:
        print("The browser tests need Chromium; install it first, on Debian: apt install chromium")
        return 1
    for words in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run(["apt-get", "--quiet", *words], check=False)  # noqa: S607 - the system's own
        if done.returncode:
            print("The browser tests need Chromium, and apt-get could not install it: see above.")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
