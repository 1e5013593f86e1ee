"""The table of aims: what is measured, in its order."""

from collections.abc import Sequence

from tests.benchmarks import check, closed, copies, growth, key_to_list, mark, memory, newcomers, papers, start, visits
from tests.benchmarks.centres import Centre, Kind
from tests.benchmarks.parts import Aim, Part
from tests.benchmarks.timing import Row

BIG = 20_000


def aims(members: int = BIG) -> Sequence[Aim]:
    """Every line of the table.

    Args:
        members: of the big centres.
    """
    big = Kind(10, members)
    return [
        Aim("Start: log-in painted, password accepted → Today painted", list(start.parts(big))),
        Aim("First visits", list(visits.parts())),
        Aim("One mark", list(mark.parts())),
        Aim("Search", [Part(f"two keystrokes at {members:,} ÷ bare query", (big,), _keystrokes)]),
        Aim("Age, with as many people in touch", list(growth.parts())),
        Aim("Paper", list(papers.parts())),
        Aim("Check", list(check.parts())),
        Aim("Copies", list(copies.parts())),
        Aim("Closed values", list(closed.parts())),
        Aim("Memory", list(memory.parts())),
        Aim("All admitted this year", list(newcomers.parts(members))),
    ]


def _keystrokes(centres: Sequence[Centre], rounds: int) -> list[Row]:
    return key_to_list.measure(centres[0], rounds)
