"""What a seal covers: the parts of a signed record out of plain values, each with a digest of its own.

Signing and checking read the values from the file; the demo centre, which signs a year at once, has them at hand.
"""

import hmac
from collections.abc import Iterable, Mapping
from datetime import date, time

from peerdesk.domain.groups.groups import Channel
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.security.seals import digest

Part = tuple[str, Mapping[str, object]]
"""Name and content of one part; the name makes its salt."""


def digests(salt: bytes, parts: Iterable[Part]) -> list[bytes]:
    """The digests of the parts, each with a salt of its own made from the seal's."""
    return [digest(hmac.digest(salt, name.encode(), "sha256"), content) for name, content in parts]


def session_part(
    group_id: int,
    day: date,
    starts: time,
    minutes: int,
    channel: Channel,
    visitors: int,
    guests: Iterable[tuple[int, str, Kinship]],
    note: GroupNote,
) -> Part:
    """The session itself with the note about the group; guests as (member, name, kinship) in the order of their ids."""
    return "session", {
        "group": group_id,
        "day": day.isoformat(),
        "starts": starts.isoformat(),
        "minutes": minutes,
        "channel": channel.value,
        "visitors": visitors,
        "guests": [[member_id, name, kinship.value] for member_id, name, kinship in guests],
        "objective": plain(note.objective),
        "topic": note.topic,
        "activities": sorted(activity.value for activity in note.activities),
        "shared": note.shared,
        "coping": note.coping,
        "concerns": note.concerns,
        "plan": note.plan,
    }


def member_parts(facts: Mapping[int, Mapping[str, object]]) -> list[Part]:
    """One part per member, by number: the facts of place, mark and note that there are."""
    return [(f"member {member_id}", {"member": member_id, **known}) for member_id, known in sorted(facts.items())]


def place_facts(serial: int, role: MemberRole) -> dict[str, object]:
    """Somebody's place on the roster."""
    return {"serial": serial, "role": role.value}


def mark_facts(source: object, prefix: str = "") -> dict[str, object]:
    """A mark with its particulars, out of an attendance, its row, or a correction (prefix ``old_``)."""
    return {name: plain(getattr(source, prefix + name)) for name in ("mark", "minutes", "reason", "participation")}


def addendum_part(session_id: int, text: str) -> Part:
    """An addendum."""
    return "addendum", {"session": session_id, "text": text}


def correction_part(columns: Mapping[str, object]) -> Part:
    """A correction: every column of its row by field name."""
    return "correction", {name: plain(value) for name, value in columns.items()}


def plain(value: object) -> object:
    """The code of an enum; anything else as it is."""
    return getattr(value, "value", value)
