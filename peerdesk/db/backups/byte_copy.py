"""A whole copy of a record without its key, beside a window that may be writing.

Pages are as encrypted in the write-ahead log as in the file, so the log can be folded into a copy without reading any:
every frame of a transaction that was ended goes to the place of its page. The format is SQLite's own and frozen:
https://www.sqlite.org/fileformat2.html, section 4.
"""

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder

_MAGIC = 0x377F0682
_VERSION = 3007000
_HEADER = struct.Struct(">8L")
_FRAME = struct.Struct(">6L")
_PAGE_SIZES = frozenset(1 << power for power in range(9, 17))
_WORD = 0xFFFFFFFF
_BLOCK = 1 << 20

_TRIES = 20
"""The log is begun anew once the window has folded it in, seldom more than once a minute."""


class Frame(NamedTuple):
    """A page in the log of a transaction that was ended."""

    page: int
    content: bytes


class Log(NamedTuple):
    """What counts of a write-ahead log.

    Attributes:
        page_size: bytes of a page.
        pages: the size of the record after its last transaction.
    """

    page_size: int
    pages: int
    frames: tuple[Frame, ...]


def copy_whole(folder: DataFolder, target: Path) -> None:
    """Copy the record with its log folded in; the copy is one file.

    Folding pages into the record changes nothing for the copy as long as the log still holds them, so the record is
    copied first and the log second. Only a log that was begun anew meanwhile asks for another try.

    Raises:
        StorageUnavailable: ``file-busy`` if the window never stood still so long; ``file-unreachable``.
        OSError: if the target cannot be written.
    """
    for _ in range(_TRIES):
        before = _moment(folder)
        _copy_file(folder.database, target)
        data = _read_log(folder.log)
        if _moment(folder) == before:
            fold(target, data)
            return
    raise StorageUnavailable("file-busy")


def fold(target: Path, data: bytes) -> None:
    """Put what counts of a log into the record it belongs to; on the disk for good when this returns."""
    log = read_log(data)
    with target.open("r+b") as record:
        if log is not None:
            for frame in log.frames:
                record.seek((frame.page - 1) * log.page_size)
                record.write(frame.content)
            record.truncate(log.pages * log.page_size)
        record.flush()
        os.fsync(record.fileno())


def read_log(data: bytes) -> Log | None:
    """Read a log up to its last whole transaction, as SQLite itself would; ``None`` where nothing of it counts."""
    if len(data) < _HEADER.size:
        return None
    magic, version, page_size, _turn, salt_1, salt_2, *checks = _HEADER.unpack_from(data)
    if magic | 1 != _MAGIC | 1 or version != _VERSION or page_size not in _PAGE_SIZES:
        return None
    order = ">" if magic & 1 else "<"
    sums = _sum(order, data[: _HEADER.size - 8], (0, 0))
    if sums != tuple(checks):
        return None
    ended: list[Frame] = []
    waiting: list[Frame] = []
    pages = 0
    for start in range(_HEADER.size, len(data) - _FRAME.size - page_size + 1, _FRAME.size + page_size):
        page, after, first, second, *checks = _FRAME.unpack_from(data, start)
        content = data[start + _FRAME.size : start + _FRAME.size + page_size]
        sums = _sum(order, data[start : start + 8] + content, sums)
        if (first, second) != (salt_1, salt_2) or sums != tuple(checks) or not page:
            break
        waiting.append(Frame(page, content))
        if after:
            ended += waiting
            waiting, pages = [], after
    return Log(page_size, pages, tuple(ended)) if ended else None


def _sum(order: str, data: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    """SQLite's checksum of the log, gone on with."""
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}L", data)
    for one, two in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & _WORD
        second = (second + two + first) & _WORD
    return first, second


class _Moment(NamedTuple):
    """What is different once a log was begun anew, or the record was written to without one."""

    head: bytes
    record: tuple[int, int] | None


def _moment(folder: DataFolder) -> _Moment:
    """The head of the log; where it is empty, size and age of the record, which then is written by nobody."""
    head = _read_log(folder.log, _HEADER.size)
    return _Moment(head, None if head else _size_and_age(folder.database))


def _size_and_age(record: Path) -> tuple[int, int]:
    with _explained(record):
        found = record.stat()
    return found.st_size, found.st_mtime_ns


def _copy_file(source: Path, target: Path) -> None:
    with target.open("wb") as out:
        for block in _blocks(source):
            out.write(block)


def _blocks(record: Path) -> Iterator[bytes]:
    with _explained(record), record.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _read_log(log: Path, most: int = -1) -> bytes:
    """The log from its beginning; nothing where there is none."""
    try:
        with log.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise StorageUnavailable("file-unreachable") from error


@contextmanager
def _explained(record: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise StorageUnavailable("database-missing", path=str(record)) from error
    except OSError as error:
        raise StorageUnavailable("file-unreachable") from error
