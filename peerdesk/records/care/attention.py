"""Who needs contact: gathers what the rules of :mod:`peerdesk.domain.care.attention` ask for, for everybody at once.

The number of queries is fixed. What they read is bounded by the day index of sessions and by the members who are in the
programme or in aftercare, however many members and years the file holds.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from peewee import Expression, fn

from peerdesk.db.models import (
    AttendanceRow,
    FollowUp,
    Group,
    MeetingTimeRow,
    Member,
    MemberPhone,
    Membership,
    PlannedLeave,
    Session,
    Stay,
)
from peerdesk.db.queries import pairs, tuples
from peerdesk.domain.care import attention as rules
from peerdesk.domain.care.attention import AttentionRow, GroupFacts, MarkFacts, MemberFacts, Reason, StayFacts
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpOutcome
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.members import display_name
from peerdesk.domain.members.stays import DischargeType, Phase, phase_of
from peerdesk.domain.sessions.marks import Mark
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.records import centre
from peerdesk.records.care import follow_ups, last_contacts

_INTO_AFTERCARE = [how for how in DischargeType if phase_of(date.min, how) is Phase.AFTERCARE]
_HALF_A_YEAR = timedelta(days=190)
"""Further apart no two follow-ups of the usual schedule lie."""


def rows(today: date) -> list[AttentionRow]:
    """Everybody who needs contact on a day, the most pressing first; inside a reading."""
    return most_pressing(today, None, centre.thresholds())[0]


def most_pressing(today: date, most: int | None, numbers: Thresholds) -> tuple[list[AttentionRow], int]:
    """At most so many of those who need contact, the most pressing first, and how many there are in all.

    By the centre's numbers; inside a reading.
    """
    found = _reasons(today, numbers)
    order = sorted(found, key=lambda who: (*rules.pressing(found[who]), who))
    return _rows({who: found[who] for who in order[:most]}), len(order)


def of_member(member_id: int, today: date, numbers: Thresholds) -> list[Reason]:
    """Why one member needs contact on a day by the centre's numbers, the most pressing reason first.

    Inside a reading.
    """
    return list(_reasons(today, numbers, member_id).get(member_id, ()))


def _rows(found: Mapping[int, tuple[Reason, ...]]) -> list[AttentionRow]:
    """The members behind the reasons, in the same order."""
    ids = list(found)
    columns = Member.id, Member.number, Member.name_latin, Member.name_native
    names = {who: facts for who, *facts in tuples(Member.select(*columns).where(Member.id << ids))}
    numbers = MemberPhone.select(MemberPhone.member, MemberPhone.number).where(MemberPhone.member << ids)
    phones = pairs(numbers.order_by(MemberPhone.id.desc()))  # the first one typed wins
    planned = _earliest(made_by_hand(), FollowUp.member << ids)
    return [
        AttentionRow(who, number, display_name(latin, native), phones.get(who, ""), found[who], planned.get(who))
        for who, (number, latin, native) in ((who, names[who]) for who in ids)
    ]


def _reasons(day: date, numbers: Thresholds, member_id: int | None = None) -> dict[int, tuple[Reason, ...]]:
    """Everybody's reasons, or one member's; those in the archive are nobody's to call."""
    known = _known(day, numbers, member_id)
    archived = {who for (who,) in tuples(Member.select(Member.id).where(Member.archived_on.is_null(False)))}
    found = {who: rules.reasons(facts, day, numbers) for who, facts in known.items() if who not in archived}
    return {who: reasons for who, reasons in found.items() if reasons}


def _known(day: date, numbers: Thresholds, only: int | None) -> dict[int, MemberFacts]:
    """What the rules ask for about everybody whom they could concern."""
    known_from = rules.known_from(day, numbers)
    stays = _stays(day, only)
    marks = _marks(known_from, day, only)
    groups = _groups(day, known_from, numbers, marks.keys() | {who for who, stay in stays.items() if stay.open_on(day)})
    alone, attended = last_contacts.one_to_one(known_from, day, only), last_contacts.attended(known_from, day, only)
    overdue = _overdue(day, only)
    asked, planned = _asked(day, only), _planned(day, only)
    away = PlannedLeave.select(PlannedLeave.member).where(
        PlannedLeave.from_day <= day, PlannedLeave.to_day >= day, *last_contacts.of_one(PlannedLeave.member, only)
    )
    on_leave = {who for (who,) in tuples(away)}
    return {
        who: MemberFacts(
            known_from=known_from,
            stay=stays.get(who),
            groups=groups.get(who, ()),
            marks=marks.get(who, ()),
            last_contact=_later(alone.get(who), attended.get(who)),
            last_alone=alone.get(who),
            overdue_since=overdue.get(who),
            asked_on=asked.get(who),
            planned=who in planned,
            on_leave=who in on_leave,
        )
        for who in stays.keys() | marks.keys() | overdue.keys()
    }


def _stays(day: date, only: int | None) -> dict[int, StayFacts]:
    """The latest stay of each member who is in the programme or in aftercare, or who died."""
    later = Stay.alias()
    overtaken = later.select(later.id).where(
        (later.member == Stay.member)
        & (later.admitted_on <= day)
        & ((later.admitted_on > Stay.admitted_on) | ((later.admitted_on == Stay.admitted_on) & (later.id > Stay.id)))
    )
    concerns = (
        Stay.discharged_on.is_null()
        | ((Stay.discharged_on >= rules.aftercare_from(day)) & (Stay.discharge_type << _INTO_AFTERCARE))
        | (Stay.discharged_on > day)
        | (Stay.discharge_type == DischargeType.DIED)
    )
    columns = Stay.member, Stay.series, Stay.admitted_on, Stay.discharged_on, Stay.discharge_type
    rows = Stay.select(*columns).where(
        concerns, Stay.admitted_on <= day, *last_contacts.of_one(Stay.member, only), ~fn.EXISTS(overtaken)
    )
    return {who: StayFacts(*facts) for who, *facts in tuples(rows)}


def _groups(day: date, first: date, numbers: Thresholds, ids: Collection[int]) -> dict[int, list[GroupFacts]]:
    """Memberships of some members that began up to a day and did not end before another."""
    groups = _thresholds(day, numbers)
    columns = Membership.member, Membership.group, Membership.from_day, Membership.to_day
    lately = (Membership.from_day <= day) & (Membership.to_day.is_null() | (Membership.to_day >= first))
    found: dict[int, list[GroupFacts]] = {}
    rows = Membership.select(*columns).where((Membership.member << list(ids)) & lately)
    for who, group_id, from_day, to_day in tuples(rows):
        found.setdefault(who, []).append(GroupFacts(group_id, *groups[group_id], from_day, to_day))
    return found


def _thresholds(day: date, numbers: Thresholds) -> dict[int, tuple[str, int]]:
    """Each group's name, and how many absences running in it mean that contact is needed."""
    meets = (MeetingTimeRow.from_day <= day) & (MeetingTimeRow.to_day.is_null() | (MeetingTimeRow.to_day >= day))
    days = MeetingTimeRow.select(MeetingTimeRow.group, fn.COUNT(MeetingTimeRow.weekday.distinct())).where(meets)
    weekdays = pairs(days.group_by(MeetingTimeRow.group))
    return {
        group_id: (name, rules.threshold(numbers, own, weekdays.get(group_id, 0)))
        for group_id, name, own in tuples(Group.select(Group.id, Group.name, Group.absences_for_contact))
    }


def _marks(first: date, day: date, only: int | None) -> dict[int, list[MarkFacts]]:
    """Marks of everybody on a roster at sessions that were held between two days, newest first, by member."""
    held = Session.day.between(first, day) & (Session.status == SessionStatus.HELD)
    sessions = tuples(
        Session.select(Session.id, Session.group, Session.day)
        .where(held)
        .order_by(Session.day.desc(), Session.starts.desc())
    )
    marks: dict[int, list[tuple[int, Mark | None]]] = {}
    rows = AttendanceRow.select(AttendanceRow.session, AttendanceRow.member, AttendanceRow.mark).where(
        AttendanceRow.session << Session.select(Session.id).where(held),
        ~AttendanceRow.walk_in,
        *last_contacts.of_one(AttendanceRow.member, only),
    )
    for session_id, who, mark in tuples(rows):
        marks.setdefault(session_id, []).append((who, mark))
    found: dict[int, list[MarkFacts]] = {}
    for session_id, group_id, held_on in sessions:
        for who, mark in marks.get(session_id, ()):
            found.setdefault(who, []).append(MarkFacts(group_id, held_on, mark))
    return found


def _overdue(day: date, only: int | None) -> dict[int, date]:
    """The earliest due day before a day of the follow-ups still open on it, by member; what a session met left out."""
    days = FollowUp.select(FollowUp.id, FollowUp.due_on)
    asked = follow_ups.not_lapsed(day)
    still_open = tuples(days.where(FollowUp.outcome.is_null(), FollowUp.due_on < day, asked))
    done_later = tuples(days.where(FollowUp.done_on > day, asked))  # each by an index of its own
    ids = [row_id for row_id, due_on in (*still_open, *done_later) if due_on < day]
    found: dict[int, date] = {}
    for who, due_on in follow_ups.unmet(day, FollowUp.id << ids, *last_contacts.of_one(FollowUp.member, only)):
        found.setdefault(who, due_on)
    return found


def _asked(day: date, only: int | None) -> dict[int, date]:
    """The latest day up to a day on which a follow-up asked for contact, by member; of the last half year."""
    lately = FollowUp.due_on.between(day - _HALF_A_YEAR, day)
    needed = FollowUp.outcome.is_null() | (FollowUp.outcome != FollowUpOutcome.CANCELLED)
    due = FollowUp.select(FollowUp.member, fn.MAX(FollowUp.due_on)).where(
        lately, needed, *last_contacts.of_one(FollowUp.member, only)
    )
    return pairs(due.group_by(FollowUp.member))


def _planned(day: date, only: int | None) -> set[int]:
    """Who has a follow-up ahead of a day."""
    ahead = FollowUp.select(FollowUp.member).where(
        FollowUp.outcome.is_null(), FollowUp.due_on > day, *last_contacts.of_one(FollowUp.member, only)
    )
    return {who for (who,) in tuples(ahead.distinct())}


def _earliest(*where: Expression) -> dict[int, date]:
    """The earliest due day of some follow-ups, by member."""
    due = FollowUp.select(FollowUp.member, fn.MIN(FollowUp.due_on)).where(*where)
    return pairs(due.group_by(FollowUp.member))


def made_by_hand() -> Expression:
    """Open follow-ups that somebody made; those of the schedule come by themselves."""
    return FollowUp.outcome.is_null() & (FollowUp.kind != FollowUpKind.SCHEDULED)


def _later(one: date | None, other: date | None) -> date | None:
    return max(filter(None, (one, other)), default=None)
