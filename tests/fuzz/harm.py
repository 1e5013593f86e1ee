"""How a small file is harmed: bytes of it, or the whole by something else in its place. The same for the same seed."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

Harm = Callable[[Random, bytes], bytes]


def _flip(chance: Random, data: bytes) -> bytes:
    harmed = bytearray(data or b"\0")
    for _ in range(chance.choice((1, 1, 1, 2, 8))):
        harmed[chance.randrange(len(harmed))] ^= 1 << chance.randrange(8)
    return bytes(harmed)


def _cut(chance: Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _zeros(chance: Random, data: bytes) -> bytes:
    first = chance.randrange(len(data) + 1)
    length = chance.choice((1, 16, 512, 4096))
    return data[:first] + bytes(len(data[first : first + length])) + data[first + length :]


def _torn(chance: Random, data: bytes) -> bytes:
    """A sector of it is another's."""
    first = chance.randrange(len(data) + 1) // 64 * 64
    return data[:first] + chance.randbytes(64) + data[first + 64 :]


def _doubled(chance: Random, data: bytes) -> bytes:
    first, last = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    return data[:last] + data[first:]


def _without(chance: Random, data: bytes) -> bytes:
    first, last = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    return data[:first] + data[last:]


def _other(chance: Random, _data: bytes) -> bytes:
    return chance.choice(
        (b"", b"null", b"{}", b"[]", b"\xff\xfe{\0}\0", b"9" * 6_000, b"[" * 60_000, b'{"a":' * 60_000)
    )


def _noise(chance: Random, _data: bytes) -> bytes:
    return chance.randbytes(chance.choice((1, 20, 300, 5_000)))


def _appended(chance: Random, data: bytes) -> bytes:
    return data + chance.randbytes(chance.choice((1, 4, 4096)))


def _huge(_chance: Random, data: bytes) -> bytes:
    return data + b" " * (1 << 21)


HARMS: tuple[Harm, ...] = (_flip, _flip, _flip, _cut, _zeros, _torn, _doubled, _without, _other, _noise, _appended)


def harmed(chance: Random, data: bytes) -> bytes:
    """The bytes, otherwise than they were."""
    while True:
        harm = _huge if chance.random() < 0.005 else chance.choice(HARMS)
        found = harm(chance, data)
        if found != data:
            return found


def _pipe(place: Path) -> None:
    os.mkfifo(place)


THINGS: Mapping[str, Callable[[Path], None]] = {
    "folder": lambda place: place.mkdir(),
    "folder with something in it": lambda place: (place / "inside").mkdir(parents=True),
    "link to nothing": lambda place: place.symlink_to("there-is-none"),
    "link to itself": lambda place: place.symlink_to(place),
    "link to a folder": lambda place: place.symlink_to(place.parent),
    "link to a device": lambda place: place.symlink_to("/dev/zero"),
    "link to nowhere": lambda place: place.symlink_to("/dev/null"),
    "pipe": _pipe,
}
"""What may lie in the place of a file."""


def clear(place: Path) -> None:
    """Take away whatever lies in a place."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
