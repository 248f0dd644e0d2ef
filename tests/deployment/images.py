"""Images, built by Buildah on a base that is made of Debian's packages."""

import json
from pathlib import Path
from typing import Any

from tests.deployment.commands import output

CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
PACKAGES = "ca-certificates,python3,python3-venv"


class Images:
    """A store of images in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def tidy(self) -> None:
        """Remove what earlier runs have left: containers, and images that were built anew."""
        self.buildah("rm", "--all")
        self.buildah("rmi", "--prune")

    def buildah(self, *words: str | Path) -> str:
        store = [f"--root={self.folder / 'store'}", f"--runroot={self.folder / 'run'}"]
        return output("buildah", *store, "--storage-driver=vfs", *words).strip()

    def make_base(self) -> None:
        """The smallest Debian with Python, which trusts whom this machine trusts."""
        archive = self.folder / "base.tar"
        if archive.exists():
            return
        codename = output("sh", "-c", ". /etc/os-release; echo $VERSION_CODENAME").strip()
        trust = f"--customize-hook=copy-in {CERTIFICATES} {CERTIFICATES.parent}"
        options = ["--quiet", "--variant=minbase", f"--include={PACKAGES}", trust]
        output("mmdebstrap", *options, codename, archive)
        container = self.buildah("from", "scratch")
        self.buildah("add", "--quiet", container, archive, "/")
        for name in ("PIP_CERT", "SSL_CERT_FILE"):
            self.buildah("config", f"--env={name}={CERTIFICATES}", container)
        self.buildah("commit", "--quiet", "--rm", container, "base")

    def build(self, name: str, folder: Path) -> None:
        options = ["--isolation=chroot", "--format=docker", "--build-arg=BASE=localhost/base"]
        self.buildah("bud", *options, f"--tag={name}", folder)

    def config(self, name: str) -> dict[str, Any]:
        """What the Dockerfile says of how to run it."""
        told = json.loads(self.buildah("inspect", "--type=image", name))
        found: dict[str, Any] = told["Docker"]["config"]
        return found

    def root(self, name: str) -> str:
        """The folder in which the files of an image stand."""
        return self.buildah("mount", self.buildah("from", f"localhost/{name}"))
