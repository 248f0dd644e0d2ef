"""How long each part of a run takes: it must stay within ten minutes."""

import sys
import time
from dataclasses import dataclass, field


@dataclass
class Laps:
    """Seconds by part, each since the part before it."""

    seconds: dict[str, int] = field(default_factory=dict)
    began: float = field(default_factory=time.perf_counter)

    def note(self, part: str) -> None:
        now = time.perf_counter()
        self.seconds[part] = round(now - self.began)
        self.began = now
        print(f"{part}: {self.seconds[part]} s", file=sys.stderr, flush=True)
