"""Make a client from an OpenAPI schema with a public generator, and call its operations by name."""

import importlib
import json
import pkgutil
import subprocess
import sys
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

GENERATOR = (sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning")
# Without its default hooks, which would format code that nobody reads.
CONFIG: dict[str, list[str]] = {"post_hooks": []}


class GenerationError(Exception):
    """The generator rejected the OpenAPI schema or warned about it; the message is what it said."""


class GeneratedClient:
    """A generated package: its operations, called with plain values."""

    def __init__(self, package: str) -> None:
        self.package = package
        api = importlib.import_module(f"{package}.api")
        found = pkgutil.walk_packages(api.__path__, f"{api.__name__}.")
        self.modules = {
            module.name.rpartition(".")[2]: module.name for module in found if not module.ispkg
        }

    def connect(self, url: str, token: str = "") -> Any:
        """A client of the package; an undocumented status is an error to it."""
        clients = importlib.import_module(f"{self.package}.client")
        if token:
            return clients.AuthenticatedClient(url, token, raise_on_unexpected_status=True)
        return clients.Client(url, raise_on_unexpected_status=True)

    def call(self, operation: str, client: Any, **values: Any) -> Any:
        """The response, with its body parsed into the type of its status."""
        function = importlib.import_module(self.modules[operation]).sync_detailed
        hints = get_type_hints(function)
        typed = {name: as_typed(hints[name], value) for name, value in values.items()}
        return function(client=client, **typed)


def as_typed(hint: Any, value: Any) -> Any:
    """The value as the generated function wants it: a model for a dict, a member for a word."""
    for kind in get_args(hint) or (hint,):
        if isinstance(value, dict) and hasattr(kind, "from_dict"):
            return kind.from_dict(value)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(value)
    return value


def generate(document: str, package: str, folder: Path) -> GeneratedClient:
    """The client of an OpenAPI schema, as a package in a folder that modules are imported from."""
    source, config = folder / f"{package}.json", folder / "generator.json"
    source.write_text(document, "utf-8")
    config.write_text(json.dumps(CONFIG))
    options = ["--path", str(source), "--config", str(config), "--meta", "none"]
    command = [*GENERATOR, *options, "--output-path", str(folder / package)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise GenerationError(f"{package}: {done.stdout}{done.stderr}")
    importlib.invalidate_caches()
    return GeneratedClient(package)
