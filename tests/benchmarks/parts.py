"""What the table of aims is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.benchmarks.centres import Centre, Kind
from tests.benchmarks.timing import Row

Measure = Callable[[Sequence[Centre], int], list[Row]]
"""Gets the centres that are needed, in their order, and how many rounds to take."""


@dataclass(frozen=True)
class Part:
    """A row, or some that are measured together; ``what`` has the words by which they are asked for."""

    what: str
    needs: Sequence[Kind]
    measure: Measure


@dataclass(frozen=True)
class Aim:
    """A line of the table of aims, and what is measured for it."""

    title: str
    parts: Sequence[Part]
