"""The kinds of work that are tried: what each begins with, what is done, and what somebody does after a fault."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from peerdesk.db.cipher_pages import PAGE
from peerdesk.domain.progress import unwatched
from peerdesk.paths import DataFolder
from peerdesk.services import door
from peerdesk.services.backups import making
from tests.centres import PASSWORD, Shelf
from tests.torture import acts
from tests.torture.acts import PARTS, Act, Sitting

DAMAGED = "damaged.txt"
"""Holds the fingerprint of the damaged record."""

FILES = Path(__file__).parents[1] / "files"
OF_THE_DEMO = "demo-meena-9422"
"""Opens the files of former versions, as a demo centre of theirs showed it to everybody."""

Recover = Callable[[DataFolder, str], Iterator[str]]
"""What somebody does before they open the record, in a folder and with a password; tells what it finds wrong."""


def _nothing(_folder: DataFolder, _password: str) -> Iterator[str]:
    return iter(())


@dataclass(frozen=True)
class Work:
    """One kind of it.

    Attributes:
        round: the acts, gone through over and over.
        make: puts what it begins with into a new folder.
        password: opens it.
        recover: what comes first after a fault, unless the first act of the round was acknowledged.
    """

    name: str
    round: Sequence[Act]
    make: Callable[[Shelf, Path], None]
    password: str = PASSWORD
    recover: Recover = _nothing


def _centre(shelf: Shelf, root: Path) -> None:
    shelf.copy(PARTS, root)


def _of_the_first_version(_shelf: Shelf, root: Path) -> None:
    shutil.copytree(FILES / "version-1", root)


def _damaged_since_the_copy(shelf: Shelf, root: Path) -> None:
    """A copy, a little more work, and then the page of the members is damaged."""
    shelf.copy(PARTS, root)
    sitting = Sitting(DataFolder(root), round=600)  # its session begins at another time than those of the rounds
    acts.LOG_IN.do(sitting)
    making.make(sitting.storage, sitting.meena, unwatched)
    for act in (acts.ADD_SESSION, acts.MARK):
        act.do(sitting)
    with sitting.storage.reading():
        [(page,)] = sitting.storage._database.run("SELECT rootpage FROM sqlite_master WHERE name = 'member'")
    sitting.close()
    with sitting.folder.database.open("rb+") as file:
        file.seek((page - 1) * PAGE + PAGE // 2)
        file.write(bytes(100))
    (root / DAMAGED).write_text(_fingerprint(sitting.folder.database))


def _salvaged(folder: DataFolder, password: str) -> Iterator[str]:
    """The damaged record is somewhere as it was; it is salvaged, or was."""
    door.has_centre(folder)
    kept = [folder.database, *folder.set_aside.glob(f"*/{folder.database.name}")]
    if (folder.root / DAMAGED).read_text() not in map(_fingerprint, kept):
        yield "the damaged record is not kept as it was"
    acts.mend(folder, password)


def _fingerprint(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


WORKS: Mapping[str, Work] = {
    work.name: work
    for work in (
        Work("day", acts.DAY, _centre),
        Work("update", (acts.UPDATE, acts.CLOSE), _of_the_first_version, OF_THE_DEMO),
        Work("locks", (acts.LOG_IN, acts.ADD_SESSION, acts.MARK, acts.NEW_LOCKS, acts.CLOSE), _centre),
        Work(
            "erasing",
            (acts.LOG_IN, acts.ADD_SESSION, acts.MARK, acts.SOMEBODY, acts.ERASE, acts.COPY_ALONE, acts.CLOSE),
            _centre,
        ),
        Work(
            "salvage",
            (acts.SALVAGE, acts.LOG_IN, acts.ADD_SESSION, acts.MARK, acts.CLOSE),
            _damaged_since_the_copy,
            recover=_salvaged,
        ),
    )
}
