"""The parts of what a signature covers: what stands in the file, and what was said beside it at the signing.

Each part has a salt and a digest of its own, which are kept, so that one person's part can be erased and the seal still
holds. How members were written then, the group's name and who signed are kept with the parts: they may change later.
"""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from peewee import Function, fn

from peerdesk.db.bulk import insert_rows
from peerdesk.db.functions import LONGEST_OPEN
from peerdesk.db.models import (
    KnownAs,
    Member,
    Seal,
    SealPart,
    Staff,
)
from peerdesk.db.queries import among, kept, tuples
from peerdesk.db.tables.closed import LeftOpen
from peerdesk.domain.names.taken_out import TAKEN_OUT
from peerdesk.domain.sessions.signing import NOTE_PARTS, PartKind
from peerdesk.records.sessions.sealed import HEAD, NEW_CORRECTION, Contents, Sealed, SessionFacts
from peerdesk.security.seals import part_digest

Key = tuple[str, int]
"""The kind of a part and the number of what it is about."""

Values = tuple[object, ...]
"""What stands in a part, as the file keeps it."""

Name = tuple[str, str, str]
"""How a member is written: number, Latin and own script."""

_SALT_LENGTH = 16
OF_SESSION = tuple(name for name in HEAD if name != "led_by")
OF_NOTE = ("objective", "topic", "shared", "coping", "concerns", "plan")
OF_GUEST = ("member", "name", "kinship")
OF_PLACE = ("serial", "role")
OF_MARK = ("walk_in", "mark", "minutes", "reason", "participation")
_MEMBER = (*OF_PLACE, *OF_MARK)
_NAMED = (PartKind.MEMBER.value, PartKind.CORRECTION.value)
_MEMBER_OF_CORRECTION = NEW_CORRECTION.index("member")


KeptPart = tuple[Any, ...]
"""A row of its table as the file keeps it: seal, place, and the rest as in `SignedPart`; the salts of notes closed."""


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
    texts = (getattr(note, name) for name in OF_NOTE[1:])
    found: dict[Key, Values] = {
        (PartKind.SESSION.value, session_id): tuple(facts.head[name] for name in OF_SESSION),
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
    if digest and not _is_left(part.kind, values or ()):
        return False
    if part.salt is None or _is_closed(part.salt):
        return False
    return part_digest(part.salt, text_of(part, values or (), name)) == (digest or part.digest)


def _is_left(kind: str, values: Values) -> bool:
    """Whether something stands there as erasing leaves it: nobody's correction, or a text with a name taken out."""
    if kind == PartKind.CORRECTION.value:
        return bool(values) and values[_MEMBER_OF_CORRECTION] is None
    return any(isinstance(value, str) and TAKEN_OUT in value for value in values)


def text_of(part: SignedPart, values: Values, name: Iterable[object]) -> str:
    """A kept part as it is signed."""
    return _text((part.kind, part.subject_id), values, name, part.said)


def _is_closed(salt: bytes | None) -> bool:
    return salt is not None and len(salt) > LONGEST_OPEN


def _text(key: Key, values: Iterable[object], name: Iterable[object], said: str | None) -> str:
    """A part as it is signed: as SQLite quotes each value."""
    every = (*values, *name, *(() if said is None else (said,)))
    return f"{key[0]} {key[1]} " + ",".join(map(quoted, every))


def quoted(value: object) -> str:
    """A value as it is signed.

    Raises:
        TypeError: for one that PeerDesk writes nowhere.
    """
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


def between(first: int, last: int) -> list[KeptPart]:
    """The parts of the seals from one number to another, in their order."""
    row = SealPart
    columns = row.seal, row.place, row.kind, row.subject_id, row.known_as, row.said, row.salt.column, row.digest
    return kept(row.select(*columns).where(row.seal.between(first, last)).order_by(row.seal, row.place))


def digests(parts: Iterable[KeptPart]) -> dict[int, bytes]:
    """The digests of seals, all of a seal one after the other; nothing where one of them is no digest."""
    found: dict[int, list[bytes]] = defaultdict(list)
    for part in parts:
        found[part[0]].append(part[-1])
    return {seal_id: b"".join(each) if _are_bytes(each) else b"" for seal_id, each in found.items()}


def _are_bytes(values: Iterable[object]) -> bool:
    return {bytes}.issuperset(map(type, values))


def signer_name() -> Function:
    """The name of who signed, in a query that joins seals and staff: as it was signed, and not as it is today.

    Seals of an earlier PeerDesk keep no name.
    """
    part, name = SealPart, fn.JSON_EXTRACT(SealPart.said, "$.name")
    this = (part.seal == Seal.id) & (part.kind == PartKind.SIGNER) & fn.JSON_VALID(part.said)
    return fn.COALESCE(part.select(name).where(this), Staff.name)
