"""What a seal of an earlier PeerDesk covers: fewer particulars, in fewer parts, their salts all made from one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from peerdesk.records.sessions.sealed import OLD_CORRECTION, Contents, Sealed, SessionFacts
from peerdesk.security.seals import digest

Part = tuple[str, Mapping[str, object]]
"""Name and content of one part; the name makes its salt."""


def digests(salt: bytes, sealed: Sealed, contents: Contents) -> list[bytes]:
    """The digests of the parts, each with a salt of its own made from the seal's.

    Raises:
        KeyError: if what was sealed is not in the file.
    """
    keyed, found = HMAC(salt, SHA256()), []
    for name, content in _parts(sealed, contents):
        own = keyed.copy()  # for less than to begin with the key again: a check makes a hundred thousand
        own.update(name.encode())
        found.append(digest(own.finalize(), content))
    return found


def _parts(sealed: Sealed, contents: Contents) -> Iterable[Part]:
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
