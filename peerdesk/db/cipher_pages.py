"""The pages of an encrypted file as they lie on the disk: each with the mark that says whether it is as it was written.

The layout is SQLCipher's (version 4): pages of 4096 bytes that end in 80 of its own, an IV and an HMAC-SHA512 over
content, IV and the number of the page. The first 16 bytes of the file are the salt from which the key of the marks is
made. Nothing here opens the file as a database, so that looking changes nothing and a damaged page stops nothing.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import pbkdf2_hmac
from pathlib import Path
from typing import BinaryIO

from peerdesk.db.backups.byte_copy import read_log

PAGE = 4096
SALT, IV, MARK = 16, 16, 64
CONTENT = PAGE - IV - MARK
"""What SQLite has of a page: its B-trees are laid out in this much."""

LOCK_PAGE = 0x40000000 // PAGE + 1
"""SQLite keeps its locks there and never writes it."""

_SALT_MASK = 0x3A
_ROUNDS = 2


class CipherKey:
    """Tells whether pages are as they were written, and decrypts them."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key = key
        self._mark_key = pbkdf2_hmac("sha512", key, bytes(byte ^ _SALT_MASK for byte in salt), _ROUNDS, 32)

    def is_sound(self, number: int, page: bytes) -> bool:
        """Whether a page of this number carries its mark."""
        if len(page) < PAGE:
            return False
        begin = SALT if number == 1 else 0
        said = hmac.digest(self._mark_key, page[begin : PAGE - MARK] + number.to_bytes(4, "little"), "sha512")
        return said == page[PAGE - MARK :]

    def content(self, number: int, page: bytes) -> bytes:
        """What stands on a page, in plain; on page 1 the salt has the place of SQLite's own first words."""
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # a look at the marks needs none

        begin = SALT if number == 1 else 0
        opener = Cipher(algorithms.AES(self._key), modes.CBC(page[CONTENT : CONTENT + IV])).decryptor()
        plain = opener.update(page[begin:CONTENT]) + opener.finalize()
        return b"SQLite format 3\0"[:begin] + plain


def cipher_key(path: Path, key: bytes) -> CipherKey:
    """The key of a file's pages, by the salt it begins with.

    Raises:
        OSError: if the file cannot be read.
    """
    with path.open("rb") as file:
        return CipherKey(key, file.read(SALT).ljust(SALT, b"\0"))


def read_page(file: BinaryIO, number: int) -> bytes:
    """A page as it lies there; shorter where the file ends."""
    file.seek((number - 1) * PAGE)
    return file.read(PAGE)


def log_frames(path: Path) -> Mapping[int, bytes]:
    """By number the pages in a log up to its last commit, as SQLite itself would take them; none without a log.

    Whatever comes after a frame whose checksum is wrong was never acknowledged, or is lost: SQLite takes nothing of it.
    """
    try:
        log = read_log(path.read_bytes()) if path.is_file() else None  # a device would never end
    except OSError:
        return {}
    return {} if log is None or log.page_size != PAGE else {frame.page: frame.content for frame in log.frames}
