"""Run the contract suite against a service in any language.

python -m tests.tools.conformance https://api.example
python -m tests.tools.conformance http://127.0.0.1:8000 --rule H1 --rule H2 -x

Whatever is not named below goes to pytest.
"""

import argparse
import signal
import subprocess
import sys
import time
from contextlib import suppress

from tests.support.tls import context
from tests.tools.conformance.checks import UnreachableError, ask, base_url, plan

WORKERS = "2"
SECONDS_TO_THINK = 5


def main() -> int:
    options, more = arguments(sys.argv[1:])
    try:
        url = base_url(options.url)
        status = ask(url, options.timeout, context(verify=not options.insecure))
    except UnreachableError as error:
        print(error, file=sys.stderr)
        return 1
    print(plan(url, options.rule), flush=True)
    if status != 200:
        print(f"/health/live returned {status}, not 200: is its host in ALLOWED_HOSTS?\n")
    if sys.stdin.isatty() and not options.yes and not has_time_to_think():
        return 130
    return run([*translated(url, options), *more])


def has_time_to_think() -> bool:
    """Whether nobody stopped it meanwhile."""
    print(f"It starts in {SECONDS_TO_THINK} seconds; Ctrl-C stops it.", flush=True)
    try:
        time.sleep(SECONDS_TO_THINK)
    except KeyboardInterrupt:
        return False
    return True


def arguments(given: list[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(
        prog="python -m tests.tools.conformance",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("url", metavar="URL", help="where the service is, without /api/v1")
    parser.add_argument("--rule", action="append", default=[], metavar="ID[,...]")
    parser.add_argument("--timeout", type=float, default=40, metavar="SECONDS")
    parser.add_argument("--report", metavar="DIR", help="write a page of the results there")
    parser.add_argument("--insecure", action="store_true", help="accept any certificate")
    parser.add_argument("--yes", action="store_true", help="start without a pause")
    return parser.parse_known_args(given)


def run(words: list[str]) -> int:
    """Run pytest until it has cleaned up, however it is told to stop."""
    pytest = subprocess.Popen([sys.executable, "-m", "pytest", *words])
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: pytest.send_signal(number))
    while True:
        with suppress(KeyboardInterrupt):  # pytest had the same Ctrl-C
            return pytest.wait()


def translated(url: str, options: argparse.Namespace) -> list[str]:
    """The same as options of the suite."""
    words = ["-q", "-n", WORKERS, "--dist", "loadfile", "--target", url]
    words += [f"--timeout={options.timeout}", *(f"--rule={ids}" for ids in options.rule)]
    words += [f"--report={options.report}"] if options.report else []
    return [*words, "--insecure"] if options.insecure else words


if __name__ == "__main__":
    sys.exit(main())
