"""End the demo cleanly, whoever asks: Ctrl-C, a supervisor, or a terminal that is closed."""

import signal
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def allow_interruption() -> None:
    """Let each signal raise KeyboardInterrupt, once."""
    for number in SIGNALS:
        signal.signal(number, _interrupt)


def finish_in_peace() -> None:
    """From here on a signal has no effect: what cleans up must not be cut short.

    A handler of our own, not SIG_IGN, which the processes started by us would inherit.
    """
    for number in SIGNALS:
        signal.signal(number, lambda _number, _frame: None)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    finish_in_peace()
    raise KeyboardInterrupt
