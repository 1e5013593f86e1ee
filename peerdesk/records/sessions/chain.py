"""The chain of seals: one more link, and whether all of them fit; inside a unit of work or a reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from peerdesk.db.audit import Unit
from peerdesk.db.models import Group, Seal, Session, Staff
from peerdesk.db.queries import tuples
from peerdesk.db.trail_chain import TrailEnd
from peerdesk.domain.access import Permission, Role, allowed
from peerdesk.domain.sessions.signing import PartKind, SealKind
from peerdesk.errors import StorageUnavailable
from peerdesk.records.erasures import ErasedParts
from peerdesk.records.sessions import former_seals, seal_parts
from peerdesk.records.sessions.former_seals import FormerSealPart
from peerdesk.records.sessions.links import Link, as_bytes, link_batches, links_numbered
from peerdesk.records.sessions.seal_glance import Glance
from peerdesk.records.sessions.seal_parts import KeptPart, Key, SignedPart
from peerdesk.records.sessions.sealed import Contents, Sealed
from peerdesk.security.identity import Identity
from peerdesk.security.key_list import KeyList
from peerdesk.security.seals import FIRST, NO_SALT, Sealer, Signed, is_signed, link_of

_UNLIKE_PEERDESK = LookupError, ValueError, TypeError, StorageUnavailable
"""What comes of values that PeerDesk never writes, or that do not open where they stand."""


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


class Before(NamedTuple):
    """What a link follows.

    Attributes:
        previous: the link before it, `FIRST` for the first.
        own: the one that the same person signed last with the same key, if its signature holds.
    """

    previous: bytes
    own: bytes | None


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
    before = Before(previous, _own_before(pen))
    seal_id = 1 if last is None else last.id + 1  # no gap: a link taken from the chain's end shows in the trail
    moment = unit.at if last is None else max(unit.at, last.at)
    row = row_of(seal_id, pen, sealed, moment, before, unit.trail, parts)
    Seal.insert(row).execute()
    seal_parts.keep(seal_id, parts)
    return bytes(row["seal"])


def row_of(
    seal_id: int,
    pen: Pen,
    sealed: Sealed,
    at: datetime,
    before: Before,
    trail_now: TrailEnd,
    parts: Iterable[SignedPart],
) -> dict[str, Any]:
    """The next link of the chain, signed, by the names of its columns in their order."""
    signing, digests = pen.identity.public.signing, b"".join(part.digest for part in parts)
    signed = _signed(before, sealed, at, pen.staff_id, signing, pen.keys_head, trail_now, digests)
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
        "own_before": before.own,
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


def _own_before(pen: Pen) -> bytes | None:
    """The last link that somebody signed with the key of today, if it is one that holds."""
    last = Seal.select(Seal.seal, Seal.signature).where((Seal.staff == pen.staff_id) & Seal.signature.is_null(False))
    for seal, signature in tuples(last.order_by(Seal.id.desc()).limit(1)):
        if is_signed(bytes(seal), pen.identity.public.signing, bytes(signature)):
            return link_of(bytes(seal), bytes(signature))
    return None


def _hand(staff_id: int, sealed: Sealed, *, responsible: bool) -> Hand:
    who = Staff.select(Staff.name, Staff.designation, Staff.role).where(Staff.id == staff_id)
    [(name, designation, role)] = tuples(who)
    [(group,)] = tuples(Session.select(Group.name).join(Group).where(Session.id == sealed.session_id))
    return Hand(staff_id, name, designation, role, responsible, group)


def _signed(
    before: Before,
    sealed: Sealed,
    at: datetime,
    staff_id: int,
    signing: bytes,
    keys_head: bytes,
    trail_now: TrailEnd,
    digests: bytes,
) -> Signed:
    kind, subject = sealed.kind.value, sealed.subject_id
    return Signed(*before, kind, subject, at.isoformat(), staff_id, signing, keys_head, *trail_now, digests)


# All of them


def broken(
    sealer: Sealer, known: KeyList, trail_heads: Mapping[int, bytes], erased: ErasedParts, *, notes: bool
) -> list[tuple[int, SealKind]]:
    """Go along the chain and name what every link closes that does not fit.

    Args:
        sealer: checks the seals of an earlier PeerDesk.
        known: the list of keys.
        trail_heads: the heads of the trail at the entries that links name (`named_entries`).
        erased: the parts that coordinators erased, by seal and place.
        notes: whether notes are looked at, and seals of an earlier PeerDesk, which close a session with its notes.
    """
    walk = _Walk(sealer, known, trail_heads, erased, notes=notes)
    for links in link_batches():
        walk.go_along(links)
    altered = list(_altered(walk.doubtful, erased, notes=notes))
    forged = [
        each for signing, strands in walk.strands.items() for strand in strands for each in _forged(signing, strand)
    ]
    wrong = {*walk.broken, *altered, *forged}
    return [(sealed.session_id, sealed.kind) for _id, sealed in sorted(wrong)]


class _Walk:
    """Goes along the links; what is doubtful of what stands in the file is looked at apart, and so are signatures."""

    def __init__(
        self, sealer: Sealer, known: KeyList, trail_heads: Mapping[int, bytes], erased: ErasedParts, *, notes: bool
    ) -> None:
        self._notes, self._erased, self._glance = notes, erased, Glance(notes=notes)
        self._sealer, self._known, self._trail_heads = sealer, known, trail_heads
        self._previous, self._expected = FIRST, 1
        self._keys_place, self._trail_id, self._moment = 0, 0, datetime.min
        self._are_signed = False
        self.broken: list[tuple[int, Sealed]] = []
        self.strands: dict[bytes, list[list[Link]]] = {}
        self.doubtful: set[int] = set()
        self._keys: dict[tuple[int, bytes], bytes | None] = {}

    def go_along(self, links: Sequence[Link]) -> None:
        former = [link for link in links if link.signature is None]
        contents = _contents(former, notes=self._notes) if self._notes else None
        left = former_seals.kept_parts([link.id for link in former]) if former else {}
        parts = seal_parts.between(links[0].id, links[-1].id)
        self._look_at(links, parts)
        digests = seal_parts.digests(parts)
        for link in links:
            if link.signature is None:
                fits = self._is_former(link, contents, left.get(link.id))
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

    def _is_former(self, link: Link, contents: Contents | None, left: Sequence[FormerSealPart] | None) -> bool:
        might_be = not self._known.is_founded and not self._are_signed  # a centre founded since never had one
        if not self._notes:
            return might_be
        try:
            there = contents or Contents([link.sealed])
            if left is None:
                digests: Sequence[bytes] | None = former_seals.digests(link.salt, link.sealed, there)
            else:
                digests = former_seals.left_digests(left, link.sealed, there, self._erased.get(link.id, {}))
        except _UNLIKE_PEERDESK:  # what it closes is gone, or is nothing that PeerDesk writes
            return False
        of = self._previous, link.sealed.kind, link.sealed.subject_id, link.at.isoformat(), link.staff_id
        return might_be and digests is not None and self._sealer.verify(link.seal, *of, digests)

    def _is_signed(self, link: Link, digests: bytes) -> bool:
        self._are_signed = True
        signing = self._signing(link.staff_id, link.keys_head or b"")
        if signing is None or link.signature is None or link.keys_head is None:
            return False
        trail_now = TrailEnd(link.trail_id or 0, link.trail_head or b"")
        before = Before(self._previous, link.own_before)
        of = before, link.sealed, link.at, link.staff_id, signing, link.keys_head, trail_now
        is_sealed = _signed(*of, digests).seal == link.seal
        self._add_to_strand(signing, link, vouches=is_sealed)
        return self._goes_on(link) and is_sealed and link.salt == NO_SALT

    def _add_to_strand(self, signing: bytes, link: Link, *, vouches: bool) -> None:
        """Put a link after the one that the same key signed before, if it vouches for that; else begin a strand."""
        strands = self.strands.setdefault(signing, [])
        last = strands[-1][-1] if strands else None
        if last is None or not vouches or link.own_before != link_of(last.seal, last.signature):
            strands.append([])
        strands[-1].append(link)

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


def _altered(seal_ids: Collection[int], erased: ErasedParts, *, notes: bool) -> Iterator[tuple[int, Sealed]]:
    """Of seals that are in doubt, those that close something else than was signed."""
    for links in links_numbered(seal_ids):
        parts, names = seal_parts.of_seals([link.id for link in links])
        contents = _contents(links, notes=notes)
        for link in links:
            try:
                there = seal_parts.in_file(link.sealed, contents or Contents([link.sealed], notes=notes))
                is_altered = bool(
                    seal_parts.unfitting(parts[link.id], there, names, erased.get(link.id, {}), notes=notes)
                )
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


def _forged(signing: bytes, strand: Sequence[Link]) -> Iterator[tuple[int, Sealed]]:
    """From the end of a strand back to the first signature that holds, which vouches for all before it."""
    for link in reversed(strand):
        if is_signed(link.seal, signing, link.signature or b""):
            return
        yield link.id, link.sealed
