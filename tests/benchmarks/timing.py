"""Two things timed in turn, A B A B, and the ratio of their medians."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Row:
    """One line of the printed table; times in milliseconds."""

    what: str
    ours: float
    bare: float
    note: str = ""

    def line(self, width: int) -> str:
        ratio = self.ours / self.bare
        return f"{self.what:<{width}}  {self.ours:9.2f} ms  ÷ {self.bare:9.2f} ms  = {ratio:6.2f}  {self.note}"


def milliseconds(act: Callable[[], object]) -> float:
    before = perf_counter()
    act()
    return 1000 * (perf_counter() - before)


def compared(what: str, ours: Callable[[], object], bare: Callable[[], object], rounds: int, note: str = "") -> Row:
    pairs = [(milliseconds(ours), milliseconds(bare)) for _ in range(rounds)]
    return Row(what, median(a for a, _ in pairs), median(b for _, b in pairs), note)
