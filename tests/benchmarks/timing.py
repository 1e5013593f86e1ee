"""Two things timed in turn, A B A B, and the ratio of their medians.

Times are those of the processor in this process, all its threads together: what else the PC does beside it does not
count, nor does waiting for the disk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

PATIENCE = 30.0
"""Seconds after which a pair is not repeated: what is so slow needs few rounds to be known."""


@dataclass(frozen=True)
class Row:
    """One line of the printed table.

    Attributes:
        ours, bare: milliseconds, or what ``unit`` says; nothing bare where the time itself is the measure.
        aim: the greatest ratio that would do.
        most: the most that ours may be.
    """

    what: str
    ours: float
    bare: float | None = None
    note: str = ""
    aim: float | None = None
    most: float | None = None
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        return None if self.bare is None else self.ours / self.bare

    @property
    def met(self) -> bool | None:
        """Whether every aim is met; ``None`` where there is none."""
        pairs = ((self.ratio, self.aim), (self.ours, self.most))
        verdicts = [found <= wanted for found, wanted in pairs if found is not None and wanted is not None]
        return all(verdicts) if verdicts else None

    def line(self, width: int) -> str:
        parts = [f"{self.what:<{width}}", f"{self.ours:9.2f} {self.unit:2}", self._against(), f"{self._aims():<22}"]
        return "  ".join([*parts, _MARKS[self.met], self.note]).rstrip()

    def _against(self) -> str:
        return " " * 25 if self.bare is None else f"÷ {self.bare:9.2f} {self.unit:2} = {self.ratio:7.2f}"

    def _aims(self) -> str:
        ratio = "" if self.aim is None else f"≤ {self.aim:.4g}"
        return ", ".join(filter(None, (ratio, "" if self.most is None else f"≤ {self.most:.4g} {self.unit}")))


_MARKS = {True: "met   ", False: "MISSED", None: "      "}


def milliseconds(act: Callable[[], object]) -> float:
    before = process_time()
    act()
    return 1000 * (process_time() - before)


def compared(
    what: str,
    ours: Callable[[], object],
    bare: Callable[[], object],
    rounds: int,
    note: str = "",
    *,
    aim: float | None = None,
    most: float | None = None,
) -> Row:
    """Time both in turn, so many times or until patience ends."""
    begun, pairs = perf_counter(), []
    while not pairs or (len(pairs) < rounds and perf_counter() - begun < PATIENCE):
        pairs.append((milliseconds(ours), milliseconds(bare)))
    return Row(what, median(a for a, _ in pairs), median(b for _, b in pairs), note, aim, most)
