"""A glance at the parts of very many seals: which of them are not, to the letter, what stands in the file now.

Everything that the file has of some seals is written as it is signed, and each part takes what is about the same.
Whatever a part does not find, and whatever no part has taken, makes its seal doubtful; so does a mark that was
corrected, for it is not what was signed. The doubtful ones are few and are looked at closely (`seal_parts.unfitting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from peewee import JOIN, SQL, fn

from peerdesk.db.models import (
    AddendumRow,
    AttendanceRow,
    CorrectionRow,
    GuestRow,
    KnownAs,
    MemberNote,
    RosterEntry,
    SealPart,
    Session,
    SessionActivity,
    SessionNote,
)
from peerdesk.db.queries import among, kept
from peerdesk.domain.sessions.signing import NOTE_PARTS, PartKind, SealKind
from peerdesk.records.sessions.links import Link
from peerdesk.records.sessions.seal_parts import (
    OF_GUEST,
    OF_MARK,
    OF_NOTE,
    OF_PLACE,
    OF_SESSION,
    KeptPart,
    Values,
    quoted,
)
from peerdesk.records.sessions.sealed import NEW_CORRECTION
from peerdesk.security.seals import those_that_differ

_There = dict[tuple[int, str, int], str]
"""The values that stand in the file, as they are signed, by the number of the seal and what its part is called."""

_Rows = Iterable[tuple[Any, ...]]
"""Whose it is, the number that its part is called by, and the values."""


class Glance:
    """Looks at the parts of seals, some at a time; at the notes if asked for."""

    def __init__(self, *, notes: bool) -> None:
        self._notes = notes
        columns = KnownAs.number, KnownAs.name_latin, KnownAs.name_native
        self._names = {row_id: _written(name) for row_id, *name in kept(KnownAs.select(KnownAs.id, *columns))}

    def doubtful(self, links: Sequence[Link], parts: Sequence[KeptPart]) -> set[int]:
        """The numbers of the links of which something is doubtful.

        Raises:
            TypeError: if there is something of a kind that PeerDesk writes nowhere.
        """
        there = self._there([link for link in links if link.signature is not None])
        differing = those_that_differ(self._as_they_are_now(parts, there))
        return differing | {seal_id for seal_id, _kind, _subject_id in there}

    def _as_they_are_now(
        self, parts: Iterable[KeptPart], there: _There
    ) -> Iterator[tuple[int, bytes | None, bytes, str | None]]:
        """The texts of parts, each of which takes away what it finds."""
        opened = SealPart.salt.opener()
        for seal_id, place, kind, subject_id, known_as_id, said, salt, digest in parts:
            if kind in NOTE_PARTS:
                if not self._notes:
                    continue
                salt = opened(salt, seal_id, place)
            text = there.pop((seal_id, kind, subject_id), None)
            if text is not None:
                if known_as_id is not None:
                    text += f",{self._names.get(known_as_id, '')}"
                if said is not None:
                    text += f",{quoted(said)}" if text else quoted(said)
                text = f"{kind} {subject_id} {text}"
            yield seal_id, salt, digest, text

    def _there(self, links: Sequence[Link]) -> _There:
        there: _There = {(link.id, PartKind.SIGNER.value, link.staff_id): "" for link in links}
        sessions = {link.sealed.session_id: link.id for link in links if link.sealed.kind is SealKind.SESSION}
        for kind, rows in _of_sessions(sessions, notes=self._notes):
            there |= _texts(kind, sessions, rows)
        corrections = {link.sealed.correction_id: link.id for link in links if link.sealed.correction_id is not None}
        there |= _texts(PartKind.CORRECTION, corrections, _corrections(corrections))
        if self._notes:
            addenda = {link.sealed.addendum_id: link.id for link in links if link.sealed.addendum_id is not None}
            there |= _texts(PartKind.ADDENDUM, addenda, _addenda(addenda))
        return there


def _texts(kind: PartKind, seal_of: Mapping[int, int], rows: _Rows) -> _There:
    called = kind.value
    if kind is PartKind.MEMBER:  # very many, and few different ones
        known = _Written()
        return {(seal_of[row[0]], called, row[1]): known[row[2:]] for row in rows}
    return {(seal_of[row[0]], called, row[1]): _written(row[2:]) for row in rows}


class _Written(dict[Values, str]):
    """Values as they are signed, each written once."""

    def __missing__(self, values: Values) -> str:
        text = self[values] = _written(values)
        return text


def _written(values: Iterable[object]) -> str:
    return ",".join(map(quoted, values))


def _of_sessions(session_ids: Iterable[int], *, notes: bool) -> Iterator[tuple[PartKind, _Rows]]:
    these = among(session_ids)
    guest = GuestRow
    yield PartKind.SESSION, _rows(Session, (Session.id, Session.id, *_columns(Session, OF_SESSION)), Session.id, these)
    led = Session.select(Session.id, Session.led_by, Session.led_by).where(Session.led_by.is_null(False))
    yield PartKind.LEADER, kept(led.where(Session.id << these))
    yield PartKind.GUEST, _rows(guest, (guest.session, guest.id, *_columns(guest, OF_GUEST)), guest.session, these)
    yield PartKind.MEMBER, _on_roster(these)
    yield PartKind.MEMBER, _walked_in(these)
    if notes:
        yield PartKind.NOTE, _notes(these)
        yield PartKind.MEMBER_NOTE, _lines(these)


def _on_roster(session_ids: Any) -> _Rows:
    row, mark = RosterEntry, AttendanceRow
    columns = row.session, row.member, *_columns(row, OF_PLACE), *_columns(mark, OF_MARK)
    same = (mark.session == row.session) & (mark.member == row.member)
    every = row.select(*columns).join(mark, JOIN.LEFT_OUTER, on=same, attr="there")
    return kept(every.where(row.session << session_ids))


def _walked_in(session_ids: Any) -> _Rows:
    mark, row = AttendanceRow, RosterEntry
    columns = mark.session, mark.member, *(SQL("NULL") for _ in OF_PLACE), *_columns(mark, OF_MARK)
    same = (row.session == mark.session) & (row.member == mark.member)
    every = mark.select(*columns).join(row, JOIN.LEFT_OUTER, on=same, attr="there")
    return kept(every.where((mark.session << session_ids) & row.member.is_null()))


def _notes(session_ids: Any) -> _Rows:
    note, ticked = SessionNote, SessionActivity
    ticks = ticked.select(fn.GROUP_CONCAT(ticked.activity).order_by(ticked.activity)).where(
        ticked.session == note.session
    )
    texts = [getattr(note, name) for name in OF_NOTE[1:]]
    openers = [text.opener() for text in texts]
    columns = note.session, note.session, note.objective, ticks, *(text.column for text in texts)
    for row in _rows(note, columns, note.session, session_ids):
        session_id, _, objective, ticked_there, *closed = row
        opened = (opens(value, session_id) for opens, value in zip(openers, closed, strict=True))
        yield session_id, session_id, objective, *opened, ticked_there


def _lines(session_ids: Any) -> _Rows:
    line, opened = MemberNote, MemberNote.text.opener()
    rows = _rows(line, (line.session, line.member, line.text.column), line.session, session_ids)
    return ((session_id, member_id, opened(text, session_id, member_id)) for session_id, member_id, text in rows)


def _corrections(correction_ids: Iterable[int]) -> _Rows:
    row = CorrectionRow
    return _rows(row, (row.id, row.id, *_columns(row, NEW_CORRECTION)), row.id, among(correction_ids))


def _addenda(addendum_ids: Iterable[int]) -> _Rows:
    row = AddendumRow
    return _rows(row, (row.id, row.id, row.session, row.text), row.id, among(addendum_ids))


def _rows(table: Any, columns: Sequence[Any], of: Any, these: Any) -> list[tuple[Any, ...]]:
    return kept(table.select(*columns).where(of << these))


def _columns(table: Any, names: Sequence[str]) -> list[Any]:
    return [getattr(table, name) for name in names]
