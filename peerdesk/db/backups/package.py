"""The file of a copy: a zip with the encrypted record, the key file and a manifest that anybody may read.

The record inside is as encrypted as the one on the PC, and so hardly to be compressed: the parts are stored as they
are. The manifest stands last, because it names the parts' fingerprints.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, BinaryIO
from zipfile import ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from peerdesk.atomic import replacing
from peerdesk.domain.backups.copies import CopyFound, Inside, Manifest, Packed
from peerdesk.domain.progress import Progress
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder

FORMAT = "peerdesk-backup"
VERSION = 1
"""Later versions may change anything but the names ``format`` and ``version`` in ``manifest.json``."""

RECORD, KEYS, MANIFEST = "peerdesk.db", "peerdesk.keys", "manifest.json"

_BLOCK = 1 << 20
_MOST_MANIFEST = 1 << 20
_LARGEST_KEYS = 1 << 22
_ANY_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can hold; the manifest says when it was."""


def write(target: Path, record: Path, keys: bytes, manifest: Manifest, step: Progress) -> Manifest:
    """Pack a record that nobody writes to; return the manifest with its parts.

    Raises:
        OSError: if it could not be written; what stood in the place before is untouched.
    """
    total = record.stat().st_size + len(keys)
    with replacing(target) as out, ZipFile(out, "w", ZIP_STORED) as package:
        with record.open("rb") as source:
            parts = {RECORD: _pack(package, RECORD, source, _told(step, total))}
        parts[KEYS] = Packed(len(keys), sha256(keys).hexdigest())
        package.writestr(ZipInfo(KEYS, _ANY_DAY), keys)
        whole = replace(manifest, parts=parts)
        package.writestr(ZipInfo(MANIFEST, _ANY_DAY), json.dumps(_document(whole), ensure_ascii=False, indent=1))
    return whole


def copy(source: Path, target: Path, step: Progress) -> None:
    """Put a copy in another place too; whether it arrived whole, :func:`verify` says.

    Raises:
        OSError: if it cannot be read, or the place cannot be written.
    """
    with source.open("rb") as coming, replacing(target) as out:
        for block in _blocks(coming, _told(step, source.stat().st_size)):
            out.write(block)


def look(path: Path) -> CopyFound:
    """What a copy says of itself; a file that cannot be read is found all the same, with why."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    try:
        return CopyFound(path, size, read_manifest(path))
    except StorageUnavailable as error:
        return CopyFound(path, size, None, error.code)


def read_manifest(path: Path) -> Manifest:
    """Read what a copy says of itself.

    Raises:
        StorageUnavailable: ``copy-damaged``, ``not-a-copy``, ``copy-newer``, ``copy-unreadable``.
    """
    with _readable(), _package(path) as package:
        return _manifest(package)


def verify(path: Path, step: Progress) -> Manifest:
    """Read a copy through, from the disk itself, and compare every part with its fingerprint.

    Raises:
        StorageUnavailable: as :func:`read_manifest`.
    """
    _forget_cached(path)
    with _readable(), _package(path) as package:
        manifest = _manifest(package)
        told = _told(step, sum(part.size for part in manifest.parts.values()))
        for name, part in manifest.parts.items():
            with package.open(name) as source:
                _compare(part, _blocks(source, told))
    return manifest


def unpack(path: Path, folder: DataFolder, step: Progress) -> Manifest:
    """Put the record and the keys of a copy into an empty folder; on the disk for good when this returns.

    Raises:
        OSError: if the folder cannot be written.
        StorageUnavailable: as :func:`read_manifest`.
    """
    with _package(path) as package:
        with _readable():
            manifest = _manifest(package)
        told = _told(step, sum(part.size for part in manifest.parts.values()))
        for name, target in ((RECORD, folder.database), (KEYS, folder.keys)):
            with replacing(target) as out:
                _compare(manifest.parts[name], _written(_unpacked(package, name, told), out))
    return manifest


def record_begins(path: Path, size: int) -> bytes:
    """So many of the record's first bytes in a copy.

    Raises:
        StorageUnavailable: as :func:`read_manifest`.
    """
    with _readable(), _package(path) as package, package.open(RECORD) as record:
        return record.read(size)


def read_keys(path: Path) -> bytes:
    """The key file of a copy.

    Raises:
        StorageUnavailable: as :func:`read_manifest`.
    """
    with _readable(), _package(path) as package:
        part = _manifest(package).parts[KEYS]
        keys = package.read(KEYS)
        _compare(part, iter([keys]))
        return keys


def _pack(package: ZipFile, name: str, source: BinaryIO, told: Callable[[int], None]) -> Packed:
    seen, size = sha256(), 0
    with package.open(ZipInfo(name, _ANY_DAY), "w", force_zip64=True) as out:
        for block in _blocks(source, told):
            seen.update(block)
            size += len(block)
            out.write(block)
    return Packed(size, seen.hexdigest())


def _unpacked(package: ZipFile, name: str, told: Callable[[int], None]) -> Iterator[bytes]:
    with _readable(), package.open(name) as source:
        yield from _blocks(source, told)


def _written(blocks: Iterator[bytes], out: BinaryIO) -> Iterator[bytes]:
    for block in blocks:
        out.write(block)
        yield block


def _compare(part: Packed, blocks: Iterator[bytes]) -> None:
    seen, size = sha256(), 0
    for block in blocks:
        seen.update(block)
        size += len(block)
        if size > part.size:
            break
    if (size, seen.hexdigest()) != (part.size, part.sha256):
        raise StorageUnavailable("copy-damaged")


def _blocks(source: IO[bytes], told: Callable[[int], None]) -> Iterator[bytes]:
    while block := source.read(_BLOCK):
        yield block
        told(len(block))


def _told(step: Progress, total: int) -> Callable[[int], None]:
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        step(min(done, total), total)

    return told


@contextmanager
def _package(path: Path) -> Iterator[ZipFile]:
    """The zip, opened; whatever is wrong with it inside the block is the copy's damage."""
    try:
        with _readable():
            if not path.is_file():  # never a pipe or a device, which would be waited for
                raise StorageUnavailable("copy-missing" if not path.exists() else "not-a-copy")
            with path.open("rb") as file:
                if file.read(2) not in (b"PK", b""):
                    raise StorageUnavailable("not-a-copy")
            package = ZipFile(path)
        with package:
            yield package
    except (BadZipFile, LargeZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise StorageUnavailable("copy-damaged") from error


@contextmanager
def _readable() -> Iterator[None]:
    """Around what reads a copy alone: where something else is written meanwhile, it may be that which fails."""
    try:
        yield
    except OSError as error:
        raise StorageUnavailable("copy-unreadable") from error


def _manifest(package: ZipFile) -> Manifest:
    try:
        entries = {entry.filename: entry for entry in package.infolist()}
        if MANIFEST not in entries:
            raise StorageUnavailable("not-a-copy")
        if entries[MANIFEST].file_size > _MOST_MANIFEST:
            raise StorageUnavailable("copy-damaged")
        document = json.loads(package.read(MANIFEST))
        manifest = _parsed(document)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError, OverflowError) as error:
        raise StorageUnavailable("copy-damaged") from error
    sizes = {name: entry.file_size for name, entry in entries.items() if name != MANIFEST}
    stored = all(entry.compress_type == ZIP_STORED for entry in entries.values())
    if not stored or sizes != {name: part.size for name, part in manifest.parts.items()}:
        raise StorageUnavailable("copy-damaged")
    return manifest


def _parsed(document: Any) -> Manifest:
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise StorageUnavailable("not-a-copy")
    version = document["version"]
    if type(version) is not int or version < VERSION:
        raise ValueError("no version")
    if version > VERSION:
        raise StorageUnavailable("copy-newer")
    parts = {str(name): Packed(_whole(part["size"]), str(part["sha256"])) for name, part in document["parts"].items()}
    if parts.keys() != {RECORD, KEYS} or parts[KEYS].size > _LARGEST_KEYS:
        raise ValueError("other parts")
    return Manifest(
        made_at=datetime.fromisoformat(document["made_at"]).replace(tzinfo=None),
        program=_text(document["program"]),
        vault=_text(document["vault"]),
        parts=parts,
        inside=None if document["inside"] is None else _inside(document["inside"]),
    )


def _inside(document: Any) -> Inside:
    last = document["last_entry"]
    return Inside(
        centre=_text(document["centre"]),
        code=_text(document["code"]),
        schema=_whole(document["schema"]),
        members=_whole(document["members"]),
        sessions=_whole(document["sessions"]),
        counts={_text(name): _whole(count) for name, count in document["counts"].items()},
        last_entry=None if last is None else datetime.fromisoformat(last).replace(tzinfo=None),
        audit_head=_text(document["audit_head"]),
        seal_head=_text(document["seal_head"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    value.encode()  # half a letter cannot be shown
    return value


def _whole(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1 << 62:
        raise ValueError("no count")
    return value


def _document(manifest: Manifest) -> Mapping[str, object]:
    inside = manifest.inside
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": manifest.made_at.isoformat(" ", "seconds"),
        "program": manifest.program,
        "vault": manifest.vault,
        "parts": {name: {"size": part.size, "sha256": part.sha256} for name, part in manifest.parts.items()},
        "inside": None
        if inside is None
        else {
            "centre": inside.centre,
            "code": inside.code,
            "schema": inside.schema,
            "members": inside.members,
            "sessions": inside.sessions,
            "counts": dict(inside.counts),
            "last_entry": inside.last_entry and inside.last_entry.isoformat(" "),
            "audit_head": inside.audit_head,
            "seal_head": inside.seal_head,
        },
    }


def _forget_cached(path: Path) -> None:
    """Let the next reading of a file come from the disk itself, where the system can be asked for that."""
    if hasattr(os, "posix_fadvise") and path.is_file():
        with suppress(OSError), path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
