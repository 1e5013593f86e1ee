"""``peerdesk check`` of ten years: every page of the file, its rows and rules, and every seal.

There is no bare thing to set beside it: the aim is in seconds by the clock, for the two halves of the work are done at
once; beside it stands the time of the processor. The file is opened anew each time, so that nothing of it is in the
cache of the connection.
"""

from collections.abc import Iterator, Sequence
from statistics import median
from time import perf_counter, process_time

from peerdesk.services import checking
from tests.benchmarks.centres import TEN, Centre
from tests.benchmarks.parts import Part
from tests.benchmarks.timing import PATIENCE, Row

SECONDS = 2.0

WHAT = f"check of {TEN.age}"


def parts() -> Iterator[Part]:
    yield Part(WHAT, (TEN,), _measure)


def _measure(centres: Sequence[Centre], rounds: int) -> list[Row]:
    cpu, wall, begun = [], [], perf_counter()
    while not cpu or (len(cpu) < rounds and perf_counter() - begun < PATIENCE):
        with centres[0].opened() as context:
            before, at = process_time(), perf_counter()
            found = checking.check_all(context.storage, context.actor)
            cpu.append(process_time() - before)
            wall.append(perf_counter() - at)
            assert found == []
    return [Row(WHAT, median(wall), note=f"of the processor {median(cpu):.2f} s", most=SECONDS, unit="s")]
