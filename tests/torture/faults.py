"""A full disk and an I/O error at every single write: the act is refused in plain words, and nothing is half."""

import errno
from random import Random

from tests.torture.bench import Bench, Figures

KINDS = (((errno.ENOSPC, True), (errno.EIO, False)), ((errno.EIO, True), (errno.ENOSPC, False)))
"""At every other write a disk that fills up and an error that goes by, at the ones between a disk that dies and one
that has room again: what goes by works when it is tried again."""


def run(bench: Bench, rounds: int | None, seed: int) -> Figures:
    """Repeat a round of the work with a fault at a write of it: at every one, or at so many drawn by lot."""
    writes = bench.run().writes
    points = [(at, *kind) for at in range(1, writes + 1) for kind in KINDS[at % 2]]
    if rounds is not None:
        points = sorted(Random(seed).sample(points, min(rounds, len(points))))  # noqa: S311 - a lot that can be drawn again
    figures = Figures(f"faults at one of {writes} writes", bench.work.name)
    for at, error, lasting in points:
        name = f"{errno.errorcode[error]}{' from' if lasting else ''} at write {at}"
        outcome = bench.run(fail_at=at, error=error, lasting=lasting)
        bench.note(figures, name, outcome, dead=lasting and error == errno.EIO)
    return figures
