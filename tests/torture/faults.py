"""A full disk and an I/O error at every single write: the act is refused in plain words, and nothing is half."""

import errno
from collections.abc import Iterator
from random import Random

from tests.torture.bench import Bench, Figures
from tests.torture.nursery import Job

KINDS = ((errno.ENOSPC, True), (errno.EIO, True), (errno.EIO, False), (errno.ENOSPC, False))
"""A disk that fills up, one that dies, and what goes by: then it works when it is tried again."""


def run(bench: Bench, rounds: int | None, seed: int) -> Figures:
    """Repeat a run of all acts with a fault at a write of it: at every one, or at so many drawn by lot."""
    writes = bench.children.run(Job(str(bench.fresh().root))).writes
    points = [(at, *kind) for at in range(1, writes + 1) for kind in KINDS]
    if rounds is not None:
        points = sorted(Random(seed).sample(points, min(rounds, len(points))))  # noqa: S311 - a lot that can be drawn again
    figures = Figures("faults at a write")
    for name, job in _jobs(bench, points):
        dead = job.lasting and job.error == errno.EIO
        bench.note(figures, name, bench.children.run(job), dead=dead)
    return figures


def _jobs(bench: Bench, points: list[tuple[int, int, bool]]) -> Iterator[tuple[str, Job]]:
    for at, error, lasting in points:
        name = f"{errno.errorcode[error]}{' from' if lasting else ''} at write {at}"
        yield name, Job(str(bench.fresh().root), fail_at=at, error=error, lasting=lasting)
