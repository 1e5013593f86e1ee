"""A copy of the record, harmed: it is refused in plain words, or what comes out of it is to the byte what went in."""

import json
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile

from peerdesk.db.backups import package
from peerdesk.domain.backups.copies import SUFFIX, Manifest
from peerdesk.domain.progress import unwatched
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.services.backups import making
from tests.centres import Shelf, at_ten
from tests.fuzz.harm import THINGS, clear, harmed

REFUSALS = {"copy-missing", "not-a-copy", "copy-damaged", "copy-newer", "copy-unreadable"}
THING_OFTEN, REWRITTEN_OFTEN = 0.05, 0.3
OTHER_VALUES = (None, True, -1, 1 << 70, 2.5, "", "\ud800", "x" * 5000, [], [1, 2], {}, {"size": []}, [[[]]])


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
    rewritten = chance.random() < REWRITTEN_OFTEN
    if rewritten:
        _rewrite(chance, data, file)
    else:
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
    if rewritten:  # what a manifest says of itself may be anything of its kind
        return
    assert unpacked == manifest, "something else came out"
    assert out.database.stat().st_size == manifest.parts["peerdesk.db"].size
    assert package.verify(file, unwatched) == manifest


def _near_the_end(chance: Random, data: bytes) -> bytes:
    """The manifest and the table of contents, which a harm anywhere in the record seldom meets."""
    start = len(data) - 2_500
    return data[:start] + harmed(chance, data[start:])


def _rewrite(chance: Random, data: bytes, file: Path) -> None:
    """A sound package whose manifest says something of another kind, somewhere."""
    with ZipFile(BytesIO(data)) as whole, ZipFile(file, "w", ZIP_STORED) as out:
        for name in (package.RECORD, package.KEYS):
            out.writestr(name, whole.read(name))
        document = json.loads(whole.read(package.MANIFEST))
        for _ in range(chance.choice((1, 1, 3))):
            document = _with_another_value(chance, document)
        out.writestr(package.MANIFEST, json.dumps(document))


def _with_another_value(chance: Random, document: object) -> object:
    if not isinstance(document, dict | list) or not document or chance.random() < 0.2:
        return chance.choice(OTHER_VALUES)
    if isinstance(document, list):
        at = chance.randrange(len(document))
        return [_with_another_value(chance, part) if number == at else part for number, part in enumerate(document)]
    name = chance.choice(list(document))
    if chance.random() < 0.1:
        return {key: value for key, value in document.items() if key != name}
    return {**document, name: _with_another_value(chance, document[name])}
