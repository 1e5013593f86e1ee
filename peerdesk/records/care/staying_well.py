"""Staying-well plans as they stand in the file; who reads them asks for ``Permission.SEE_STAYING_WELL`` first."""

from peewee import JOIN, Expression

from peerdesk.db.models import PersonToCall, Staff, StayingWellVersion
from peerdesk.db.queries import tuples
from peerdesk.domain.care.staying_well import PlanOfMember, PlanWords, StayingWellPlan
from peerdesk.domain.members.phones import Phone

# Inside a reading


def of_member(member_id: int) -> PlanOfMember:
    """A member's plan and its earlier versions; one query."""
    return PlanOfMember.of(versions(StayingWellVersion.member == member_id))


def versions(where: Expression) -> list[StayingWellPlan]:
    """Versions that fit a condition, in the order they were written down; one query."""
    version, person = StayingWellVersion, PersonToCall
    plan = version.id, version.member, version.written_on, Staff.name, version.taken_back
    words = version.triggers, version.warning_signs, version.what_helps
    rows = (
        version.select(*plan, *words, person.number, person.who)
        .join(Staff)
        .switch(version)
        .join(person, JOIN.LEFT_OUTER)
        .where(where)
        .order_by(version.id, person.place)
    )
    found: dict[int, StayingWellPlan] = {}
    for number, member, day, by, taken_back, triggers, signs, helps, phone, who in tuples(rows):
        before = found[number].words.people if number in found else ()
        people = (*before, Phone(phone, who)) if who else before
        found[number] = StayingWellPlan(
            number, member, day, by, PlanWords(triggers, signs, helps, people), bool(taken_back)
        )
    return list(found.values())
