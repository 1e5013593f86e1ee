"""What signatures cover of one person: the part goes, its digest stays, and the seal still holds."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from peerdesk.db.models import FormerPart, KnownAs, Seal, SealPart
from peerdesk.db.queries import among, kept, tuples
from peerdesk.db.tables.closed import LeftOpen
from peerdesk.domain.sessions.signing import NOTE_PARTS, PartKind
from peerdesk.records.erasures import ErasedParts
from peerdesk.records.sessions import former_seals, seal_parts
from peerdesk.records.sessions.former_seals import FormerSealPart
from peerdesk.records.sessions.seal_parts import Name, SignedPart, Values
from peerdesk.records.sessions.sealed import Contents, Sealed
from peerdesk.security.seals import NO_SALT, part_digest
from peerdesk.security.seals import digest as former_digest

_SALT_LENGTH, _FORMER_SALT_LENGTH = 16, 32
_OF_MEMBERS = (PartKind.MEMBER.value, PartKind.MEMBER_NOTE.value, PartKind.LEADER.value)


class ErasedOfSeal(NamedTuple):
    """A part that goes, and the digest of what stands in its place; None where nothing does."""

    seal_id: int
    place: int
    digest: bytes | None


class Touched:
    """The seals of some sessions as they are before anything goes: what fits then is what may be erased."""

    def __init__(self, session_ids: Collection[int], erased: ErasedParts) -> None:
        columns = Seal.kind, Seal.session, Seal.addendum, Seal.correction
        rows = tuples(
            Seal.select(Seal.id, Seal.signature, Seal.salt, *columns).where(Seal.session << among(sorted(session_ids)))
        )
        sealed = {seal_id: Sealed(*of) for seal_id, _signature, _salt, *of in rows}
        former = {seal_id: bytes(salt) for seal_id, signature, salt, *_of in rows if signature is None}
        self._signed = _Signed({number: of for number, of in sealed.items() if number not in former}, erased)
        self._former = _Former({number: sealed[number] for number in former}, former, erased)

    def erase(self, member_id: int) -> list[ErasedOfSeal]:
        """After the rows went: let go what does not fit any more."""
        return [*self._signed.erase(member_id), *self._former.erase()]


def forget_names(member_id: int) -> None:
    """How a member was written at each signing goes; no part points to it any more."""
    KnownAs.delete().where(KnownAs.member == member_id).execute()


class _Signed:
    def __init__(self, sealed: Mapping[int, Sealed], erased: ErasedParts) -> None:
        self._sealed, self._erased = sealed, erased
        self._odd: set[tuple[int, int]] = set()
        self._odd = {(seal_id, part.place) for seal_id, part, _values, _name in self._changed()}

    def _changed(self) -> Iterator[tuple[int, SignedPart, Values | None, Name | tuple[()]]]:
        """The parts that are not, or no more, what was signed, with what stands there now."""
        parts, names = seal_parts.of_seals(self._sealed)
        contents = Contents(list(self._sealed.values()))
        for seal_id, sealed in self._sealed.items():
            there, erased = seal_parts.in_file(sealed, contents), self._erased.get(seal_id, {})
            for part in parts[seal_id]:
                values, name = there.get((part.kind, part.subject_id)), names.get(part.known_as_id or 0, ())
                if not seal_parts.fits(part, values, name, erased):
                    yield seal_id, part, values, name

    def erase(self, member_id: int) -> list[ErasedOfSeal]:
        theirs = {number for (number,) in kept(KnownAs.select(KnownAs.id).where(KnownAs.member == member_id))}
        erased = []
        for seal_id, part, now, name in list(self._changed()):
            own = part.known_as_id in theirs or (part.kind in _OF_MEMBERS and part.subject_id == member_id)
            left = part._replace(
                salt=None if now is None else secrets.token_bytes(_SALT_LENGTH),
                known_as_id=None if own else part.known_as_id,
                subject_id=0 if own and part.kind in _OF_MEMBERS else part.subject_id,
            )
            _keep(seal_id, left)
            if (seal_id, part.place) not in self._odd:
                text = "" if now is None else seal_parts.text_of(left, now, () if own else name)
                digest = None if left.salt is None else part_digest(left.salt, text)
                erased.append(ErasedOfSeal(seal_id, part.place, digest))
        return erased


def _keep(seal_id: int, part: SignedPart) -> None:
    columns: dict[Any, Any] = {
        SealPart.salt: part.salt if part.kind in NOTE_PARTS else LeftOpen(part.salt),
        SealPart.known_as: part.known_as_id,
        SealPart.subject_id: part.subject_id,
    }
    SealPart.update(columns).where((SealPart.seal == seal_id) & (SealPart.place == part.place)).execute()


class _Former:
    """Seals of an earlier PeerDesk: their parts are written down, with salts of their own, as soon as one goes."""

    def __init__(self, sealed: Mapping[int, Sealed], salts: Mapping[int, bytes], erased: ErasedParts) -> None:
        self._sealed, self._erased = sealed, erased
        self._known = former_seals.kept_parts(sealed)
        contents = Contents(list(sealed.values()))
        self._parts = {
            seal_id: self._known.get(seal_id) or former_seals.parts_of(salts[seal_id], of, contents)
            for seal_id, of in sealed.items()
        }
        self._odd = {(seal_id, part.place) for seal_id, part, _now in self._changed()}

    def _changed(self) -> Iterator[tuple[int, FormerSealPart, Mapping[str, object] | None]]:
        contents = Contents(list(self._sealed.values()))
        for seal_id, of in self._sealed.items():
            there, erased = former_seals.contents_of(of, contents), self._erased.get(seal_id, {})
            for part in self._parts[seal_id]:
                if not part.fits(there.get(part.name), erased):
                    yield seal_id, part, there.get(part.name)

    def erase(self) -> list[ErasedOfSeal]:
        erased = []
        for seal_id, part, now in list(self._changed()):
            if seal_id not in self._known:
                self._known[seal_id] = self._parts[seal_id]
                former_seals.keep(seal_id, self._parts[seal_id])
                Seal.update(salt=NO_SALT).where(Seal.id == seal_id).execute()
            salt = None if now is None else secrets.token_bytes(_FORMER_SALT_LENGTH)
            columns = {FormerPart.salt: salt, FormerPart.name: "" if now is None else part.name}
            this = (FormerPart.seal == seal_id) & (FormerPart.place == part.place)
            FormerPart.update(columns).where(this).execute()
            if (seal_id, part.place) not in self._odd:
                digest = None if salt is None or now is None else former_digest(salt, now)
                erased.append(ErasedOfSeal(seal_id, part.place, digest))
        return erased
