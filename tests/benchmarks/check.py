"""``peerdesk check`` of ten years: every seal by itself, and with it every page of the file, its rows and rules.

There is no bare thing to set beside it: the aim is in seconds by the clock, for the two halves of the whole are done at
once; beside it stands the time of the processor. The file is opened anew each time, so that nothing of it is in the
cache of the connection.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from statistics import median
from time import perf_counter, process_time

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor
from peerdesk.services import checking
from peerdesk.services.sessions import signing
from tests.benchmarks.centres import TEN, Centre
from tests.benchmarks.parts import Part
from tests.benchmarks.timing import PATIENCE, Row

SECONDS = 2.0

Check = Callable[[Storage, Actor], Sequence[object]]

CHECKS: Sequence[tuple[str, Check]] = (
    (f"check of {TEN.age}, the seals alone", signing.broken_seals),
    (f"check of {TEN.age}", checking.check_all),
)


def parts() -> Iterator[Part]:
    for what, check in CHECKS:
        yield Part(what, (TEN,), partial(_measure, what, check))


def _measure(what: str, check: Check, centres: Sequence[Centre], rounds: int) -> list[Row]:
    cpu, wall, begun = [], [], perf_counter()
    while not cpu or (len(cpu) < rounds and perf_counter() - begun < PATIENCE):
        with centres[0].opened() as context:
            before, at = process_time(), perf_counter()
            found = check(context.storage, context.actor)
            cpu.append(process_time() - before)
            wall.append(perf_counter() - at)
            assert found == []
    return [Row(what, median(wall), note=f"of the processor {median(cpu):.2f} s", most=SECONDS, unit="s")]
