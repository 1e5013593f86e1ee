"""Gathers the member progress report: one member's stays, attendance by week, own notes. Reads nobody else's rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from peewee import fn

from peerdesk import words
from peerdesk.db.models import (
    AttendanceRow,
    Contact,
    Goal,
    GoalWord,
    Group,
    GuestRow,
    Member,
    MemberNote,
    Membership,
    MentorContact,
    MentorshipRow,
    PlannedLeave,
    Session,
)
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.contacts import ContactCount
from peerdesk.domain.care.goals import GoalState, GoalWordKind
from peerdesk.domain.dates import week_of
from peerdesk.domain.disclosures import ForWhom
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.groups.schedule import days
from peerdesk.domain.measures.results import ScaleTrend
from peerdesk.domain.members.stays import as_on as stays_as_on
from peerdesk.domain.papers.choices import Choices, Names, Period
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.papers.progress_report import (
    GoalLine,
    GroupProgress,
    MentorSupport,
    ProgressReport,
    Support,
    WeekInGroup,
)
from peerdesk.domain.sessions.guests import VISITING
from peerdesk.domain.sessions.marks import Mark, longest_absence
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.records import centre as centre_records
from peerdesk.records import measures
from peerdesk.records import members as member_records
from peerdesk.records.care import recovery
from peerdesk.records.groups.memberships import ever_began, role_on
from peerdesk.records.papers import choices as chosen
from peerdesk.records.papers import people, register
from peerdesk.records.papers.register import Rolls

MOST_WEEKS = 26
"""So many weeks are shown where no days are chosen: half a year fits on two pages."""


_ATTENDANCE_ALONE = frozenset({ForWhom.EMPLOYER, ForWhom.COURT})


@dataclass(frozen=True, slots=True)
class _Days:
    """A membership of the member's."""

    first: date
    last: date | None
    role: MemberRole


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> ProgressReport:
    """The report of a member; of the first member of the first group where none is chosen.

    Stays, recovery, roles, goals and mentors are told as on the last of the days (today while they are not over), so
    that past days print the same later; only what is entered late about them changes that. An employer, a court or an
    authority is told of stays and attendance alone; the family is not told what stands in notes.

    Raises:
        InvalidInput: if the days are out of order, or the consent that the paper needs does not stand.
        NotFound: if there is no such member, or no such group.
    """
    actor.require(Permission.PRINT_PROGRESS)
    chosen.refuse(choices)
    with storage.reading():
        member = chosen.member(choices, today)
        usual = _usual_period(member.id, today) if member else chosen.last_complete_week(today)
        period = chosen.period(choices, usual)
        report = ProgressReport(
            letterhead=centre_records.letterhead(),
            printed=Printed(actor.name, now, choices.made_for),
            data_as_on=min(period.last, today),
            period=period,
            person=None,
        )
        if member is None:
            return report
        report = _of_member(report, member, choices.naming)
        if choices.made_for in _ATTENDANCE_ALONE:
            return replace(report, participation_tenths=None, family_visits=0, support=None, attendance_alone=True)
        if choices.made_for is ForWhom.FAMILY or not actor.may(Permission.SEE_NOTES):
            return report
        return replace(report, notes=_notes(member.id, report.period))


def _of_member(report: ProgressReport, member: Member, names: Names) -> ProgressReport:
    details = member_records.record_of(member.id).details
    period = report.period
    known = names is Names.FULL  # a father's name or a village tells as much as a name
    relation = f"{words.of(details.relation)} {details.relation_name}" if details.relation else details.relation_name
    return replace(
        report,
        person=people.on_paper(member.number, member.name_latin, member.name_native, names),
        gender=details.gender,
        age=details.age_today(report.data_as_on),
        relation=relation if known and details.relation_name else "",
        village=details.village if known else "",
        stays=stays_as_on(member_records.stays_of(member.id), report.data_as_on),
        leave_days=_leave_days(member.id, period),
        groups=_groups(member.id, period, report.data_as_on),
        participation_tenths=_participation_tenths(member.id, period),
        family_visits=_family_visits(member.id, period),
        support=_support(member.id, period, report.data_as_on),
    )


def _usual_period(member_id: int, today: date) -> Period:
    """From the latest admission (without a stay: the first membership) to the member's last complete week.

    Who came after that week is shown since then.
    """
    with_marks = AttendanceRow.select(AttendanceRow.session).where(AttendanceRow.member == member_id)
    week = chosen.last_complete_week(today, Session.id << with_marks)
    theirs = (Membership.member == member_id) & ever_began()
    since = [stay.admitted_on for stay in member_records.stays_of(member_id)][-1:] or [
        day for (day,) in tuples(Membership.select(fn.MIN(Membership.from_day)).where(theirs))
    ]
    first = since[0] or week.first
    if first > week.last:
        return Period(first, max(first, today))
    return Period(max(first, week.first - timedelta(weeks=MOST_WEEKS - 1)), week.last)


def _groups(member_id: int, period: Period, as_on: date) -> list[GroupProgress]:
    """The member's groups in the period, by name; a group rejoined stands once."""
    mine = register.read(period, member_id=member_id)
    due = _due_days(mine, member_id, period)
    spans = _spans(member_id, period, as_on)
    names = tuples(Group.select(Group.id, Group.name).where(Group.id << list(spans)).order_by(Group.name))
    return [_progress(name, spans[group_id], period, due.get(group_id, [])) for group_id, name in names]


def _due_days(mine: Rolls, member_id: int, period: Period) -> dict[int, list[tuple[date, Mark | None]]]:
    """Days and marks of the held sessions that count for the member, by group and in order."""
    marked = [session_id for session_id, _ in mine.marks.keys() | mine.frozen]
    groups = [group_id for group_id, _ in mine.memberships]
    held = chosen.days_of(period) & (Session.status == SessionStatus.HELD)
    rows = tuples(
        Session.select(Session.id, Session.group, Session.day)
        .where(held & ((Session.group << groups) | (Session.id << marked)))
        .order_by(Session.day, Session.starts)
    )
    found: dict[int, list[tuple[date, Mark | None]]] = {}
    for session_id, group_id, day in rows:
        if mine.is_due(session_id, group_id, member_id, day):
            found.setdefault(group_id, []).append((day, mine.marks.get((session_id, member_id))))
    return found


def _spans(member_id: int, period: Period, as_on: date) -> dict[int, list[_Days]]:
    """The member's memberships that reach into the period, by group and in order, as they were on a day."""
    reaching = (Membership.from_day <= period.last) & (
        Membership.to_day.is_null() | (Membership.to_day >= period.first)
    )
    columns = Membership.group, Membership.from_day, Membership.to_day, role_on(as_on)
    theirs = (Membership.member == member_id) & reaching & ever_began()
    rows = Membership.select(*columns).where(theirs).order_by(Membership.from_day)
    found: dict[int, list[_Days]] = {}
    for group_id, first, last, role in tuples(rows):
        ended = last if last is not None and last <= as_on else None
        found.setdefault(group_id, []).append(_Days(first, ended, role))
    return found


def _progress(
    name: str, spans: Sequence[_Days], period: Period, due: Sequence[tuple[date, Mark | None]]
) -> GroupProgress:
    mondays = {monday for span in spans for monday in _mondays(span, period)} | {week_of(day)[0] for day, _ in due}
    weeks = [
        WeekInGroup(monday, [mark for day, mark in due if week_of(day)[0] == monday]) for monday in sorted(mondays)
    ]
    latest = spans[-1]
    role = "" if latest.role is MemberRole.MEMBER else words.of(latest.role)
    longest = longest_absence(mark for _, mark in due)
    return GroupProgress(name, spans[0].first, latest.last, role, weeks, longest)


def _mondays(span: _Days, period: Period) -> set[date]:
    first, last = max(span.first, period.first), min(span.last or period.last, period.last)
    return {week_of(day)[0] for day in days(first, last)}


def _leave_days(member_id: int, period: Period) -> int:
    """Days of planned leave inside the period, each once however often it was noted."""
    noted = PlannedLeave.select(PlannedLeave.from_day, PlannedLeave.to_day).where(
        (PlannedLeave.member == member_id)
        & (PlannedLeave.from_day <= period.last)
        & (PlannedLeave.to_day >= period.first)
    )
    return len({day for first, last in tuples(noted) for day in days(max(first, period.first), min(last, period.last))})


def _participation_tenths(member_id: int, period: Period) -> int | None:
    """Mean of the participation given at sessions, in tenths, halves rounded up."""
    given = (
        AttendanceRow.select(fn.SUM(AttendanceRow.participation), fn.COUNT(AttendanceRow.participation))
        .join(Session)
        .where((AttendanceRow.member == member_id) & chosen.days_of(period))
    )
    [(total, count)] = tuples(given)
    return (20 * total + count) // (2 * count) if count else None


def _family_visits(member_id: int, period: Period) -> int:
    """Sessions to which relatives of the member came; together or alone is one visit."""
    came = GuestRow.select(GuestRow.session).distinct().join(Session)
    relatives = (GuestRow.member == member_id) & GuestRow.kinship.not_in(list(VISITING))
    return int(came.where(relatives & chosen.days_of(period)).count())


def _notes(member_id: int, period: Period) -> list[tuple[date, str, str]]:
    """Day, group and text of the notes about the member, oldest first."""
    rows = (
        MemberNote.select(Session.day, Group.name, MemberNote.text)
        .join(Session)
        .join(Group)
        .where((MemberNote.member == member_id) & chosen.days_of(period))
        .order_by(Session.day, Session.starts)
    )
    return [(day, group, text) for day, group, text in tuples(rows)]


def _support(member_id: int, period: Period, as_on: date) -> Support:
    """One member's recovery, goals, measures, contacts and mentors; reads nobody else's rows."""
    return Support(
        timeline=recovery.timeline_of(member_id, as_on),
        goals=_goals(member_id, period),
        measures=_measures(member_id, period, as_on),
        contacts=_contacts(member_id, period),
        mentors=_mentors(member_id, period, as_on),
    )


def _goals(member_id: int, period: Period) -> list[GoalLine]:
    """Goals that were under way in the period, the oldest first, with the last thing said about each."""
    under_way = (Goal.set_on <= period.last) & (Goal.closed_on.is_null() | (Goal.closed_on >= period.first))
    rows = Goal.select().where((Goal.member == member_id) & under_way).order_by(Goal.set_on, Goal.id)
    goals = {row.id: _goal(row, period) for row in rows}
    said = GoalWord.select(GoalWord.goal, GoalWord.day, GoalWord.kind, GoalWord.text).where(
        (GoalWord.goal << list(goals)) & (GoalWord.day <= period.last)
    )
    latest: dict[int, tuple[date, GoalWordKind, str]] = {
        goal_id: (day, kind, text) for goal_id, day, kind, text in tuples(said.order_by(GoalWord.day, GoalWord.id))
    }
    return [replace(goal, said=latest.get(goal_id)) for goal_id, goal in goals.items()]


def _goal(row: Goal, period: Period) -> GoalLine:
    """A goal as it stood on the last day of the period."""
    if row.closed_on is not None and row.closed_on > period.last:
        return GoalLine(row.text, row.set_on, row.due_on, GoalState.OPEN, None, kind=row.kind)
    return GoalLine(row.text, row.set_on, row.due_on, row.state, row.closed_on, kind=row.kind)


def _measures(member_id: int, period: Period, today: date) -> list[ScaleTrend]:
    found = []
    for trend in measures.of_member(member_id, today, counsellor=False):
        within = [sheet for sheet in trend.measured if period.first <= sheet.day <= period.last]
        if within:
            found.append(replace(trend, measured=within))
    return found


def _contacts(member_id: int, period: Period) -> list[ContactCount]:
    of_period = (Contact.member == member_id) & Contact.day.between(period.first, period.last)
    rows = Contact.select(Contact.kind, fn.COUNT(Contact.id), fn.SUM(Contact.minutes)).where(of_period)
    return [ContactCount(kind, count, minutes) for kind, count, minutes in tuples(rows.group_by(Contact.kind))]


def _mentors(member_id: int, period: Period, as_on: date) -> list[MentorSupport]:
    held = (MentorshipRow.from_day <= period.last) & (
        MentorshipRow.to_day.is_null() | (MentorshipRow.to_day >= period.first)
    )
    rows = MentorshipRow.select().where((MentorshipRow.member == member_id) & held).order_by(MentorshipRow.from_day)
    pairs = list(rows)
    met = (
        MentorContact.select(MentorContact.mentorship, fn.COUNT(MentorContact.id), fn.SUM(MentorContact.minutes))
        .where(
            (MentorContact.mentorship << [pair.id for pair in pairs])
            & MentorContact.day.between(period.first, period.last)
        )
        .group_by(MentorContact.mentorship)
    )
    meetings = {pair_id: (count, minutes) for pair_id, count, minutes in tuples(met)}
    return [
        MentorSupport(
            pair.from_day,
            pair.to_day if pair.to_day is not None and pair.to_day <= as_on else None,
            *meetings.get(pair.id, (0, 0)),
        )
        for pair in pairs
    ]
