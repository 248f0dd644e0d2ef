"""Check the files that deploy a folder, then deploy it by them: `python -m tests.deployment`.

On Debian, as root, without a Docker daemon. What no machine has without one, or without systemd as
its first process, is named in docs/deployment.md.
"""

import argparse
import sys
from pathlib import Path

from tests.deployment.commands import output, require_machine
from tests.deployment.images import Images
from tests.deployment.static import check_files, check_site
from tests.proofs.load.cells import NAMES
from tests.support.implementations import IMPLEMENTATIONS
from tests.support.interruption import child, run_command
from tests.support.servers import ROOT, LaunchError

CACHE = ROOT / ".nox" / "deployment"
SPLIT = ROOT / "docs" / "split"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.deployment", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="django, flask, fastapi, split")
    names = parser.parse_args().names or [*NAMES, "split"]
    if not set(names) <= {*NAMES, "split"}:
        raise LaunchError(f"Choose of {', '.join(NAMES)} and split.")
    require_machine()
    stacks = [name for name in NAMES if name in names or (name != "flask" and "split" in names)]
    images = Images(CACHE / "images")
    images.tidy()
    images.make_base()
    for name in stacks:
        folder = ROOT / IMPLEMENTATIONS[name].folder
        check_files(folder)
        make_environment(folder, CACHE / name)
        images.build(name, folder)
        print(f"{name}: the linters have nothing to say, and the image is built", flush=True)
    check_site(SPLIT / "nginx.conf")
    inside = [sys.executable, "-m", "tests.deployment.live", str(CACHE), *names]
    with child(["unshare", "--mount", "--net", *inside]) as process:
        return process.wait()


def make_environment(folder: Path, place: Path) -> None:
    """An environment of Debian's Python with what a folder needs, which can be put elsewhere."""
    options = ["--quiet", "--allow-existing", "--relocatable", "--python=/usr/bin/python3"]
    output("uv", "venv", *options, place)
    requirements = ["--requirements=pyproject.toml", "--constraints=requirements.txt"]
    project = ["--quiet", f"--python={place}", f"--directory={folder}"]
    output("uv", "pip", "install", *project, *requirements)


if __name__ == "__main__":
    run_command(main)
