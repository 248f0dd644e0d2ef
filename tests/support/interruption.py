"""End a command cleanly on Ctrl-C, SIGTERM, a closed terminal, and when nox is killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

from tests.support.servers import LaunchError

INTERRUPTED = 130
CANNOT_START = 3
_children: list[subprocess.Popen[bytes]] = []
_interrupted = threading.Event()


def interrupt_on_signals(*also: signal.Signals) -> None:
    """From here on SIGTERM and SIGHUP interrupt as Ctrl-C does, and so does the end of nox."""
    for number in (signal.SIGTERM, signal.SIGHUP, *also):
        signal.signal(number, _interrupt)
    if nox := os.environ.get("NOX_PID"):
        threading.Thread(target=_watch, args=[int(nox), os.getppid()], daemon=True).start()


@contextmanager
def child(command: list[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is told to end when this one is interrupted, also while a thread waits."""
    if _interrupted.is_set():
        raise KeyboardInterrupt
    process = subprocess.Popen(command, **options)
    _children.append(process)
    yield process
    _children.remove(process)


def run_command(main: Callable[[], int]) -> NoReturn:
    """Run a command and exit with its status; a LaunchError is printed without a traceback."""
    interrupt_on_signals(signal.SIGINT)
    try:
        sys.exit(main())
    except LaunchError as error:
        print(error, file=sys.stderr)
        sys.exit(CANNOT_START)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    """Interrupt once: later signals do not cut the cleaning up short."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, lambda *_: None)
    _interrupted.set()
    for process in _children:
        process.terminate()
    raise KeyboardInterrupt


def _watch(nox: int, parent: int) -> None:
    """Nox ends at once on SIGTERM and leaves its command running, which sees it by this."""
    while os.getppid() == parent and _is_alive(nox):
        time.sleep(0.2)
    os.kill(os.getpid(), signal.SIGTERM)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
