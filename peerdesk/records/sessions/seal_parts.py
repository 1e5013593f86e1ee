"""The parts of what a signature covers: what stands in the file, and what was said beside it at the signing.

Each part has a salt and a digest of its own, which are kept, so that one person's part can be erased and the seal still
holds. How members were written then, the group's name and who signed are kept with the parts: they may change later.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from peewee import JOIN, Function, ModelSelect, fn

from peerdesk.db.bulk import insert_rows
from peerdesk.db.functions import LONGEST_OPEN
from peerdesk.db.models import (
    AddendumRow,
    AttendanceRow,
    CorrectionRow,
    GuestRow,
    KnownAs,
    Member,
    MemberNote,
    RosterEntry,
    Seal,
    SealPart,
    Session,
    SessionActivity,
    SessionNote,
    Staff,
)
from peerdesk.db.queries import among, kept, tuples
from peerdesk.db.tables.closed import LeftOpen
from peerdesk.domain.sessions.signing import NOTE_PARTS, PartKind, SealKind
from peerdesk.records.sessions.sealed import HEAD, NEW_CORRECTION, Contents, Sealed, SessionFacts
from peerdesk.security.seals import part_digest, those_that_differ

Key = tuple[str, int]
"""The kind of a part and the number of what it is about."""

Values = tuple[object, ...]
"""What stands in a part, as the file keeps it."""

Name = tuple[str, str, str]
"""How a member is written: number, Latin and own script."""

_SALT_LENGTH = 16
_SESSION = tuple(name for name in HEAD if name != "led_by")
_NOTE = ("objective", "topic", "shared", "coping", "concerns", "plan")
_GUEST = ("member", "name", "kinship")
_PLACE = ("serial", "role")
_MARK = ("walk_in", "mark", "minutes", "reason", "participation")
_MEMBER = (*_PLACE, *_MARK)
_NAMED = (PartKind.MEMBER.value, PartKind.CORRECTION.value)
_MEMBER_OF_CORRECTION = NEW_CORRECTION.index("member")


class SignedPart(NamedTuple):
    """A part as it is kept."""

    place: int
    kind: str
    subject_id: int
    known_as_id: int | None
    said: str | None
    salt: bytes | None
    digest: bytes


def in_file(sealed: Sealed, contents: Contents) -> dict[Key, Values]:
    """What stands in the file of a record, part by part.

    Raises:
        KeyError: if what was sealed is not in the file.
    """
    if sealed.addendum_id is not None:
        row = contents.addenda[sealed.addendum_id]
        return {(PartKind.ADDENDUM.value, sealed.addendum_id): (row["session"], row.get("text"))}
    if sealed.correction_id is not None:
        row = contents.corrections[sealed.correction_id]
        return {(PartKind.CORRECTION.value, sealed.correction_id): tuple(row[name] for name in NEW_CORRECTION)}
    return _of_session(sealed.session_id, contents.sessions[sealed.session_id])


def _of_session(session_id: int, facts: SessionFacts) -> dict[Key, Values]:
    note, led_by = facts.note, facts.head["led_by"]
    objective = note.objective.value if note.objective else None
    ticked = ",".join(sorted(activity.value for activity in note.activities)) or None
    texts = (getattr(note, name) for name in _NOTE[1:])
    found: dict[Key, Values] = {
        (PartKind.SESSION.value, session_id): tuple(facts.head[name] for name in _SESSION),
        (PartKind.NOTE.value, session_id): (objective, *texts, ticked),
    }
    if isinstance(led_by, int):
        found[PartKind.LEADER.value, led_by] = (led_by,)
    for guest in facts.guests:
        found[PartKind.GUEST.value, guest.id] = guest.member_id, guest.name, guest.kinship
    for member_id, known in facts.members.items():
        found[PartKind.MEMBER.value, member_id] = tuple(known.get(name) for name in _MEMBER)
        if "note" in known:
            found[PartKind.MEMBER_NOTE.value, member_id] = (known["note"],)
    return found


def members_in(there: Mapping[Key, Values]) -> set[int]:
    """The members whom parts are about, as they will be named."""
    return {member_id for key, values in there.items() if (member_id := _member_of(key, values))}


def _member_of(key: Key, values: Values) -> int:
    """Whose name is kept with a part; 0 where nobody's is."""
    kind, subject_id = key
    if kind not in _NAMED:
        return 0
    found = values[_MEMBER_OF_CORRECTION] if kind == PartKind.CORRECTION.value else subject_id
    return found if isinstance(found, int) else 0


def made(
    there: Mapping[Key, Values], said: Mapping[Key, Mapping[str, object]], known_as: Mapping[int, tuple[int, Name]]
) -> list[SignedPart]:
    """The parts of a record that is signed now, in their order.

    Args:
        there: what stands in the file.
        said: what is kept with a part, or is a part of its own.
        known_as: of each member the number of how they are written now, and how that is.
    """
    found = []
    for place, key in enumerate(dict.fromkeys((*there, *said))):
        values = there.get(key, ())
        member_id = _member_of(key, values)
        known_as_id, name = known_as[member_id] if member_id else (None, ())
        words = json.dumps(said[key], ensure_ascii=False, sort_keys=True) if key in said else None
        salt = secrets.token_bytes(_SALT_LENGTH)
        found.append(
            SignedPart(place, *key, known_as_id, words, salt, part_digest(salt, _text(key, values, name, words)))
        )
    return found


def unfitting(
    parts: Iterable[SignedPart],
    there: dict[Key, Values],
    names: Mapping[int, Name],
    erased: Mapping[int, bytes | None],
    *,
    notes: bool,
) -> list[Key]:
    """The parts that are not what was signed: altered, taken out, or added since.

    Args:
        parts: as they were kept.
        there: what stands in the file; emptied.
        names: how members were written, by the numbers that the parts have.
        erased: the places of those that a coordinator erased (`records/erasures.py`).
        notes: whether the notes are looked at; else nothing is said of them.
    """
    found = []
    for part in parts:
        key = part.kind, part.subject_id
        values = there.pop(key, None)
        if part.kind in NOTE_PARTS and not notes:
            continue
        name = () if part.known_as_id is None else names.get(part.known_as_id, ())
        if not fits(part, values, name, erased):
            found.append(key)
    return [*found, *(key for key in there if notes or key[0] not in NOTE_PARTS)]


def fits(part: SignedPart, values: Values | None, name: Iterable[object], erased: Mapping[int, bytes | None]) -> bool:
    """Whether a part is what was signed or, of one that was erased, what a coordinator left in its place."""
    digest = erased.get(part.place, b"") if erased else b""
    if digest is None:
        return part.salt is None and values is None
    if part.salt is None or _is_closed(part.salt):
        return False
    return part_digest(part.salt, text_of(part, values or (), name)) == (digest or part.digest)


def text_of(part: SignedPart, values: Values, name: Iterable[object]) -> str:
    """A kept part as it is signed."""
    return _text((part.kind, part.subject_id), values, name, part.said)


def _is_closed(salt: bytes | None) -> bool:
    return salt is not None and len(salt) > LONGEST_OPEN


def _text(key: Key, values: Iterable[object], name: Iterable[object], said: str | None) -> str:
    """A part as it is signed: as SQLite quotes each value."""
    every = (*values, *name, *(() if said is None else (said,)))
    return f"{key[0]} {key[1]} " + ",".join(map(_quoted, every))


def _quoted(value: object) -> str:
    match value:
        case None:
            return "NULL"
        case bool() | int():
            return str(int(value))
        case str():
            return "'" + value.replace("'", "''") + "'"
        case bytes():  # it should open, and does not
            return f"X'{value.hex()}'"
    raise TypeError(f"{type(value).__name__} is signed in no part")


def known_as_now(member_ids: Collection[int]) -> dict[int, tuple[int, Name]]:
    """Of each member the number of how they are written now, and how that is; what is new is written down."""
    columns = KnownAs.member, KnownAs.id, KnownAs.number, KnownAs.name_latin, KnownAs.name_native
    written = KnownAs.select(*columns).where(KnownAs.member << among(member_ids)).order_by(KnownAs.id)
    last = {member_id: (row_id, tuple(name)) for member_id, row_id, *name in tuples(written)}
    found: dict[int, tuple[int, Name]] = {}
    names = Member.select(Member.id, Member.number, Member.name_latin, Member.name_native)
    for member_id, number, latin, native in tuples(names.where(Member.id << among(member_ids))):
        row_id, before = last.get(member_id, (0, ()))
        now = str(number), latin, native
        if before != now:
            row_id = KnownAs.create(member=member_id, number=now[0], name_latin=latin, name_native=native).id
        found[member_id] = row_id, now
    return found


def keep(seal_id: int, parts: Sequence[SignedPart]) -> None:
    """Write the parts of a seal down."""
    insert_rows(SealPart, (row_of(seal_id, part) for part in parts))


def row_of(seal_id: int, part: SignedPart) -> tuple[object, ...]:
    """A part as a row of its table; the salts of notes are closed as these are."""
    salt = part.salt if part.kind in NOTE_PARTS else LeftOpen(part.salt)
    return (seal_id, *part[:-2], salt, part.digest)


def of_seals(seal_ids: Collection[int]) -> tuple[dict[int, list[SignedPart]], dict[int, Name]]:
    """The parts of some seals, and the names that they point to, by number."""
    row = SealPart
    columns = row.seal, row.place, row.kind, row.subject_id, row.known_as, row.said, row.salt, row.digest
    found: dict[int, list[SignedPart]] = {seal_id: [] for seal_id in seal_ids}
    rows = row.select(*columns).where(row.seal << among(seal_ids)).order_by(row.seal, row.place)
    for seal_id, *part in kept(rows):
        found[seal_id].append(SignedPart(*part))
    used = {part.known_as_id for parts in found.values() for part in parts if part.known_as_id is not None}
    names = KnownAs.select(KnownAs.id, KnownAs.number, KnownAs.name_latin, KnownAs.name_native)
    return found, {row_id: tuple(name) for row_id, *name in kept(names.where(KnownAs.id << among(used)))}


def digests(first: int, last: int) -> dict[int, bytes]:
    """The digests of the seals from one number to another, all of a seal one after the other."""
    joined = fn.GROUP_CONCAT(fn.HEX(SealPart.digest), "").order_by(SealPart.place)
    rows = SealPart.select(SealPart.seal, joined).where(SealPart.seal.between(first, last)).group_by(SealPart.seal)
    return {seal_id: bytes.fromhex(text) for seal_id, text in kept(rows)}


def signer_name() -> Function:
    """The name of who signed, in a query that joins seals and staff: as it was signed, and not as it is today.

    Seals of an earlier PeerDesk keep no name.
    """
    part, name = SealPart, fn.JSON_EXTRACT(SealPart.said, "$.name")
    this = (part.seal == Seal.id) & (part.kind == PartKind.SIGNER) & fn.JSON_VALID(part.said)
    return fn.COALESCE(part.select(name).where(this), Staff.name)


# All of them at once


def doubtful(*, notes: bool) -> set[int]:
    """The seals of which some part is not, at a glance, what stands in the file; the notes are looked at if asked for.

    SQLite writes the texts, for a tenth of what it costs to read the columns. A mark that was corrected is not what
    was signed: such seals are looked at closely (`unfitting`), as are those that something was added to.
    """
    found: set[int] = set()
    for query in _all_texts(notes=notes):
        found |= those_that_differ(kept(query))
    return found | _of_no_kind() | _with_additions()


def _all_texts(*, notes: bool) -> Iterator[ModelSelect[SealPart]]:
    session, here = Session, Seal.session
    yield _texts(PartKind.SESSION, _columns(session, _SESSION), (session, session.id == here), said=True)
    led = (session, (session.id == here) & (session.led_by == SealPart.subject_id))
    yield _texts(PartKind.LEADER, [session.led_by], led)
    guest = (GuestRow, (GuestRow.id == SealPart.subject_id) & (GuestRow.session == here))
    yield _texts(PartKind.GUEST, _columns(GuestRow, _GUEST), guest)
    on_roster, marked = (
        (table, (table.session == here) & (table.member == SealPart.subject_id))
        for table in (RosterEntry, AttendanceRow)
    )
    member = [*_columns(RosterEntry, _PLACE), *_columns(AttendanceRow, _MARK)]
    yield _texts(PartKind.MEMBER, member, on_roster, marked, named=True)
    yield _texts(PartKind.SIGNER, [], said=True)
    correction = (CorrectionRow, (CorrectionRow.id == Seal.correction) & (CorrectionRow.id == SealPart.subject_id))
    yield _texts(PartKind.CORRECTION, _columns(CorrectionRow, NEW_CORRECTION), correction, named=True)

    if notes:
        yield from _texts_of_notes()


def _texts_of_notes() -> Iterator[ModelSelect[SealPart]]:
    note, line, ticked, here = SessionNote, MemberNote, SessionActivity, Seal.session
    ticks = ticked.select(fn.GROUP_CONCAT(ticked.activity).order_by(ticked.activity)).where(ticked.session == here)
    yield _texts(PartKind.NOTE, [*_columns(note, _NOTE), ticks], (note, note.session == here))
    this = (line.session == here) & (line.member == SealPart.subject_id)
    yield _texts(PartKind.MEMBER_NOTE, [line.text], (line, this))
    addendum = (AddendumRow, (AddendumRow.id == Seal.addendum) & (AddendumRow.id == SealPart.subject_id))
    yield _texts(PartKind.ADDENDUM, [AddendumRow.session, AddendumRow.text], addendum)


def _texts(
    kind: PartKind, columns: Sequence[Any], *sources: tuple[Any, Any], named: bool = False, said: bool = False
) -> ModelSelect[SealPart]:
    """All parts of a kind: seal, salt, digest, and the text as it stands in the file now."""
    every = [
        *columns,
        *(_columns(KnownAs, ("number", "name_latin", "name_native")) if named else ()),
        *((SealPart.said,) if said else ()),
    ]
    shape = "%s %d " + ",".join(["%s"] * len(every))
    text = fn.PRINTF(shape, SealPart.kind, SealPart.subject_id, *map(fn.QUOTE, every))
    salt = SealPart.salt if kind in NOTE_PARTS else SealPart.salt.column
    query = SealPart.select(SealPart.seal, salt, SealPart.digest, text).join(Seal)
    for table, on in sources:
        query = query.switch(SealPart).join(table, JOIN.LEFT_OUTER, on=on, attr="there")
    if named:
        query = query.switch(SealPart).join(KnownAs, JOIN.LEFT_OUTER)
    found: ModelSelect[SealPart] = query.where(SealPart.kind == kind)
    return found


def _columns(table: Any, names: Sequence[str]) -> list[Any]:
    return [getattr(table, name) for name in names]


def _of_no_kind() -> set[int]:
    """The seals with parts that no query for a kind has looked at: somebody called them otherwise since."""
    kind = SealPart.kind
    others = SealPart.select(SealPart.seal).distinct()
    return {seal_id for (seal_id,) in kept(others.where(kind.not_in(list(PartKind)) | kind.is_null()))}


def _with_additions() -> set[int]:
    """The seals of sessions that have more rows of a kind than parts were signed."""
    signed = Seal.select(Seal.id, Seal.session).where((Seal.kind == SealKind.SESSION) & Seal.signature.is_null(False))
    seal_of = {session_id: seal_id for seal_id, session_id in kept(signed)}
    counts = SealPart.select(SealPart.seal, SealPart.kind, fn.COUNT(SealPart.place))
    parts = {(seal_id, kind): n for seal_id, kind, n in kept(counts.group_by(SealPart.seal, SealPart.kind))}
    members = RosterEntry.select(RosterEntry.session, RosterEntry.member) | AttendanceRow.select(
        AttendanceRow.session, AttendanceRow.member
    )
    people = members.select_from(members.c.session_id, fn.COUNT(members.c.member_id)).group_by(members.c.session_id)
    found: set[int] = set()
    for kind, rows in (
        (PartKind.MEMBER, people),
        (PartKind.GUEST, _count_of(GuestRow)),
        (PartKind.MEMBER_NOTE, _count_of(MemberNote)),
        (PartKind.LEADER, Session.select(Session.id, 1).where(Session.led_by.is_null(False))),
    ):
        found.update(
            seal_of[session_id]
            for session_id, count in kept(rows)
            if session_id in seal_of and count > parts.get((seal_of[session_id], kind.value), 0)
        )
    return found


def _count_of(table: Any) -> Any:
    return table.select(table.session, fn.COUNT(table.session)).group_by(table.session)
