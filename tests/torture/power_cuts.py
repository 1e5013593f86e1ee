"""The power goes at any moment: the disk holds what was synced, and of the rest any sectors, in any order.

A run of all acts is recorded write by write. An image of the disk is made from it as it may be after a cut at one of
its entries: everything that was synced; of what was written to a file since its last sync each sector of 512 bytes by
lot; of what was made, renamed and removed since the folder's last sync a beginning, since file systems keep that order.
"""

from __future__ import annotations

import json
import struct
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from peerdesk.paths import DataFolder
from tests.torture.bench import Bench, Figures
from tests.torture.nursery import Entry, Outcome

SECTOR = 512
IMAGES_OF_A_RUN = 30
ROUNDS_OF_A_RUN = 2

_HEAD = struct.Struct("=c7xqqq")


class Written(NamedTuple):
    """One entry of the shim's log; what ``kind`` may be stands there."""

    kind: str
    path: str
    offset: int
    data: bytes


def run(bench: Bench, rounds: int, seed: int) -> Figures:
    """Look at so many images of the disk."""
    lot = Random(seed)  # noqa: S311 - a lot that can be drawn again
    figures = Figures("power cuts", bench.work.name)
    while figures.tried < rounds:
        bench.log.unlink(missing_ok=True)
        outcome = bench.run(rounds=ROUNDS_OF_A_RUN, log=str(bench.log))
        log = read(bench.log)
        for _number in range(min(IMAGES_OF_A_RUN, rounds - figures.tried)):
            cut = lot.randrange(len(log) + 1)
            folder = bench.fresh()
            cut_power(folder, log[:cut], lot)
            entries = acknowledged(log[:cut])
            bench.note(figures, f"cut {figures.tried} at entry {cut}", Outcome(outcome.code, entries, ""), killed=True)
    return figures


def read(log: Path) -> list[Written]:
    """All that the shim wrote down, in order."""
    return list(_entries(log.read_bytes()))


def _entries(log: bytes) -> Iterator[Written]:
    at = 0
    while at < len(log):
        kind, path_length, offset, size = _HEAD.unpack_from(log, at)
        at += _HEAD.size
        path = log[at : at + path_length].decode()
        at += path_length
        data = log[at : at + size]
        at += size
        yield Written(kind.decode(), path, offset, data)


def acknowledged(log: Sequence[Written]) -> list[Entry]:
    """What the child had said by then."""
    said = b"".join(entry.data for entry in log if entry.kind == "A").decode()
    return [Entry(*json.loads(line)) for line in said.splitlines()]


def cut_power(folder: DataFolder, log: Sequence[Written], lot: Random) -> None:
    """Bring the folder from its state before the log to one that it may have after a power cut at its end."""
    disk = _Disk(folder.root)
    for entry in log:
        disk.follow(entry)
    disk.lose(lot)
    disk.put_back(folder.root)


class _Disk:
    """What is safe on a disk, and what is not yet."""

    def __init__(self, root: Path) -> None:
        files = [path for path in root.rglob("*") if path.is_file()]
        self._folders = {str(path) for path in (root, *root.rglob("*")) if path.is_dir()}
        self._safe: dict[int, bytearray] = {}  # contents by a number of the file's own
        self._loose: dict[int, list[Written]] = defaultdict(list)  # written since the file was synced
        self._named: dict[str, int] = {}  # as the process sees it
        for path in files:
            self._make(str(path), path.read_bytes())
        self._safely_named = dict(self._named)
        self._renamed: list[Written] = []  # made, renamed and removed since the folder was synced
        self._made: list[int] = []  # the numbers of the made ones among them, in order

    def follow(self, entry: Written) -> None:
        """The process did this."""
        match entry.kind:
            case "W" | "T":
                self._loose[self._named[entry.path]].append(entry)
            case "S" if entry.path in self._folders:
                self._name_safely(len(self._renamed))
            case "S":
                number = self._named[entry.path]
                for written in self._loose.pop(number, ()):
                    _apply(self._safe[number], written)
            case "D":
                self._folders.add(entry.path)
            case "C":
                self._make(entry.path, b"")
                self._made.append(self._named[entry.path])
                self._renamed.append(entry)
            case "U" | "R":
                _rename(self._named, entry)
                self._renamed.append(entry)

    def lose(self, lot: Random) -> None:
        """The power is gone: of what was not safe some is."""
        self._name_safely(lot.randint(0, len(self._renamed)))
        for number, written in self._loose.items():
            for part in _torn(written, lot):
                _apply(self._safe[number], part)

    def put_back(self, root: Path) -> None:
        """Let the folder hold what is safe."""
        for path in list(root.rglob("*")):
            if path.is_file():
                path.unlink()
        for name, number in self._safely_named.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(self._safe[number])

    def _make(self, path: str, content: bytes) -> None:
        self._named[path] = number = len(self._safe)
        self._safe[number] = bytearray(content)

    def _name_safely(self, count: int) -> None:
        for entry in self._renamed[:count]:
            if entry.kind == "C":
                self._safely_named[entry.path] = self._made.pop(0)
            else:
                _rename(self._safely_named, entry)
        self._renamed = self._renamed[count:]


def _rename(names: dict[str, int], entry: Written) -> None:
    number = names.pop(entry.path, None)
    if entry.kind == "R" and number is not None:
        names[entry.data.decode()] = number


def _apply(content: bytearray, entry: Written) -> None:
    if entry.kind == "T":
        del content[entry.offset :]
    missing = entry.offset + len(entry.data) - len(content)
    content.extend(bytes(max(0, missing)))
    if entry.kind == "W":
        content[entry.offset : entry.offset + len(entry.data)] = entry.data


def _torn(writes: Sequence[Written], lot: Random) -> Iterator[Written]:
    """Any sectors of what was written; a file is cut short as a whole or not at all."""
    for entry in writes:
        if entry.kind == "T":
            if lot.random() < 0.5:
                yield entry
            continue
        start = entry.offset
        while start < entry.offset + len(entry.data):
            end = min((start // SECTOR + 1) * SECTOR, entry.offset + len(entry.data))
            if lot.random() < 0.5:
                yield Written("W", entry.path, start, entry.data[start - entry.offset : end - entry.offset])
            start = end
