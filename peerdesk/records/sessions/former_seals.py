"""What a seal of an earlier PeerDesk covers: fewer particulars, in fewer parts, their salts all made from one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from peerdesk.db.bulk import insert_rows
from peerdesk.db.models import FormerPart
from peerdesk.db.queries import among, kept
from peerdesk.domain.names.taken_out import TAKEN_OUT
from peerdesk.records.sessions.sealed import OLD_CORRECTION, Contents, Sealed, SessionFacts
from peerdesk.security.seals import digest

_Part = tuple[str, Mapping[str, object]]
"""Name and content of one part; the name makes its salt."""


class FormerSealPart(NamedTuple):
    """A part with a salt of its own, which was none of its own before something of the record was erased."""

    place: int
    name: str
    salt: bytes | None
    digest: bytes

    def fits(self, content: Mapping[str, object] | None, erased: Mapping[int, bytes | None]) -> bool:
        """Whether it is what was sealed or, of one that was erased, what a coordinator left in its place."""
        left = erased.get(self.place, b"")
        if left is None:
            return self.salt is None and content is None
        if self.salt is None or content is None or (left and not _is_left(self.name, content)):
            return False
        return digest(self.salt, content) == (left or self.digest)


def _is_left(name: str, content: Mapping[str, object]) -> bool:
    """Whether something stands there as erasing leaves it: without a guest or leader, or with a name taken out."""
    if name == "correction":
        return content.get("member") is None
    return name == "session" or any(isinstance(value, str) and TAKEN_OUT in value for value in content.values())


def digests(salt: bytes, sealed: Sealed, contents: Contents) -> list[bytes]:
    """The digests of the parts, each with a salt of its own made from the seal's.

    Raises:
        KeyError: if what was sealed is not in the file.
    """
    return [part.digest for part in parts_of(salt, sealed, contents)]


def parts_of(salt: bytes, sealed: Sealed, contents: Contents) -> list[FormerSealPart]:
    """The parts as they stand in the file, in the order in which they were sealed.

    Raises:
        KeyError: as :func:`digests`.
    """
    keyed, found = HMAC(salt, SHA256()), []
    for place, (name, content) in enumerate(_parts(sealed, contents)):
        own = keyed.copy()  # for less than to begin with the key again: a check makes a hundred thousand
        own.update(name.encode())
        part_salt = own.finalize()
        found.append(FormerSealPart(place, name, part_salt, digest(part_salt, content)))
    return found


def contents_of(sealed: Sealed, contents: Contents) -> dict[str, Mapping[str, object]]:
    """What stands in the file, by the names of the parts.

    Raises:
        KeyError: as :func:`digests`.
    """
    return dict(_parts(sealed, contents))


def kept_parts(seal_ids: Collection[int]) -> dict[int, list[FormerSealPart]]:
    """The parts of seals of which something was erased."""
    row = FormerPart
    found: dict[int, list[FormerSealPart]] = {}
    rows = row.select(row.seal, row.place, row.name, row.salt, row.digest).where(row.seal << among(sorted(seal_ids)))
    for seal_id, *part in kept(rows.order_by(row.seal, row.place)):
        found.setdefault(seal_id, []).append(FormerSealPart(*part))
    return found


def keep(seal_id: int, parts: Iterable[FormerSealPart]) -> None:
    """Write the parts of a seal down; its own salt, which theirs were made from, can go then."""
    insert_rows(FormerPart, ((seal_id, *part) for part in parts))


def left_digests(
    parts: Sequence[FormerSealPart], sealed: Sealed, contents: Contents, erased: Mapping[int, bytes | None]
) -> list[bytes] | None:
    """The digests that were sealed, of a record of which something was erased; None if what stands there is another.

    Raises:
        KeyError: as :func:`digests`.
    """
    there = contents_of(sealed, contents)
    fit = all(part.fits(there.pop(part.name, None), erased) for part in parts)
    return [part.digest for part in parts] if fit and not there else None


def _parts(sealed: Sealed, contents: Contents) -> Iterable[_Part]:
    if sealed.addendum_id is not None:
        row = contents.addenda[sealed.addendum_id]
        return [("addendum", {"session": row["session"], "text": row["text"]})]
    if sealed.correction_id is not None:
        row = contents.corrections[sealed.correction_id]
        return [("correction", {name: row[name] for name in OLD_CORRECTION})]
    facts = contents.sessions[sealed.session_id]
    members = ((f"member {member_id}", known) for member_id, known in sorted(facts.members.items()))
    return [("session", _session(facts)), *members]


def _session(facts: SessionFacts) -> Mapping[str, object]:
    """Why members were left unmarked, and who of them led, is in it where it was said: the first know nothing of it."""
    head, note = facts.head, facts.note
    return {
        **{name: head[name] for name in ("unmarked_why", "led_by") if head[name]},
        **{name: head[name] for name in ("group", "day", "starts", "minutes", "channel", "visitors")},
        "guests": [[guest.member_id, guest.name, guest.kinship] for guest in facts.guests],
        "objective": note.objective.value if note.objective else None,
        "topic": note.topic,
        "activities": sorted(activity.value for activity in note.activities),
        "shared": note.shared,
        "coping": note.coping,
        "concerns": note.concerns,
        "plan": note.plan,
    }
