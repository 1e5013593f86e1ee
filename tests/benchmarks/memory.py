"""Memory (the resident set) with Today open, and when every page was visited, beside an empty PySide6 window.

Each in a fresh process at rest. The empty window has loaded Python and Qt, and nothing else.
"""

from collections.abc import Iterator, Sequence
from statistics import median

from tests.benchmarks import fresh
from tests.benchmarks.centres import YEAR, Centre
from tests.benchmarks.empty_window import STATM
from tests.benchmarks.parts import Part
from tests.benchmarks.timing import Row

AIMS = {"today": ("memory with Today open ÷ empty window", 2.0), "all": ("memory, all pages ÷ empty window", 3.0)}
_MOST_ROUNDS = 3
"""It hardly differs from one to the next."""


def parts() -> Iterator[Part]:
    if STATM.exists():
        yield Part(", ".join(what for what, _aim in AIMS.values()), (YEAR,), _measure)


def _measure(centres: Sequence[Centre], rounds: int) -> list[Row]:
    found = [fresh.whole_program(centres[0], "memory") | fresh.empty_window() for _ in range(min(rounds, _MOST_ROUNDS))]
    least = median(one["empty"] for one in found)
    return [
        Row(what, median(one[which] for one in found), least, aim=aim, unit="MB") for which, (what, aim) in AIMS.items()
    ]
