"""What the programme gave a member beside the groups, for the progress report; all of it inside a reading."""

from dataclasses import replace
from datetime import date

from peewee import fn

from peerdesk.db.models import Contact, Goal, GoalWord, MentorContact, MentorshipRow
from peerdesk.db.queries import tuples
from peerdesk.domain.care.contacts import ContactCount
from peerdesk.domain.care.goals import GoalState, GoalWordKind
from peerdesk.domain.measures.results import ScaleTrend
from peerdesk.domain.papers.choices import Period
from peerdesk.domain.papers.progress_report import GoalLine, MentorSupport, Support
from peerdesk.services import measures, recovery


def of_member(member_id: int, period: Period, today: date) -> Support:
    """One member's recovery, goals, measures, contacts and mentors; reads nobody else's rows."""
    return Support(
        timeline=recovery.timeline_of(member_id, today, with_words=False),
        goals=_goals(member_id, period),
        measures=_measures(member_id, period, today),
        contacts=_contacts(member_id, period),
        mentors=_mentors(member_id, period),
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
        return GoalLine(row.text, row.set_on, row.due_on, GoalState.OPEN, None)
    return GoalLine(row.text, row.set_on, row.due_on, row.state, row.closed_on)


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


def _mentors(member_id: int, period: Period) -> list[MentorSupport]:
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
    return [MentorSupport(pair.from_day, pair.to_day, *meetings.get(pair.id, (0, 0))) for pair in pairs]
