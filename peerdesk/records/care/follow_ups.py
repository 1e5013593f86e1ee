"""Follow-ups as they stand in the file: listed with whatever a call needs, made and cancelled inside other acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from peewee import JOIN, Case, CompoundSelectQuery, Expression, ModelSelect, Value, fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import (
    AttendanceRow,
    Contact,
    FollowUp,
    Group,
    Member,
    MemberPhone,
    Place,
    Session,
    Staff,
    Stay,
)
from peerdesk.db.queries import among, tuples, values
from peerdesk.db.statements import prepared
from peerdesk.domain.care import contacts
from peerdesk.domain.care import follow_ups as rules
from peerdesk.domain.care.follow_up_counts import FollowUpCounts, counts_of
from peerdesk.domain.care.follow_ups import (
    LAPSES_AFTER,
    MET_FROM,
    WITH_MEMBER,
    FollowUpKind,
    FollowUpOutcome,
    FollowUpRow,
    FollowUpState,
    FollowUpWay,
    Touch,
    met_by,
)
from peerdesk.domain.care.status import Status
from peerdesk.domain.groups.groups import ALUMNI_COME
from peerdesk.domain.members.consents import ConsentKind
from peerdesk.domain.members.members import display_name
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.states import Part
from peerdesk.domain.members.stays import phase_of
from peerdesk.domain.sessions.marks import Mark
from peerdesk.records.consents import withdrawn_since
from peerdesk.records.key_counsellors import only_mine
from peerdesk.records.latest_stays import latest_of
from peerdesk.records.name_order import in_name_order
from peerdesk.records.phones import family_phone, first_phone
from peerdesk.records.standing import stands_in

ATTENDED = [mark for mark in Mark if mark.attended]

EARLIEST_FIRST = (FollowUp.due_on, *in_name_order(), FollowUp.id)
LATEST_FIRST = (FollowUp.due_on.desc(), FollowUp.id.desc())

_CAME, _SPOKE, _FOLLOWED_UP = range(3)

_OUTCOME = 16  # its place among the columns


def open_in(first: date | None, last: date) -> Expression:
    """Condition on follow-ups without an outcome that are due between two days, of members who may be called.

    Without a first day those that have lapsed by the last day are left out.
    """
    due = FollowUp.due_on <= last if first is None else FollowUp.due_on.between(first, last)
    asked = not_lapsed(last) if first is None else FollowUp.due_on <= last
    return FollowUp.outcome.is_null() & due & asked & stands_in(Part.CALLS)


def not_lapsed(day: date) -> Expression:
    """Condition on follow-ups that are still asked for on a day (`domain.care.follow_ups.LAPSES_AFTER`)."""
    return (FollowUp.kind != FollowUpKind.SCHEDULED) | (FollowUp.due_on >= day - LAPSES_AFTER)


def made_by(day: date) -> Expression:
    """Condition on follow-ups that somebody had made by a day."""
    return FollowUp.begun_on.is_null() | (FollowUp.begun_on <= day)


def rows(
    day: date,
    *where: Expression,
    order: Sequence[Any] = EARLIEST_FIRST,
    with_words: bool = False,
    touches: Mapping[int, Sequence[Touch]] | None = None,
) -> list[FollowUpRow]:
    """The follow-ups that fit, as they stand on a day; two queries, or one.

    Args:
        day: talks and alumni sessions up to it may have met some of them.
        where: conditions on `FollowUp` and `Member`.
        order: the most pressing first if left out.
        with_words: whether what was learnt may be shown.
        touches: when whose follow-ups they are came or were spoken with up to that day, where that is known already;
            all their follow-ups fit then.
    """
    found = tuples(_with_all_for_a_call(with_words=with_words).where(*where).order_by(*order))
    if touches is None:
        touches = _touches([(row[1], row[6], row[5]) for row in found if row[_OUTCOME] is None], day)
    else:
        touches = _with_talks_of(found, touches, day)
    made = []
    for line in found:
        row_id, who, number, latin, native, kind, due_on, way, why, staff_id, staff, begun_on = line[:12]
        outcome, done_on, done_by, learnt, by_office, next_step, sequence, phone, whose, *after = line[_OUTCOME:]
        place_id, place, no_calls, no_family, stay, *ended = after
        status = Status(*line[12:_OUTCOME])
        made.append(
            FollowUpRow(
                id=row_id,
                member_id=who,
                number=number,
                name=display_name(latin, native),
                phone=phone or "",
                whose_phone=whose or "",
                kind=kind,
                due_on=due_on,
                way=way,
                why=why,
                staff_id=staff_id,
                staff=staff or "",
                outcome=outcome,
                done_on=done_on,
                words="\n".join(filter(None, (learnt, by_office))),
                next_step=next_step,
                met_by=met_by(kind, due_on, begun_on, touches.get(who, ())) if outcome is None else None,
                sequence=sequence if kind is FollowUpKind.SCHEDULED else None,
                done_by=done_by or "",
                begun_on=begun_on,
                status=status,
                phase=phase_of(*ended) if stay else None,
                referred_to_id=place_id,
                referred_to=place or "",
                no_calls_since=_day(no_calls),
                no_family_since=_day(no_family) if way is FollowUpWay.FAMILY_CALL else None,
            )
        )
    return made


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def unmet(day: date) -> list[tuple[int, date]]:
    """Member and due day of what was due before a day and still open on it, the earliest first.

    What a talk or an alumni session met up to the day is left out, and what has lapsed.
    """
    columns = FollowUp.member, FollowUp.due_on, FollowUp.kind, FollowUp.begun_on, FollowUp.id
    asked = FollowUp.select(*columns).where(not_lapsed(day))
    # Two in one, for an index each: of what was done later nearly everything was due before.
    still_open = asked.where(FollowUp.outcome.is_null(), FollowUp.due_on < day)
    found = [row for row in tuples(still_open + asked.where(FollowUp.done_on > day)) if row[1] < day]
    touches = _touches([row[:3] for row in found], day)
    return [
        (who, due_on)
        for who, due_on, kind, begun_on, _id in sorted(found, key=lambda row: (row[1], row[4]))
        if met_by(kind, due_on, begun_on, touches.get(who, ())) is None
    ]


def phones_of(member_id: int) -> list[Phone]:
    """A member's phones, the first one typed first."""
    chosen = MemberPhone.select(MemberPhone.number, MemberPhone.whose).where(MemberPhone.member == member_id)
    return [Phone(number, whose) for number, whose in tuples(chosen.order_by(MemberPhone.id))]


def _with_all_for_a_call(*, with_words: bool) -> ModelSelect[FollowUp]:
    """Follow-ups with the member, the phone to call and their latest stay, and with who is to do it or did.

    Without words what counsellors alone read is not asked for.
    """
    nothing: Any = Value(None)
    in_recovery, medicines = (FollowUp.in_recovery, FollowUp.medicines) if with_words else (nothing, nothing)
    said = FollowUp.words, FollowUp.office_words
    doer, before, phone = Staff.alias(), FollowUp.alias(), MemberPhone.alias()
    sequence = before.select(fn.COUNT(before.id)).where(
        (before.stay == FollowUp.stay) & (before.due_on <= FollowUp.due_on)
    )
    of_family = FollowUp.way == FollowUpWay.FAMILY_CALL
    called = Case(None, [(of_family, family_phone(FollowUp.member))], first_phone(FollowUp.member))
    return (
        FollowUp.select(
            *(FollowUp.id, FollowUp.member, Member.number, Member.name_latin, Member.name_native),
            *(FollowUp.kind, FollowUp.due_on, FollowUp.way, FollowUp.why, FollowUp.staff, Staff.name),
            *(FollowUp.begun_on, in_recovery, FollowUp.working, FollowUp.with_family, medicines),
            *(
                FollowUp.outcome,
                FollowUp.done_on,
                doer.name,
                *(said if with_words else (Value(""), Value(""))),
                FollowUp.next_step,
                sequence.alias("sequence"),
            ),
            *(phone.number, phone.whose, FollowUp.referred_to, Place.name),
            *(
                withdrawn_since(kind, FollowUp.member).alias(kind.name)
                for kind in (ConsentKind.CALLS, ConsentKind.FAMILY)
            ),
            *(Stay.id, Stay.discharged_on, Stay.discharge_type),
        )
        .join(Member)
        .switch(FollowUp)
        .join(Staff, JOIN.LEFT_OUTER, on=FollowUp.staff == Staff.id)
        .switch(FollowUp)
        .join(doer, JOIN.LEFT_OUTER, on=FollowUp.done_by == doer.id)
        .switch(FollowUp)
        .join(phone, JOIN.LEFT_OUTER, on=phone.id == called)
        .switch(FollowUp)
        .join(Place, JOIN.LEFT_OUTER, on=FollowUp.referred_to == Place.id)
        .switch(FollowUp)
        .join(Stay, JOIN.LEFT_OUTER, on=Stay.id == latest_of(FollowUp.member))
    )


def _touches(still_open: Iterable[tuple[int, date, FollowUpKind]], day: date) -> Mapping[int, Sequence[Touch]]:
    """When the members behind follow-ups without an outcome were in touch, as far back as may count for them."""
    due = [(who, due_on) for who, due_on, _kind in still_open if due_on - MET_FROM <= day]
    if not due:
        return {}
    ids = {who for who, _due_on in due}
    first = min(due_on for _who, due_on in due) - MET_FROM
    return _by_member(_touches_of.tuples(ids, first, day))


@prepared
def _touches_of(member_ids: Collection[int], first: date, last: date) -> CompoundSelectQuery:
    came, spoke = _in_touch(first, last)
    whose = among(member_ids)
    reached = _reached(first, last).where(FollowUp.member << whose)
    return came.where(AttendanceRow.member << whose) + spoke.where(Contact.member << whose) + reached


def _reached(first: date, last: date) -> ModelSelect[FollowUp]:
    """Member and day of who was spoken with because of a follow-up."""
    told = (FollowUp.outcome << list(WITH_MEMBER)) & FollowUp.done_on.between(first, last)
    return FollowUp.select(FollowUp.member, FollowUp.done_on, Value(_FOLLOWED_UP)).where(told)


def _in_touch(first: date, last: date) -> tuple[ModelSelect[AttendanceRow], ModelSelect[Contact]]:
    """Member and day of who came to a session of a group that alumni attend, and of who spoke with staff."""
    came = (
        AttendanceRow.select(AttendanceRow.member, Session.day, Value(_CAME).alias("spoken"))
        .join(Session)
        .join(Group)
        .where((Group.type << list(ALUMNI_COME)) & Session.day.between(first, last) & (AttendanceRow.mark << ATTENDED))
    )
    spoke = Contact.select(Contact.member, Contact.day, Value(_SPOKE)).where(
        Contact.day.between(first, last) & (Contact.kind << list(contacts.WITH_MEMBER))
    )
    return came, spoke


def _by_member(rows: Iterable[tuple[int, date, int]]) -> dict[int, list[Touch]]:
    found: dict[int, list[Touch]] = {}
    for who, day, how in rows:
        found.setdefault(who, []).append(_touch(day, how))
    return found


def _touch(day: date, how: int) -> Touch:
    return Touch(day, how != _CAME, how == _FOLLOWED_UP)


def _with_talks_of(
    found: Iterable[tuple[Any, ...]], touches: Mapping[int, Sequence[Touch]], day: date
) -> Mapping[int, Sequence[Touch]]:
    """What is known of who was in touch, and the talks of these follow-ups themselves."""
    known = {who: list(of_one) for who, of_one in touches.items()}
    for line in found:
        who, outcome, done_on = line[1], line[_OUTCOME], line[_OUTCOME + 1]
        if outcome in WITH_MEMBER and done_on <= day:
            known.setdefault(who, []).append(Touch(done_on, spoken=True, followed_up=True))
    return known


# Inside a reading


def open_up_to(day: date, *, with_words: bool = False, mine_of: int | None = None) -> list[FollowUpRow]:
    """What is due on a day or overdue, the earliest first; what was met otherwise, and the archive, left out."""
    mine = only_mine(FollowUp.member, mine_of, day)
    return [row for row in rows(day, open_in(None, day), *mine, with_words=with_words) if row.is_open]


def of_member(
    member_id: int, today: date, touches: Sequence[Touch] | None = None, *, with_words: bool = False
) -> list[FollowUpRow]:
    """One member's follow-ups, the latest due day first; what was learnt is shown only where it is asked for.

    When they were in touch is looked for where it is not known already.
    """
    known = None if touches is None else {member_id: touches}
    return rows(today, FollowUp.member == member_id, order=LATEST_FIRST, with_words=with_words, touches=known)


def counts_between(first: date, last: date, today: date, mine_of: int | None = None) -> FollowUpCounts:
    """How those went that fell due between two days, as they stood on a day, today or past; two queries.

    Those with an outcome are counted by the file, whatever their number. One that was done later was still open.
    """
    due = FollowUp.due_on.between(first, min(last, today)) & made_by(today)
    for mine in only_mine(FollowUp.member, mine_of, min(last, today)):
        due &= mine
    done = (FollowUp.outcome << list(FollowUpOutcome)) & (FollowUp.done_on <= today)
    finished = FollowUp.select(FollowUp.outcome, fn.COUNT(FollowUp.id)).where(done)
    states = Counter[FollowUpState]()
    for outcome, number in tuples(finished.where(due).group_by(FollowUp.outcome)):
        states[rules.state_with(outcome)] += number
    came, spoke = _in_touch(first - MET_FROM, today)
    touch = (came + spoke + _reached(first - MET_FROM, today)).alias("touch")
    columns = FollowUp.id, FollowUp.kind, FollowUp.due_on, FollowUp.begun_on, touch.c.day, touch.c.spoken
    still_open = FollowUp.select(*columns).join(touch, JOIN.LEFT_OUTER, on=touch.c.member_id == FollowUp.member)
    touches: dict[tuple[int, FollowUpKind, date, date], list[Touch]] = {}
    open_then = FollowUp.outcome.is_null() | (FollowUp.done_on > today)
    for *of_one, day, how in tuples(still_open.where(open_then & due)):
        met_then = [_touch(date.fromisoformat(day), how)] if day else []
        touches.setdefault(tuple(of_one), []).extend(met_then)
    for (_row_id, kind, due_on, begun_on), found in touches.items():
        met = met_by(kind, due_on, begun_on, found)
        states[rules.state_without_outcome(kind, due_on, met, today)] += 1
    return counts_of(states)


# Inside a unit of work


def cancel_within(unit: Unit, member_id: int, day: date, kinds: Sequence[FollowUpKind]) -> list[int]:
    """Whatever is open of some kinds is no longer needed; returns which."""
    still_open = (FollowUp.member == member_id) & FollowUp.outcome.is_null() & (FollowUp.kind << list(kinds))
    ids: list[int] = values(FollowUp.select(FollowUp.id).where(still_open))
    if ids:
        outcome = {"outcome": FollowUpOutcome.CANCELLED, "done_on": day, "done_by": unit.actor.staff_id}
        FollowUp.update(**outcome).where(FollowUp.id << ids).execute()
        unit.audit("follow-up.cancel", member_id, None, {"count": len(ids), "on": day})
    return ids


def create_within(
    member_id: int,
    kind: FollowUpKind,
    due_on: date,
    way: FollowUpWay,
    why: str,
    staff_id: int | None,
    stay_id: int | None,
    begun_on: date,
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
        begun_on=begun_on,
    )
    return int(row.id)
