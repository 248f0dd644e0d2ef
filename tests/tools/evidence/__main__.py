"""Find out which case runs which line: `python -m tests.tools.evidence --python NAME=PATH ...`.

Runs the contract suite against each implementation, one request at a time, and writes
build/evidence.json: by file, the digest of its text and, by line, the cases that ran it.
"""

import json
import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import coverage

from tests.support.interruption import run_command
from tests.support.servers import ROOT, Program, free_port, launch, migrate, stop
from tests.tools.evidence.plugin import tell

OUTPUT = ROOT / "build" / "evidence.json"
WRAPPED = {
    "django": ("--interface", "wsgi", "--blocking-threads", "1"),
    "flask": ("--interface", "wsgi", "--blocking-threads", "1"),
    "fastapi": ("--interface", "asgi"),
}


def gather(name: str, python: str, folder: Path, more: list[str]) -> dict[str, dict[str, object]]:
    """Run the suite against one implementation, and read what ran."""
    packages = folder / "packages"
    packages.mkdir()
    (packages / "coverage").symlink_to(Path(coverage.__file__).parent)
    data = folder / "coverage"
    os.environ |= {
        "EVIDENCE_NAME": name,
        "EVIDENCE_DATA": str(data),
        "EVIDENCE_PORT": str(free_port()),
    }
    program = Program(name, python, f"sqlite:///{folder}/data.sqlite3", str(folder / "log"))
    migrate(program)
    path = os.pathsep.join([str(packages), str(Path(__file__).parent), "."])
    command = ("granian", "--host", "127.0.0.1", "--port", "{port}", *WRAPPED[name])
    server = launch(program, {"PYTHONPATH": path}, command=(*command, "wrapper:application"))
    words = ["-q", "-n0", f"--target={server.url}", "-p", "tests.tools.evidence.plugin"]
    try:
        subprocess.run([sys.executable, "-m", "pytest", *words, *more], check=False)
        tell("save")
    finally:
        stop(server)
    return dict(read(data))


def read(data: Path) -> list[tuple[str, dict[str, object]]]:
    """Of each file its digest, the cases by line, and the lines that nothing ran."""
    measured = coverage.Coverage(data_file=str(data), config_file=False)
    measured.load()
    found, files = measured.get_data(), []
    for file in sorted(found.measured_files()):
        path = Path(file)
        lines = {
            line: sorted({case for case in cases if "::" in case})
            for line, cases in sorted(found.contexts_by_lineno(file).items())
        }
        digest = sha256(path.read_bytes()).hexdigest()
        missing = measured.analysis2(file)[3]
        entry: dict[str, object] = {"digest": digest, "lines": lines, "missing": missing}
        files.append((str(path.relative_to(ROOT)), entry))
    return files


def main() -> int:
    given = [word for word in sys.argv[1:] if word.startswith("--python=")]
    pythons = dict(each.removeprefix("--python=").split("=", 1) for each in given)
    more = [word for word in sys.argv[1:] if word not in given]
    evidence: dict[str, dict[str, object]] = {}
    for name, python in pythons.items():
        with tempfile.TemporaryDirectory() as folder:
            evidence |= gather(name, python, Path(folder), more)
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(evidence), "utf-8")
    print(f"{len(evidence)} files in {OUTPUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    run_command(main)
