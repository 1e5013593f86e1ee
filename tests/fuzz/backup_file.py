"""A copy of the record, harmed: it is refused in plain words, or what comes out of it is to the byte what went in."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from peerdesk.db.backups import package
from peerdesk.domain.backups.copies import SUFFIX, Manifest
from peerdesk.domain.progress import unwatched
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.services.backups import making
from tests.centres import Shelf, at_ten
from tests.fuzz.harm import THINGS, clear, harmed

REFUSALS = {"copy-missing", "not-a-copy", "copy-damaged", "copy-newer", "copy-unreadable"}
THING_OFTEN = 0.05


def run(rounds: int, seed: int) -> None:
    """Harm a copy so many times.

    Raises:
        AssertionError: naming the round.
    """
    chance = Random(seed)  # noqa: S311  # nothing here is secret
    with TemporaryDirectory() as place:
        made = Shelf(Path(place) / "shelf").copy([], Path(place) / "centre")
        whole = Path(place) / f"whole{SUFFIX}"
        manifest = making.copy_files(made.folder, whole, at_ten(), unwatched)
        data, file = whole.read_bytes(), Path(place) / f"harmed{SUFFIX}"
        for number in range(rounds):
            try:
                _round(chance, data, manifest, file, DataFolder(Path(place) / "out"))
            except Exception as error:
                raise AssertionError(f"backup file, seed {seed}, round {number}: {error!r}") from error


def _round(chance: Random, data: bytes, manifest: Manifest, file: Path, out: DataFolder) -> None:
    clear(file)
    if chance.random() < THING_OFTEN:
        THINGS[chance.choice(list(THINGS))](file)
        assert package.look(file).manifest is None
        return
    file.write_bytes(_near_the_end(chance, data) if chance.random() < 0.5 else harmed(chance, data))
    found = package.look(file)
    assert found.manifest is not None or found.problem in REFUSALS
    clear(out.root)
    out.root.mkdir()
    refused, unpacked = "", None
    try:
        unpacked = package.unpack(file, out, unwatched)
    except StorageUnavailable as error:
        refused = error.code
    if unpacked is None:
        assert refused in REFUSALS
        return
    assert unpacked == manifest, "something else came out"
    assert out.database.stat().st_size == manifest.parts["peerdesk.db"].size
    assert package.verify(file, unwatched) == manifest


def _near_the_end(chance: Random, data: bytes) -> bytes:
    """The manifest and the table of contents, which a harm anywhere in the record seldom meets."""
    start = len(data) - 2_500
    return data[:start] + harmed(chance, data[start:])
