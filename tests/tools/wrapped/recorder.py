"""What one request runs of the `app` package: functions with their lines, in order, and SQL."""

import os
import sys
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from functools import cache
from inspect import CO_OPTIMIZED
from opcode import opmap
from time import perf_counter
from types import CodeType, FrameType
from typing import Any

FOLDER = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 - compared with names of files
APP = "app" + os.sep
# Functions of packages to record as well, such as `flask/ctx.py:AppContext.match_request`.
ALSO = frozenset(os.environ.get("TRACE_ALSO", "").split())
PACKAGES = os.sep + "site-packages" + os.sep
# Before Python 3.12 these are functions of their own; their lines are the enclosing function's.
INLINE = {"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"}


@dataclass
class Call:
    """One call of a function; times in milliseconds, from the begin of the request."""

    file: str
    name: str
    first: int
    depth: int
    start: float
    end: float = 0
    lines: set[int] = field(default_factory=set)


@dataclass
class Recorder:
    """The record of one request, whose threads and tasks all bring it along."""

    begin: float = field(default_factory=perf_counter)
    calls: list[Call] = field(default_factory=list)
    sql: list[dict[str, Any]] = field(default_factory=list)
    frames: dict[FrameType, int] = field(default_factory=dict)
    running: list[int] = field(default_factory=list)

    def now(self) -> float:
        return round((perf_counter() - self.begin) * 1000, 3)

    def caller(self, frame: FrameType | None) -> int | None:
        """The call in which a frame runs; a greenlet, thread or task has no frames below it."""
        while frame is not None:
            if frame in self.frames:
                return self.frames[frame]
            frame = frame.f_back
        return self.running[-1] if self.running else None

    def enter(self, frame: FrameType) -> int:
        """The call of a frame that begins, or goes on after it was suspended."""
        if frame in self.frames:
            number = self.frames[frame]
            if number not in self.running:
                self.running.append(number)
            return number
        code, caller = frame.f_code, self.caller(frame.f_back)
        if code.co_name in INLINE and caller is not None:
            return caller
        depth = 0 if caller is None else self.calls[caller].depth + 1
        call = Call(place_of(code), code.co_qualname, code.co_firstlineno, depth, self.now())
        self.calls.append(call)
        self.frames[frame] = len(self.calls) - 1
        self.running.append(self.frames[frame])
        return self.frames[frame]

    def leave(self, frame: FrameType) -> None:
        number = self.frames.get(frame)
        if number is not None and not is_awaiting(frame):
            self.calls[number].end = self.now()
            if number in self.running:
                self.running.remove(number)

    def statement(self, text: str) -> dict[str, Any]:
        """Note a statement that begins, without its parameters, which may be secret."""
        call = self.caller(sys._getframe(1))
        entry = {"text": text, "call": call, "start": self.now(), "end": None}
        self.sql.append(entry)
        return entry

    def result(self) -> dict[str, Any]:
        calls = [asdict(call) | {"lines": sorted(call.lines)} for call in self.calls]
        return {"calls": calls, "sql": self.sql, "ms": self.now()}


current: ContextVar[Recorder | None] = ContextVar("current", default=None)


@cache
def place_of(code: CodeType) -> str:
    """Its file, from the folder of the implementation or of the packages."""
    file = os.path.abspath(code.co_filename)  # noqa: PTH100 - run for every function called
    _, found, inside = file.partition(PACKAGES)
    return inside if found else os.path.relpath(file, FOLDER)


@cache
def is_recorded(code: CodeType) -> bool:
    place = place_of(code)
    return place.startswith(APP) or f"{place}:{code.co_qualname}" in ALSO


def is_awaiting(frame: FrameType) -> bool:
    """Whether a frame that is left was suspended by `await` or `yield from`: it still runs."""
    code, last = frame.f_code.co_code, frame.f_lasti
    if code[last] != opmap["YIELD_VALUE"]:
        return False
    return code[last + 2] == opmap["RESUME"] and code[last + 3] & 3 >= 2


def trace(frame: FrameType, event: str, argument: Any) -> Any:
    """For sys.settrace: called for every function, it follows those of `app`."""
    recorder = current.get()
    if recorder is None or not frame.f_code.co_flags & CO_OPTIMIZED:
        return None
    if not is_recorded(frame.f_code):
        return None
    lines = recorder.calls[recorder.enter(frame)].lines

    def follow(frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            lines.add(frame.f_lineno)
        elif event == "return":
            recorder.leave(frame)
        return follow

    return follow
