"""SQLite's B-trees, read page by page past SQLite: what one damaged page hides from it is one page here.

Only pages that carry their mark are read (`cipher_pages`), so what they say is what was written; a page that fails is
a gap between two keys, and everything else of its table is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from struct import unpack
from typing import NamedTuple

from peerdesk.db.cipher_pages import CONTENT, LOCK_PAGE, PAGE, SALT, CipherKey, cipher_key, log_frames, read_page
from peerdesk.domain.progress import Progress

Value = int | float | str | bytes | None
Key = tuple[Value, ...] | None
"""Where a row stands in its table; ``None`` beside the first and the last."""

_INTERIOR_INDEX, _INTERIOR_TABLE, _LEAF_INDEX, _LEAF_TABLE = 2, 5, 10, 13
_INTERIOR = (_INTERIOR_INDEX, _INTERIOR_TABLE)
_TABLES = (_INTERIOR_TABLE, _LEAF_TABLE)
_FILE_HEAD = 100
_DEEPEST = 40
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_FOR_SALT = range(2, 12)


class Row(NamedTuple):
    """A row as it lies there: its number (0 in a table without) and its values in the order of the record."""

    number: int
    values: tuple[Value, ...]


class Gap(NamedTuple):
    """Behind ``after`` and up to ``upto`` rows may be missing."""

    after: Key
    upto: Key


class SchemaRow(NamedTuple):
    """A table or index of the file, and the page it begins with."""

    kind: str
    name: str
    root: int


class _Cell(NamedTuple):
    child: int
    row: Row | None
    key: Key


class _Unreadable(Exception):
    """A page or a record that is damaged."""


class DamagedFile:
    """A file of which nobody knows how much of it can be read. It is never written to."""

    def __init__(self, path: Path, log: Path, key: bytes, salts: Sequence[bytes] = ()) -> None:
        self._file = path.open("rb")
        self._frames = log_frames(log)
        self.count = max([path.stat().st_size // PAGE, *self._frames])
        self._marks = self._found_key(path, key, salts)
        self._seen: set[int] = set()
        self._met: set[int] = set()  # named by a page that can be read
        self._damaged: set[int] = set()

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    @property
    def version(self) -> int | None:
        """The schema version, where the first page can be read."""
        first = self.page(1)
        return None if first is None else int.from_bytes(first[60:64], "big")

    def page(self, number: int) -> bytes | None:
        """What SQLite has of a page; nothing where it is damaged or not there."""
        if not 1 <= number <= self.count or number == LOCK_PAGE:
            return None
        page = self._frames.get(number) or read_page(self._file, number)
        return self._marks.content(number, page) if self._marks.is_sound(number, page) else None

    def damaged(self, on_progress: Progress) -> int:
        """How many pages cannot be read."""
        for number in range(1, self.count + 1):
            if number % 256 == 1:
                on_progress(number, self.count)
            page = self._frames.get(number) or read_page(self._file, number)
            if number != LOCK_PAGE and not self._marks.is_sound(number, page):
                self._damaged.add(number)
        return len(self._damaged)

    @property
    def is_known(self) -> bool:
        """Whether every page that cannot be read was named by one that can, and none is cut off.

        Then nothing below a damaged page is damaged too; asked after everything was walked through.
        """
        return self._damaged <= self._met and max(self._met, default=0) <= self.count

    def schema(self) -> list[SchemaRow]:
        """The tables and indexes that are named in the file; the page they begin with may be damaged itself.

        Where the first page is damaged, the pages that it led to are looked for in the whole file.
        """
        rows, gaps = self.rows(1, key_length=0)
        if gaps:
            rows += [row for number in range(2, self.count + 1) for row in self._schema_page(number)]
        found = {}
        for row in rows:
            kind, name, _table, root, *_sql = row.values
            if isinstance(root, int) and root:
                found[str(name)] = SchemaRow(str(kind), str(name), root)
        return list(found.values())

    def rows(self, root: int, key_length: int) -> tuple[list[Row], list[Gap]]:
        """The rows of a table that can be read, and where some may be missing.

        Args:
            root: the page it begins with.
            key_length: how many values its primary key has, where it has no row numbers; else 0.
        """
        rows: list[Row] = []
        gaps: list[Gap] = []
        self._walk(root, (None, None), key_length, rows, gaps, 0)
        return rows, gaps

    def pass_by(self, root: int) -> None:
        """Mark the pages of an index as known, so that none is taken for one that belongs to nobody."""
        self._walk(root, (None, None), 1, [], [], 0)

    def left_over(self) -> Iterator[list[Row]]:
        """The rows on each leaf that nothing leads to: the page above it is damaged."""
        for number in range(2, self.count + 1):
            if number in self._seen:
                continue
            page = self.page(number)
            if page is None or page[0] not in (_LEAF_TABLE, _LEAF_INDEX):
                continue
            try:
                rows = [cell.row for cell in self._cells(page, 0, 1) if cell.row is not None]
            except (_Unreadable, IndexError, ValueError):
                continue
            if rows:
                yield rows

    # Pages

    def _walk(
        self, number: int, span: tuple[Key, Key], key_length: int, rows: list[Row], gaps: list[Gap], depth: int
    ) -> None:
        self._met.add(number)
        page = self.page(number)
        if page is None or number in self._seen or depth > _DEEPEST:
            gaps.append(Gap(*span))
            return
        self._seen.add(number)
        begin = _FILE_HEAD if number == 1 else 0
        try:
            if (page[begin] in _TABLES) is bool(key_length):
                raise _Unreadable
            cells = list(self._cells(page, begin, key_length))
        except (_Unreadable, IndexError, ValueError):
            gaps.append(Gap(*span))
            return
        after, last = span
        for cell in cells:
            if cell.child:
                self._walk(cell.child, (after, cell.key or last), key_length, rows, gaps, depth + 1)
            if cell.row is not None:
                rows.append(cell.row)
            elif not cell.child:
                gaps.append(Gap(after, cell.key))  # the rest of a long row is damaged
            after = cell.key or after

    def _cells(self, page: bytes, begin: int, key_length: int) -> Iterator[_Cell]:
        kind = page[begin]
        if kind not in (*_INTERIOR, _LEAF_INDEX, _LEAF_TABLE):
            raise _Unreadable
        head = begin + (12 if kind in _INTERIOR else 8)
        for place in range(int.from_bytes(page[begin + 3 : begin + 5], "big")):
            at = int.from_bytes(page[head + 2 * place : head + 2 * place + 2], "big")
            child = 0
            if kind in _INTERIOR:
                child, at = int.from_bytes(page[at : at + 4], "big"), at + 4
            if kind == _INTERIOR_TABLE:
                yield _Cell(child, None, (_signed(_varint(page, at)[0]),))
                continue
            size, at = _varint(page, at)
            number = 0
            if kind == _LEAF_TABLE:
                number, at = _varint(page, at)
                number = _signed(number)
            payload = self._payload(page, at, size, is_table=kind == _LEAF_TABLE)
            row = None if payload is None else Row(number, _record(payload))
            key = (number,) if kind == _LEAF_TABLE else None if row is None else row.values[:key_length]
            yield _Cell(child, row, key)
        if kind in _INTERIOR:
            yield _Cell(int.from_bytes(page[begin + 8 : begin + 12], "big"), None, None)

    def _payload(self, page: bytes, at: int, size: int, *, is_table: bool) -> bytes | None:
        """All of a row, its further pages too; nothing where one of those is damaged."""
        most = CONTENT - 35 if is_table else (CONTENT - 12) * 64 // 255 - 23
        if size <= most:
            return page[at : at + size]
        least = (CONTENT - 12) * 32 // 255 - 23
        here = least + (size - least) % (CONTENT - 4)
        if here > most:
            here = least
        parts, following = [page[at : at + here]], int.from_bytes(page[at + here : at + here + 4], "big")
        left = size - here
        while left > 0:
            self._met.add(following)
            more = self.page(following)
            if more is None:
                return None
            self._seen.add(following)
            parts.append(more[4 : 4 + min(left, CONTENT - 4)])
            left -= CONTENT - 4
            following = int.from_bytes(more[:4], "big")
        return b"".join(parts)

    def _schema_page(self, number: int) -> Iterator[Row]:
        """The rows of a page that the schema was on; none of any other."""
        page = None if number in self._seen else self.page(number)
        if page is None or page[0] != _LEAF_TABLE:
            return
        try:
            rows = [cell.row for cell in self._cells(page, 0, 0) if cell.row is not None]
        except (_Unreadable, IndexError, ValueError):
            return
        if rows and all(_of_schema(row.values) for row in rows):
            self._seen.add(number)
            yield from rows

    # The salt

    def _found_key(self, path: Path, key: bytes, salts: Sequence[bytes]) -> CipherKey:
        """The marks are made with the salt that the file begins with; where that is damaged, what it can have been."""
        marks = cipher_key(path, key)
        if self._fits(marks):
            return marks
        begins = read_page(self._file, 1)[:SALT]
        others = [*salts, *([self._frames[1][:SALT]] if 1 in self._frames else [])]
        one_byte_off = (
            begins[:at] + bytes([byte]) + begins[at + 1 :] for at in range(len(begins)) for byte in range(256)
        )
        for salt in (*others, *one_byte_off):
            tried = CipherKey(key, salt)
            if self._fits(tried):
                return tried
        return marks

    def _fits(self, marks: CipherKey) -> bool:
        return any(marks.is_sound(number, read_page(self._file, number)) for number in _FOR_SALT)


def _of_schema(values: Sequence[Value]) -> bool:
    return (
        len(values) == 5
        and values[0] in ("table", "index", "trigger", "view")
        and isinstance(values[3], int)
        and (values[4] is None or bool(re.match(r"\s*CREATE ", str(values[4]))))
    )


def _varint(data: bytes, at: int) -> tuple[int, int]:
    found = 0
    for place in range(8):
        byte = data[at + place]
        found = found << 7 | byte & 0x7F
        if byte < 0x80:
            return found, at + place + 1
    return found << 8 | data[at + 8], at + 9


def _signed(number: int) -> int:
    return number - (1 << 64) if number >= 1 << 63 else number


def _record(payload: bytes) -> tuple[Value, ...]:
    """The values of a record.

    Raises:
        ValueError: if it is none.
    """
    head, at = _varint(payload, 0)
    body = head
    values: list[Value] = []
    while at < head:
        kind, at = _varint(payload, at)
        value, size = _value(payload, body, kind)
        values.append(value)
        body += size
    if body > len(payload):
        raise ValueError
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in _INTEGERS:
        size = _INTEGERS[kind]
        return int.from_bytes(payload[at : at + size], "big", signed=True), size
    if kind == 7:
        return unpack(">d", payload[at : at + 8])[0], 8
    if kind in (8, 9):
        return kind - 8, 0
    if kind == 0:
        return None, 0
    if kind < 12:
        raise ValueError(kind)
    size = (kind - 12) // 2
    data = payload[at : at + size]
    return (data.decode("utf-8") if kind % 2 else data), size
