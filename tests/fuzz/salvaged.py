"""Seeded damage to the record, and what can be read is brought back: always a record that opens and is sound."""

import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from peerdesk.db.storage import Storage
from peerdesk.domain.progress import unwatched
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.services import checking, salvage
from peerdesk.services.backups import making
from tests.centres import at_ten, enter, nobody
from tests.fuzz import database
from tests.fuzz.database import HARMS, Centre, laid_out

SALVAGED_OF_ALL = 20
"""One round of this for so many of the others: it takes as much longer."""

NOTHING_TO_SALVAGE = {"database-missing", "file-unreachable", "folder-is-none"}


def run(rounds: int, seed: int) -> None:
    """Damage a centre and salvage it, again and again; see `database.run`."""
    with TemporaryDirectory(prefix="peerdesk-fuzz-") as place:
        centre = database.make(Path(place))
        copy = Path(place) / "copy.peerdesk-backup"
        making.copy_files(centre.folder, copy, at_ten(), unwatched)
        for number in range(max(1, rounds // SALVAGED_OF_ALL)):
            chance = random.Random(f"{seed}-{number}")  # noqa: S311  # the same every time
            one_round(centre, copy, chance, f"seed {seed}, round {number}")


def one_round(centre: Centre, copy: Path, chance: random.Random, where: str) -> None:
    folder = laid_out(centre)
    for _ in range(chance.choice((1, 3, 20, 60))):
        if folder.database.is_file() and folder.database.stat().st_size:
            where += f", {chance.choice(HARMS)(chance, folder)}"
    with_copy = copy if chance.random() < 0.5 else None
    try:
        salvage.salvage(folder, centre.master, "meena", at_ten, unwatched, with_copy)
    except Exception as error:
        if isinstance(error, StorageUnavailable) and error.code in NOTHING_TO_SALVAGE:
            return
        raise AssertionError(f"{where}: {error!r}") from error
    found = [str(finding) for finding in _checked(centre, folder)]
    assert not [code for code in found if not code.startswith(("seal-broken", "trail-altered"))], f"{where}: {found}"


def _checked(centre: Centre, folder: DataFolder) -> list[object]:
    storage = Storage.open(folder, centre.master, at_ten, nobody)
    try:
        with storage.bound():
            return list(checking.check_all(storage, enter(storage, "meena")))
    finally:
        storage.close()


if __name__ == "__main__":
    run(int(sys.argv[1]), int(sys.argv[2]))
