"""Follow-ups as they stand in the file: listed with whatever a call needs, made and cancelled inside other acts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from peewee import JOIN, Expression, fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import (
    AttendanceRow,
    Contact,
    FollowUp,
    FollowUpStep,
    Group,
    Member,
    MemberPhone,
    MentorContact,
    MentorshipRow,
    Session,
    Staff,
    Stay,
)
from peerdesk.db.queries import pairs, tuples
from peerdesk.domain.care import contacts
from peerdesk.domain.care import follow_ups as rules
from peerdesk.domain.care.follow_ups import (
    LAPSES_AFTER,
    MET_FROM,
    WITH_MEMBER,
    FollowUpKind,
    FollowUpOutcome,
    FollowUpRow,
    FollowUpWay,
    ScheduleStep,
    StepUnit,
    met_on,
)
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.members.members import display_name
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.stays import DischargeType, Phase, phase_of
from peerdesk.domain.sessions.marks import Mark

ATTENDED = [mark for mark in Mark if mark.attended]
Phones = Mapping[int, Sequence[Phone]]
"""The phones of some members, the first one typed first."""

EARLIEST_FIRST = (FollowUp.due_on, FollowUp.id)
LATEST_FIRST = (FollowUp.due_on.desc(), FollowUp.id.desc())


def open_in(first: date | None, last: date) -> Expression:
    """Condition on follow-ups without an outcome that are due between two days, of members not archived.

    Without a first day those that have lapsed by the last day are left out.
    """
    due = FollowUp.due_on <= last if first is None else FollowUp.due_on.between(first, last)
    asked = not_lapsed(last) if first is None else FollowUp.due_on <= last
    return FollowUp.outcome.is_null() & due & asked & Member.archived_on.is_null()


def not_lapsed(day: date) -> Expression:
    """Condition on follow-ups that are still asked for on a day (`domain.care.follow_ups.LAPSES_AFTER`)."""
    return (FollowUp.kind != FollowUpKind.SCHEDULED) | (FollowUp.due_on >= day - LAPSES_AFTER)


def rows(
    day: date,
    *where: Expression,
    order: Sequence[Any] = EARLIEST_FIRST,
    with_words: bool = False,
    phones: Phones | None = None,
) -> list[FollowUpRow]:
    """The follow-ups that fit, as they stand on a day.

    Args:
        day: alumni sessions up to it may have met some of them.
        where: conditions on `FollowUp` and `Member`.
        order: the most pressing first if left out.
        with_words: whether what was learnt may be shown.
        phones: those of the members, where they are known already.
    """
    found = _found(*where, order=order)
    ids = {values[1] for values in found}
    phones = phones_of(ids) if phones is None else phones
    phases, alumni = _phases(ids), _alumni_days(found, day)
    made = []
    for values in found:
        row_id, who, number, latin, native, kind, due_on, way, why, staff_id, staff = values[:11]
        outcome, done_on, done_by, learnt, next_step, sequence = values[11:]
        phone = phones.get(who, [Phone("")])[0]
        made.append(
            FollowUpRow(
                id=row_id,
                member_id=who,
                number=number,
                name=display_name(latin, native),
                phone=phone.number,
                whose_phone=phone.whose,
                kind=kind,
                due_on=due_on,
                way=way,
                why=why,
                staff_id=staff_id,
                staff=staff or "",
                outcome=outcome,
                done_on=done_on,
                words=learnt if with_words else "",
                next_step=next_step,
                met_on=met_on(kind, due_on, alumni.get(who, ())) if outcome is None else None,
                sequence=sequence if kind is FollowUpKind.SCHEDULED else None,
                done_by=done_by or "",
                phase=phases.get(who),
            )
        )
    return made


def unmet(day: date, *where: Expression) -> list[tuple[int, date]]:
    """Member and due day of the follow-ups that fit and that no alumni session met up to a day, the earliest first."""
    found = _found(*where, order=EARLIEST_FIRST)
    alumni = _alumni_days(found, day)
    return [
        (who, due_on)
        for who, kind, due_on, outcome in ((values[1], values[5], values[6], values[11]) for values in found)
        if outcome is not None or met_on(kind, due_on, alumni.get(who, ())) is None
    ]


def phones_of(member_ids: Iterable[int]) -> Phones:
    """The phones of some members, the first one typed first."""
    found: dict[int, list[Phone]] = {}
    columns = MemberPhone.member, MemberPhone.number, MemberPhone.whose
    chosen = MemberPhone.select(*columns).where(MemberPhone.member << list(member_ids)).order_by(MemberPhone.id)
    for who, number, whose in tuples(chosen):
        found.setdefault(who, []).append(Phone(number, whose))
    return found


def last_contacts(member_ids: Collection[int]) -> dict[int, date]:
    """The latest day on which somebody spoke with each of some members, or they came to a session."""
    ids = list(member_ids)
    latest = (
        Contact.select(Contact.member, fn.MAX(Contact.day))
        .where((Contact.member << ids) & (Contact.kind << list(contacts.WITH_MEMBER)))
        .group_by(Contact.member),
        FollowUp.select(FollowUp.member, fn.MAX(FollowUp.done_on))
        .where((FollowUp.member << ids) & (FollowUp.outcome << list(WITH_MEMBER)))
        .group_by(FollowUp.member),
        MentorContact.select(MentorshipRow.member, fn.MAX(MentorContact.day))
        .join(MentorshipRow)
        .where(MentorshipRow.member << ids)
        .group_by(MentorshipRow.member),
        AttendanceRow.select(AttendanceRow.member, fn.MAX(Session.day))
        .join(Session)
        .where((AttendanceRow.member << ids) & (AttendanceRow.mark << ATTENDED))
        .group_by(AttendanceRow.member),
    )
    found: dict[int, date] = {}
    for query in latest:
        for who, day in pairs(query).items():
            found[who] = max(day, found.get(who, day))
    return found


def _found(*where: Expression, order: Sequence[Any]) -> list[tuple[Any, ...]]:
    doer, before = Staff.alias(), FollowUp.alias()
    sequence = before.select(fn.COUNT(before.id)).where(
        (before.stay == FollowUp.stay) & (before.due_on <= FollowUp.due_on)
    )
    query = (
        FollowUp.select(
            *(FollowUp.id, FollowUp.member, Member.number, Member.name_latin, Member.name_native),
            *(FollowUp.kind, FollowUp.due_on, FollowUp.way, FollowUp.why, FollowUp.staff, Staff.name),
            *(FollowUp.outcome, FollowUp.done_on, doer.name, FollowUp.words, FollowUp.next_step, sequence),
        )
        .join(Member)
        .switch(FollowUp)
        .join(Staff, JOIN.LEFT_OUTER, on=FollowUp.staff == Staff.id)
        .switch(FollowUp)
        .join(doer, JOIN.LEFT_OUTER, on=FollowUp.done_by == doer.id)
        .where(*where)
        .order_by(*order)
    )
    return tuples(query)


def _alumni_days(found: Iterable[tuple[Any, ...]], day: date) -> Mapping[int, Sequence[date]]:
    """When the members behind scheduled follow-ups without an outcome came to a session of an alumni group."""
    due = [(row[1], row[6]) for row in found if row[5] is FollowUpKind.SCHEDULED and not row[11]]
    due = [(who, due_on) for who, due_on in due if due_on - MET_FROM <= day]
    if not due:
        return {}
    first = min(due_on for _who, due_on in due) - MET_FROM
    chosen = (
        AttendanceRow.select(AttendanceRow.member, Session.day)
        .join(Session)
        .join(Group)
        .where(
            (Group.type == GroupType.ALUMNI)
            & Session.day.between(first, day)
            & (AttendanceRow.member << list({who for who, _due_on in due}))
            & (AttendanceRow.mark << ATTENDED)
        )
    )
    days: dict[int, list[date]] = {}
    for who, attended_on in tuples(chosen):
        days.setdefault(who, []).append(attended_on)
    return days


def _phases(member_ids: Iterable[int]) -> dict[int, Phase]:
    """Where some members are now, by their latest stays."""
    chosen = Stay.select(Stay.member, Stay.discharged_on, Stay.discharge_type).where(Stay.member << list(member_ids))
    latest_last = chosen.order_by(Stay.discharged_on.is_null(), Stay.admitted_on, Stay.id)
    return {who: phase_of(discharged_on, how) for who, discharged_on, how in tuples(latest_last)}


# Inside a reading


def open_up_to(day: date, *, with_words: bool = False) -> list[FollowUpRow]:
    """What is due on a day or overdue, the earliest first; what an alumni session met, and the archive, left out."""
    return [row for row in rows(day, open_in(None, day), with_words=with_words) if row.is_open]


def of_member(
    member_id: int, today: date, *, with_words: bool = False, phones: Phones | None = None
) -> list[FollowUpRow]:
    """One member's follow-ups, the latest due day first; what was learnt is shown only where it is asked for.

    Phones that are known already are not asked for again.
    """
    return rows(today, FollowUp.member == member_id, order=LATEST_FIRST, with_words=with_words, phones=phones)


def due_between(first: date, last: date, today: date) -> list[FollowUpRow]:
    """Everything that was due between two days, finished or not, to be counted (`domain.care.follow_ups.counts`)."""
    return rows(today, FollowUp.due_on.between(first, last))


# Inside a unit of work


def schedule_within(
    unit: Unit, stay_id: int, member_id: int, discharged_on: date, discharge_type: DischargeType
) -> None:
    """Make the follow-ups of the centre's schedule inside a discharge's unit of work, all of them calls.

    A discharge entered late makes those that were due in the last thirty days, and none before. After a death none is
    made, and whatever was open is no longer needed: nobody calls the family to ask for the member.
    """
    today = unit.at.date()
    if discharge_type is DischargeType.DIED:
        _cancel(unit, member_id, discharged_on, list(FollowUpKind))
        return
    days = rules.due_days(schedule_steps(), discharged_on, today)
    for day in days:
        create_within(member_id, FollowUpKind.SCHEDULED, day, FollowUpWay.CALL, "", None, stay_id)
    if days:
        unit.audit("follow-up.schedule", stay_id, None, {"member": member_id, "first": days[0], "count": len(days)})


def cancel_open_within(unit: Unit, member_id: int, day: date) -> None:
    """Inside a re-admission's unit of work: what the schedule still asked for after the last stay is not needed."""
    _cancel(unit, member_id, day, [FollowUpKind.SCHEDULED])


def set_schedule_within(unit: Unit, steps: Sequence[ScheduleStep]) -> None:
    """Keep another schedule inside somebody's unit of work; its steps have been found right."""
    new = _in_order(set(steps))
    unit.audit_change("follow-up.schedule-change", 0, _listed(schedule_steps()), _listed(new))
    FollowUpStep.delete().execute()
    for step in new:
        FollowUpStep.insert(unit=step.unit, count=step.count).execute()


def _cancel(unit: Unit, member_id: int, day: date, kinds: Sequence[FollowUpKind]) -> None:
    still_open = (FollowUp.member == member_id) & FollowUp.outcome.is_null() & (FollowUp.kind << list(kinds))
    count = (
        FollowUp.update(outcome=FollowUpOutcome.CANCELLED, done_on=day, done_by=unit.actor.staff_id)
        .where(still_open)
        .execute()
    )
    if count:
        unit.audit("follow-up.cancel", member_id, None, {"count": count, "on": day})


def create_within(
    member_id: int,
    kind: FollowUpKind,
    due_on: date,
    way: FollowUpWay,
    why: str,
    staff_id: int | None,
    stay_id: int | None,
) -> int:
    """Write a follow-up inside somebody's unit of work; nothing is checked any more."""
    row = FollowUp.create(
        member=member_id,
        kind=kind,
        stay=stay_id,
        due_on=due_on,
        way=way,
        why=why,
        staff=staff_id,
        outcome=None,
        done_on=None,
        done_by=None,
        words="",
        next_step="",
    )
    return int(row.id)


def schedule_steps() -> list[ScheduleStep]:
    """The centre's schedule of follow-ups after a discharge, earliest first."""
    return _in_order({ScheduleStep(row.unit, row.count) for row in FollowUpStep.select()})


def _in_order(steps: Collection[ScheduleStep]) -> list[ScheduleStep]:
    units = list(StepUnit)
    return sorted(steps, key=lambda step: (units.index(step.unit), step.count))


def _listed(steps: Sequence[ScheduleStep]) -> dict[str, object]:
    return {"steps": [f"{step.count} {step.unit.value}" for step in steps]}
