"""What was put right about a member, as it is kept beside what it changed."""

from collections.abc import Iterable
from datetime import date
from enum import Enum

from peerdesk.db.audit import Unit
from peerdesk.db.models import MemberChange, Staff
from peerdesk.db.queries import tuples
from peerdesk.domain.members.changes import ChangedFact, ChangeRow


def of_member(member_id: int) -> list[ChangeRow]:
    """Everything that was put right about a member, the latest first; inside a reading."""
    change = MemberChange
    columns = change.stay, change.fact, change.old, change.new, change.why, Staff.name, change.at
    rows = change.select(*columns).join(Staff).where(change.member == member_id).order_by(change.id.desc())
    return [ChangeRow(*row) for row in tuples(rows)]


def note_within(
    unit: Unit, member_id: int, stay_id: int | None, changed: Iterable[tuple[ChangedFact, object, object]], why: str
) -> None:
    """Keep old and new of each fact that was put right, inside somebody's unit of work."""
    for fact, old, new in changed:
        MemberChange.create(
            member=member_id,
            stay=stay_id,
            at=unit.at,
            staff=unit.actor.staff_id,
            fact=fact,
            old=_text(old),
            new=_text(new),
            why=why.strip(),
        )


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case date():
            return value.isoformat()
        case _:
            return str(value)
