"""Seeded damage to the write-ahead log and its index: what was acknowledged and is away is said."""

import os
import random
import sys

from peerdesk.paths import DataFolder
from tests.fuzz import database
from tests.fuzz.database import Harm

HEAD, FRAME = 32, 24 + 4096


def flipped(chance: random.Random, folder: DataFolder) -> str:
    data = _there(folder)
    if not data:
        return "no log"
    at = chance.randrange(len(data))
    data[at] ^= 1 << chance.randrange(8)
    folder.log.write_bytes(data)
    return f"a bit of the log at {at}"


def overwritten(chance: random.Random, folder: DataFolder) -> str:
    data = _there(folder)
    if not data:
        return "no log"
    at, length = chance.randrange(len(data)) // 512 * 512, chance.choice((1, 512, FRAME))
    data[at : at + length] = bytes(length) if chance.random() < 0.5 else chance.randbytes(length)
    folder.log.write_bytes(data)
    return f"{length} bytes of the log at {at}"


def cut(chance: random.Random, folder: DataFolder) -> str:
    data = _there(folder)
    if not data:
        return "no log"
    left = chance.choice((0, HEAD, chance.randrange(len(data)), max(0, len(data) - FRAME)))
    os.truncate(folder.log, left)
    return f"log cut to {left}"


def frames_exchanged(chance: random.Random, folder: DataFolder) -> str:
    data = _there(folder)
    count = (len(data) - HEAD) // FRAME
    if count < 2:
        return "no log"
    one, other = (HEAD + FRAME * chance.randrange(count) for _ in range(2))
    data[one : one + FRAME], data[other : other + FRAME] = data[other : other + FRAME], data[one : one + FRAME]
    folder.log.write_bytes(data)
    return f"frames at {one} and {other} exchanged"


def garbage(chance: random.Random, folder: DataFolder) -> str:
    folder.log.write_bytes(chance.randbytes(chance.choice((1, HEAD, FRAME, 3 * FRAME))))
    return "garbage for a log"


def longer(chance: random.Random, folder: DataFolder) -> str:
    with folder.log.open("ab") as file:
        file.write(chance.randbytes(chance.choice((1, FRAME, 2 * FRAME))))
    return "garbage behind the log"


def index(chance: random.Random, folder: DataFolder) -> str:
    folder.log_index.write_bytes(chance.randbytes(chance.choice((0, 1, 100, 32768, 40000))))
    return "garbage for the index of the log"


def _there(folder: DataFolder) -> bytearray:
    return bytearray(folder.log.read_bytes()) if folder.log.is_file() else bytearray()


HARMS: tuple[Harm, ...] = (flipped, overwritten, cut, frames_exchanged, garbage, longer, index)


def run(rounds: int, seed: int) -> None:
    """Damage the log of a centre again and again; see `database.run`."""
    database.run(rounds, seed, HARMS)


if __name__ == "__main__":
    run(int(sys.argv[1]), int(sys.argv[2]))
