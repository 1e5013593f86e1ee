"""The lock on a data folder, harmed: taken over, asked about or named, and never held twice."""

import os
from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from PySide6.QtCore import QSysInfo

from peerdesk.errors import HeldElsewhere, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.ui import folder_lock
from peerdesk.ui.folder_lock import lock_folder
from tests.fuzz.harm import THINGS, clear, harmed

LONGEST = 5.0
"""Seconds in which anybody who starts PeerDesk has an answer."""


def run(rounds: int, seed: int) -> None:
    """Harm a lock so many times.

    Raises:
        AssertionError: naming the round.
    """
    chance = Random(seed)  # noqa: S311  # nothing here is secret
    usual = folder_lock.TURN_LOST_MS, folder_lock.TURN_MS
    folder_lock.TURN_LOST_MS, folder_lock.TURN_MS = 20, 1_500
    try:
        with TemporaryDirectory() as place:
            folder = DataFolder(Path(place) / "centre")
            folder.create()
            for number in range(rounds):
                try:
                    _round(chance, folder)
                except Exception as error:
                    raise AssertionError(f"lock, seed {seed}, round {number}: {error!r}") from error
    finally:
        folder_lock.TURN_LOST_MS, folder_lock.TURN_MS = usual


def _round(chance: Random, folder: DataFolder) -> None:
    turn = folder.lock.with_name(f"{folder.lock.name}.turn")
    for file in (folder.lock, turn):
        clear(file)
    with ExitStack() as stack:
        held = chance.random() < 0.3
        if held:
            stack.callback(lock_folder(folder).unlock)
        file = turn if chance.random() < 0.05 else folder.lock
        thing = _harm(chance, file)
        began = monotonic()
        try:
            second = lock_folder(folder)
        except HeldElsewhere as error:
            assert not held, "asked about a lock that lives here"
            lock_folder(folder, error).unlock()
        except StorageUnavailable as error:
            if error.code != "lock-in-the-way" if thing else not held or not error.code.startswith("folder-in-use"):
                raise
        else:
            second.unlock()
            assert not held, "held twice"
            assert thing is None, "something else was taken for a lock"
        assert monotonic() - began < LONGEST, "it hung"
        if thing is not None:
            assert _mark(file) == thing, "what lay there was altered"
    for path in (folder.lock, turn):
        clear(path)


def _harm(chance: Random, file: Path) -> tuple[int, int] | None:
    """Harm the lock; of something else that was put there, a mark by which it is known again."""
    if chance.random() < 0.3:
        clear(file)
        THINGS[chance.choice(list(THINGS))](file)
        return _mark(file)
    if chance.random() < 0.3:
        clear(file)  # deleted by hand: whoever holds it does not notice
        if chance.random() < 0.5:
            return None
    data = harmed(chance, _lock(chance)) if chance.random() < 0.8 else _lock(chance)
    file.write_bytes(data)
    return _mark(file) if len(data) > 4_096 else None


def _mark(file: Path) -> tuple[int, int]:
    found = os.lstat(file)
    return found.st_mode, found.st_ino


def _lock(chance: Random) -> bytes:
    """As Qt writes it: process, program, PC, machine, start of the PC; some of it this PC's."""
    here = QSysInfo.machineHostName(), QSysInfo.machineUniqueId().toStdString(), QSysInfo.bootUniqueId().toStdString()
    lines = [
        str(chance.choice((0, 1, 4_321, os.getpid(), os.getppid(), 2**31, 2**70))),
        chance.choice(("python", "pythonw.exe", "")),
        chance.choice((here[0], "OLD-OFFICE-PC", "")),
        chance.choice((here[1], "1111", "")),
        chance.choice((here[2], "99999999-2222-3333-4444-555566667777", "")),
    ]
    return "".join(f"{line}\n" for line in lines).encode()
