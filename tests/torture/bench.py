"""A centre to be tortured, again and again as it was, and what came of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from peerdesk.paths import DataFolder
from tests.centres import Shelf
from tests.torture.acts import Facts, counted, counts_of, open_record
from tests.torture.looking import what_is_wrong
from tests.torture.nursery import BUG, EXPLAINED, Entry, Job, Nursery, Outcome, nursery
from tests.torture.works import WORKS, Work

MEMORY = Path("/dev/shm")  # noqa: S108 - only a folder of a name of its own is made there
"""Where a write to the disk at once costs nothing: it is not this disk that is tried."""


@dataclass
class Figures:
    """What was done, and every wrong thing that was seen, with the seed and number that bring it back."""

    what: str
    work: str
    tried: int = 0
    acknowledged: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"{self.work}, {self.tried} {self.what}: {self.acknowledged} acts acknowledged,"
        said = f"{said} {self.refused} failures explained"
        return "\n".join([f"{said}, {len(self.wrong)} wrong", *self.wrong])


class Bench:
    """The place where one kind of work is done: what it begins with, and the copy of it that is used up."""

    def __init__(self, work: Work, shelf: Shelf, place: Path, children: Nursery) -> None:
        self.work = work
        self.log = place / "log"
        self._model = place / f"model-{work.name}"
        self._data = place / "data"
        self.children = children
        work.make(shelf, self._model)
        self._there = Entry("ack", "there", self._in_it())

    def _in_it(self) -> Facts:
        """How much is in what it begins with, once it is open."""
        folder = self.fresh()
        for wrong in self.work.recover(folder, self.work.password):
            raise AssertionError(wrong)
        with closing(open_record(folder, [self.work.password])) as storage, storage.bound(), storage.reading():
            return counted()

    def fresh(self) -> DataFolder:
        """The record as it was before the first act."""
        for left_over in (self._data, counts_of(DataFolder(self._data))):
            shutil.rmtree(left_over, ignore_errors=True)
        shutil.copytree(self._model, self._data)
        return DataFolder(self._data)

    def run(self, **how: Any) -> Outcome:
        """Let a child do the work, in the record as it was before."""
        return self.children.run(Job(str(self.fresh().root), self.work.name, **how))

    def note(self, figures: Figures, name: str, outcome: Outcome, *, killed: bool = False, dead: bool = False) -> None:
        """Look at the centre after a fault and count what was seen.

        Args:
            figures: where it is counted.
            name: what was done, so that it can be done again.
            outcome: how the child ended.
            killed: it could say nothing any more.
            dead: the disk took nothing away either.
        """
        figures.tried += 1
        figures.acknowledged += len(outcome.acknowledged)
        figures.refused += sum(entry.kind == "refused" for entry in outcome.entries)
        found = what_is_wrong(self.work, DataFolder(self._data), [self._there, *outcome.entries])
        if not killed:
            found += _told_badly(outcome)
        if not killed and not dead:
            found += [f"half a file: {file.name}" for file in self._data.rglob("*.tmp")]
        figures.wrong += [f"{name}: {wrong}" for wrong in found]


def _told_badly(outcome: Outcome) -> list[str]:
    """What ends of itself ends well, or with one plain line."""
    lines = outcome.told.splitlines()
    if outcome.code == 0 and not lines:
        return []
    if outcome.code == EXPLAINED and len(lines) == 1 and lines[0].startswith("peerdesk: "):
        return []
    last = next((entry for entry in reversed(outcome.entries) if entry.kind == "begin"), None)
    kind = "a bug" if outcome.code == BUG else f"exit code {outcome.code}"
    return [f"{kind} in {last.act if last else 'nothing'}: {' / '.join(lines[-3:])}"]


@contextmanager
def benches() -> Iterator[Mapping[str, Bench]]:
    """A place for each kind of work, in memory where there is one, gone afterwards."""
    where = MEMORY if MEMORY.is_dir() else None
    with TemporaryDirectory(prefix="peerdesk-torture-", dir=where) as place, nursery(Path(place)) as children:
        shelf = Shelf(Path(place) / "shelf")
        yield {name: Bench(work, shelf, Path(place), children) for name, work in WORKS.items()}
