"""The chain of seals: one more link, and whether all of them fit; inside a unit of work or a reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, NamedTuple

from peerdesk.db.audit import Unit
from peerdesk.db.models import Group, Seal, Session, Staff
from peerdesk.db.queries import tuples
from peerdesk.db.trail_chain import TrailEnd
from peerdesk.domain.access import Permission, Role, allowed
from peerdesk.domain.sessions.signing import PartKind, SealKind
from peerdesk.errors import StorageUnavailable
from peerdesk.records.sessions import former_seals, seal_parts
from peerdesk.records.sessions.links import Link, as_bytes, link_batches, links_numbered
from peerdesk.records.sessions.seal_glance import Glance
from peerdesk.records.sessions.seal_parts import KeptPart, Key, SignedPart
from peerdesk.records.sessions.sealed import Contents, Sealed
from peerdesk.security.identity import Identity
from peerdesk.security.key_list import KeyList
from peerdesk.security.seals import FIRST, Sealer, Signed, is_signed, link_of

_UNLIKE_PEERDESK = LookupError, ValueError, TypeError, StorageUnavailable
"""What comes of values that PeerDesk never writes, or that do not open where they stand."""

NO_SALT = bytes(16)
"""In the place of the salt that an earlier PeerDesk made all others from: each part has its own now."""

_THREADS = 2
"""Signatures are checked past Python, which old PCs have two processors for."""


class Pen(NamedTuple):
    """What somebody signs with.

    Attributes:
        staff_id: who it is.
        identity: their keys.
        keys_head: the fingerprint of the list of keys, in which these are in force.
    """

    staff_id: int
    identity: Identity
    keys_head: bytes


class Hand(NamedTuple):
    """Who signs, in the words of then, and whether they answered for the group; and what it was called."""

    staff_id: int
    name: str
    designation: str
    role: Role
    responsible: bool
    group: str


# One more


def add(pen: Pen, sealed: Sealed, unit: Unit, *, responsible: bool) -> bytes:
    """Sign a record as it stands in the file within a unit of work, and return its seal.

    The moment of a signature is never before that of the one before it, whatever the clock says.
    """
    there = seal_parts.in_file(sealed, Contents([sealed]))
    said = said_beside(sealed, _hand(pen.staff_id, sealed, responsible=responsible))
    parts = seal_parts.made(there, said, seal_parts.known_as_now(seal_parts.members_in(there)))
    last = Seal.select(Seal.id, Seal.seal, Seal.signature, Seal.at).order_by(Seal.id.desc()).first()
    previous = FIRST if last is None else link_of(bytes(last.seal), as_bytes(last.signature))
    seal_id = 1 if last is None else last.id + 1  # no gap: a link taken from the chain's end shows in the trail
    moment = unit.at if last is None else max(unit.at, last.at)
    row = row_of(seal_id, pen, sealed, moment, previous, unit.trail, parts)
    Seal.insert(row).execute()
    seal_parts.keep(seal_id, parts)
    return bytes(row["seal"])


def row_of(
    seal_id: int,
    pen: Pen,
    sealed: Sealed,
    at: datetime,
    previous: bytes,
    trail_now: TrailEnd,
    parts: Iterable[SignedPart],
) -> dict[str, Any]:
    """The next link of the chain, signed, by the names of its columns in their order."""
    signing, digests = pen.identity.public.signing, b"".join(part.digest for part in parts)
    signed = _signed(previous, sealed, at, pen.staff_id, signing, pen.keys_head, trail_now, digests)
    return {
        "id": seal_id,
        "kind": sealed.kind,
        "session": sealed.session_id,
        "addendum": sealed.addendum_id,
        "correction": sealed.correction_id,
        "staff": pen.staff_id,
        "at": at,
        "salt": NO_SALT,
        "seal": signed.seal,
        "signature": signed.sign(pen.identity),
        "keys_head": pen.keys_head,
        "trail_id": trail_now[0],
        "trail_head": trail_now[1],
    }


def said_beside(sealed: Sealed, hand: Hand) -> dict[Key, Mapping[str, object]]:
    """What is kept with the parts, for it may change later: who signed, and the name of the group."""
    signer = {
        "name": hand.name,
        "designation": hand.designation,
        "role": hand.role.value,
        "responsible": hand.responsible,
    }
    said: dict[Key, Mapping[str, object]] = {(PartKind.SIGNER.value, hand.staff_id): signer}
    if sealed.kind is SealKind.SESSION:
        said[PartKind.SESSION.value, sealed.session_id] = {"group_name": hand.group}
    return said


def _hand(staff_id: int, sealed: Sealed, *, responsible: bool) -> Hand:
    who = Staff.select(Staff.name, Staff.designation, Staff.role).where(Staff.id == staff_id)
    [(name, designation, role)] = tuples(who)
    [(group,)] = tuples(Session.select(Group.name).join(Group).where(Session.id == sealed.session_id))
    return Hand(staff_id, name, designation, role, responsible, group)


def _signed(
    previous: bytes,
    sealed: Sealed,
    at: datetime,
    staff_id: int,
    signing: bytes,
    keys_head: bytes,
    trail_now: TrailEnd,
    digests: bytes,
) -> Signed:
    of = sealed.kind.value, sealed.subject_id, at.isoformat()
    return Signed(previous, *of, staff_id, signing, keys_head, *trail_now, digests)


# All of them


def broken(
    sealer: Sealer, known: KeyList, trail_heads: Mapping[int, bytes], *, notes: bool
) -> list[tuple[int, SealKind]]:
    """Go along the chain and name what every link closes that does not fit.

    Args:
        sealer: checks the seals of an earlier PeerDesk.
        known: the list of keys.
        trail_heads: the heads of the trail at the entries that links name (`named_entries`).
        notes: whether notes are looked at, and seals of an earlier PeerDesk, which close a session with its notes.
    """
    walk = _Walk(sealer, known, trail_heads, notes=notes)
    for links in link_batches():
        walk.go_along(links)
    altered = list(_altered(walk.doubtful, notes=notes))
    shares = [walk.asked[begin::_THREADS] for begin in range(_THREADS)]
    with ThreadPoolExecutor(_THREADS) as beside:  # by themselves: beside SQLite they wait for Python's turns
        forged = [each for share in beside.map(_forged, shares) for each in share]
    wrong = {*walk.broken, *altered, *forged}
    return [(sealed.session_id, sealed.kind) for _id, sealed in sorted(wrong)]


class _Walk:
    """Goes along the links; what is doubtful of what stands in the file is looked at apart, and so are signatures."""

    def __init__(self, sealer: Sealer, known: KeyList, trail_heads: Mapping[int, bytes], *, notes: bool) -> None:
        self._notes, self._glance = notes, Glance(notes=notes)
        self._sealer, self._known, self._trail_heads = sealer, known, trail_heads
        self._previous, self._expected = FIRST, 1
        self._keys_place, self._trail_id, self._moment = 0, 0, datetime.min
        self._are_signed = False
        self.broken: list[tuple[int, Sealed]] = []
        self.asked: list[_Asked] = []
        self.doubtful: set[int] = set()
        self._keys: dict[tuple[int, bytes], bytes | None] = {}

    def go_along(self, links: Sequence[Link]) -> None:
        former = [link for link in links if link.signature is None]
        contents = _contents(former, notes=self._notes) if self._notes else None
        parts = seal_parts.between(links[0].id, links[-1].id)
        self._look_at(links, parts)
        digests = seal_parts.digests(parts)
        for link in links:
            if link.signature is None:
                fits = self._is_former(link, contents)
            else:
                fits = self._is_signed(link, digests.get(link.id, b""))
            fits = link.id == self._expected and fits
            if not fits:
                self.broken.append((link.id, link.sealed))
            self._previous, self._expected = link_of(link.seal, link.signature), link.id + 1

    def _look_at(self, links: Sequence[Link], parts: Sequence[KeptPart]) -> None:
        try:
            self.doubtful |= self._glance.doubtful(links, parts)
        except _UNLIKE_PEERDESK:  # one of them has something that PeerDesk never writes: each is looked at closely
            self.doubtful |= {link.id for link in links}

    def _is_former(self, link: Link, contents: Contents | None) -> bool:
        if not self._notes:
            return not self._known.is_founded and not self._are_signed
        try:
            digests = former_seals.digests(link.salt, link.sealed, contents or Contents([link.sealed]))
        except _UNLIKE_PEERDESK:  # what it closes is gone, or is nothing that PeerDesk writes
            return False
        of = self._previous, link.sealed.kind, link.sealed.subject_id, link.at.isoformat(), link.staff_id
        might_be = not self._known.is_founded and not self._are_signed  # a centre founded since never had one
        return might_be and self._sealer.verify(link.seal, *of, digests)

    def _is_signed(self, link: Link, digests: bytes) -> bool:
        self._are_signed = True
        signing = self._signing(link.staff_id, link.keys_head or b"")
        if signing is None or link.signature is None or link.keys_head is None:
            return False
        self.asked.append((link.id, link.sealed, (link.seal, signing, link.signature)))
        trail_now = TrailEnd(link.trail_id or 0, link.trail_head or b"")
        of = self._previous, link.sealed, link.at, link.staff_id, signing, link.keys_head, trail_now
        fits = _signed(*of, digests).seal == link.seal and link.salt == NO_SALT
        return self._goes_on(link) and fits

    def _signing(self, staff_id: int, keys_head: bytes) -> bytes | None:
        """The signing key that somebody had when the list of keys was so long, if they might sign then."""
        key = staff_id, keys_head
        if key not in self._keys:
            entry = self._known.entry_then(staff_id, keys_head)
            may = entry is not None and entry.role is not None and allowed(entry.role, Permission.SIGN_SESSIONS)
            self._keys[key] = entry.keys.signing if entry is not None and may else None
        return self._keys[key]

    def _goes_on(self, link: Link) -> bool:
        """Whether neither list of keys, trail nor moment is an earlier one than for the link before, or another."""
        place, trail_id = self._known.place_of(link.keys_head or b""), link.trail_id or 0
        on = place >= self._keys_place and trail_id >= self._trail_id and link.at >= self._moment
        self._moment = max(link.at, self._moment)
        self._keys_place, self._trail_id = max(place, self._keys_place), max(trail_id, self._trail_id)
        return on and self._trail_heads.get(trail_id) == link.trail_head


_Asked = tuple[int, Sealed, tuple[bytes, bytes, bytes]]
"""Number of a link, what it closes, and its seal, signing key and signature."""


def _altered(seal_ids: Collection[int], *, notes: bool) -> Iterator[tuple[int, Sealed]]:
    """Of seals that are in doubt, those that close something else than was signed."""
    for links in links_numbered(seal_ids):
        parts, names = seal_parts.of_seals([link.id for link in links])
        contents = _contents(links, notes=notes)
        for link in links:
            try:
                there = seal_parts.in_file(link.sealed, contents or Contents([link.sealed], notes=notes))
                is_altered = bool(seal_parts.unfitting(parts[link.id], there, names, notes=notes))
            except _UNLIKE_PEERDESK:  # what it closes is gone, or is nothing that PeerDesk writes
                is_altered = True
            if is_altered:
                yield link.id, link.sealed


def _contents(links: Sequence[Link], *, notes: bool) -> Contents | None:
    """Everything that links close; None where one of them cannot be read: then each is looked at by itself."""
    try:
        return Contents([link.sealed for link in links], notes=notes)
    except _UNLIKE_PEERDESK:
        return None


def _forged(asked: Sequence[_Asked]) -> list[tuple[int, Sealed]]:
    return [(number, sealed) for number, sealed, of in asked if not is_signed(*of)]
