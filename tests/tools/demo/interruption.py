"""End the demo cleanly, whoever asks: Ctrl-C, a supervisor, or a terminal that is closed."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_held: list[int] = []


def hold_signals() -> None:
    """From here on a signal is only noted: neither starting nor stopping servers is cut short."""
    for number in SIGNALS:
        signal.signal(number, lambda number, _frame: _held.append(number))


@contextmanager
def interruptible() -> Iterator[None]:
    """Let a signal, also one noted before, end the block with KeyboardInterrupt, once."""
    try:
        for number in SIGNALS:
            signal.signal(number, _interrupt)
        if _held:
            raise KeyboardInterrupt
        yield
    finally:
        hold_signals()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    hold_signals()
    raise KeyboardInterrupt
