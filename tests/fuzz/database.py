"""Seeded damage to the record: its pages, its header, and what may stand in the place of its files.

Whatever is done to them: no traceback, no hang, no silent change; damage to data is said by what every start looks at.
"""

import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from peerdesk import words
from peerdesk.db.cipher_pages import PAGE
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Role
from peerdesk.domain.changes import Changed
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security.master import Master
from peerdesk.services import checking
from peerdesk.words.record.findings import findings
from tests.centres import CIRCLE, RAVI, Shelf, at_ten, nobody

SLOWEST = 30.0
"""Seconds for a round on a busy machine: whatever takes longer hangs."""

ACTOR = Actor(1, "meena", "Meena Rawat", Role.COORDINATOR)
KEPT = 7
"""Units of work that stand in the log alone."""

Rows = Mapping[str, object]
Harm = Callable[[random.Random, DataFolder], str]
"""Does something to the files and says what."""


class Centre(NamedTuple):
    """Files as they lie on the disk, what opens them, and what is in them."""

    folder: DataFolder
    counts: Path
    master: Master
    rows: Rows


def make(place: Path) -> Centre:
    """A centre whose PC died in the middle of work: the last entries stand in the log."""
    made = Shelf(place / "shelf").copy([RAVI, CIRCLE], place / "live")
    counts = place / "counts"
    storage = Storage.open(made.folder, made.master, at_ten, nobody)
    storage.count_in(counts)
    with storage.bound():
        for number in range(KEPT):
            keep(storage, f"Village {number}")
    dead = DataFolder(place / "dead")
    shutil.copytree(made.folder.root, dead.root)
    rows = everything(storage)
    storage.close()
    # the count is of the folder; the copy that is damaged each time lies where the live one lay
    shutil.rmtree(made.folder.root)
    return Centre(dead, counts, made.master, rows)


def keep(storage: Storage, village: str) -> None:
    with storage.writing(Changed.MEMBERS, ACTOR) as unit:
        storage._database.run("UPDATE member SET village = ?", (village,))
        unit.audit("member.change", 1, None, {"village": village})


def everything(storage: Storage) -> Rows:
    """Every row; what the record says of itself is left out."""
    run = storage._database.run
    names = [name for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: run(f"SELECT * FROM {name}") for name in names if name != "record_state"}  # noqa: S608


def flipped(chance: random.Random, folder: DataFolder) -> str:
    at = chance.randrange(folder.database.stat().st_size)
    _write(folder.database, at, bytes([_byte(folder.database, at) ^ 1 << chance.randrange(8)]))
    return f"a bit at {at}"


def overwritten(chance: random.Random, folder: DataFolder) -> str:
    length = chance.choice((1, 16, 512, PAGE, 5 * PAGE))
    at = chance.randrange(folder.database.stat().st_size) // 512 * 512
    _write(folder.database, at, bytes(length) if chance.random() < 0.5 else chance.randbytes(length))
    return f"{length} bytes at {at}"


def exchanged(chance: random.Random, folder: DataFolder) -> str:
    one, other = (chance.randrange(max(1, folder.database.stat().st_size // PAGE)) * PAGE for _ in range(2))
    data = folder.database.read_bytes()
    _write(folder.database, one, data[other : other + PAGE])
    _write(folder.database, other, data[one : one + PAGE])
    return f"pages at {one} and {other} exchanged"


def header(chance: random.Random, folder: DataFolder) -> str:
    at, length = chance.randrange(120), chance.randrange(1, 40)
    _write(folder.database, at, chance.randbytes(length))
    return f"header, {length} bytes at {at}"


def cut(chance: random.Random, folder: DataFolder) -> str:
    left = chance.randrange(folder.database.stat().st_size)
    os.truncate(folder.database, left)
    return f"cut to {left}"


def longer(chance: random.Random, folder: DataFolder) -> str:
    with folder.database.open("ab") as file:
        file.write(chance.randbytes(chance.randrange(1, 3 * PAGE)))
    return "longer"


def something_else(chance: random.Random, folder: DataFolder) -> str:
    path = chance.choice((folder.database, folder.log, folder.log_index))
    if path.is_dir():
        return "a folder already"
    path.unlink(missing_ok=True)
    what = chance.choice(("nothing", "folder", "empty", "link nowhere", "link to itself", "device"))
    match what:
        case "folder":
            path.mkdir()
        case "empty":
            path.touch()
        case "link nowhere":
            path.symlink_to(folder.root / "nowhere" / "at-all")
        case "link to itself":
            path.symlink_to(path)
        case "device":
            path.symlink_to("/dev/full" if chance.random() < 0.5 else "/dev/null")
    return f"{what} in the place of {path.name}"


HARMS: tuple[Harm, ...] = (flipped, overwritten, exchanged, header, cut, longer, something_else)


def run(rounds: int, seed: int, harms: tuple[Harm, ...] = HARMS) -> None:
    """Damage the files of a centre again and again.

    Raises:
        AssertionError: with the seed and the number of the round, so that it can be done again.
    """
    with TemporaryDirectory(prefix="peerdesk-fuzz-") as place:
        centre = make(Path(place))
        for number in range(rounds):
            chance = random.Random(f"{seed}-{number}")  # noqa: S311  # the same every time
            one_round(centre, chance, harms, f"seed {seed}, round {number}")


def one_round(centre: Centre, chance: random.Random, harms: tuple[Harm, ...], where: str) -> None:
    folder = laid_out(centre)
    counts = centre.counts.with_name("counts-now")
    shutil.rmtree(counts, ignore_errors=True)
    shutil.copytree(centre.counts, counts)
    if chance.random() < 0.5:
        _close_properly(centre, folder, counts)
    for _ in range(chance.choice((1, 1, 1, 3))):
        if folder.database.is_file() and folder.database.stat().st_size:
            where += f", {chance.choice(harms)(chance, folder)}"
    begun = time.monotonic()
    try:
        said, rows = start(centre, folder, counts)
    except Exception as error:
        raise AssertionError(f"{where}: {error!r}") from error
    assert time.monotonic() - begun < SLOWEST, f"{where}: hangs"
    assert said or rows == centre.rows, f"{where}: changed, and not a word"


def laid_out(centre: Centre) -> DataFolder:
    """The files as they were, where they are damaged."""
    folder = DataFolder(centre.folder.root.parent / "live")
    shutil.rmtree(folder.root, ignore_errors=True)
    shutil.copytree(centre.folder.root, folder.root)
    return folder


def start(centre: Centre, folder: DataFolder, counts: Path) -> tuple[list[str], Rows | None]:
    """What a start says, and what can be read afterwards."""
    try:
        storage = Storage.open(folder, centre.master, at_ten, nobody)
    except StorageUnavailable as error:
        return [words.failure(error)], None
    try:
        with storage.bound():
            storage.count_in(counts)
            found = checking.check_opened(storage) + checking.check_pages(storage, ACTOR)
            if found:
                return findings(found), None
            return [], everything(storage)
    finally:
        storage.close()


def _close_properly(centre: Centre, folder: DataFolder, counts: Path) -> None:
    storage = Storage.open(folder, centre.master, at_ten, nobody)
    storage.count_in(counts)
    storage.close()


def _byte(path: Path, at: int) -> int:
    with path.open("rb") as file:
        file.seek(at)
        return file.read(1)[0]


def _write(path: Path, at: int, data: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(data)


if __name__ == "__main__":
    run(int(sys.argv[1]), int(sys.argv[2]))
