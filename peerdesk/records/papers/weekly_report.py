"""Parts of the weekly report that other papers print too."""

from collections.abc import Sequence
from datetime import date

from peewee import fn

from peerdesk.db.models import Contact, FollowUp, MentorContact, MentorshipRow, Stay
from peerdesk.db.queries import tuples
from peerdesk.domain.care import follow_ups as rules
from peerdesk.domain.care.contacts import ContactCount
from peerdesk.domain.care.follow_ups import FollowUpCounts, FollowUpKind, FollowUpOutcome
from peerdesk.domain.papers.choices import Names, Period
from peerdesk.domain.papers.milestones import MilestoneLine
from peerdesk.domain.papers.weekly_report import ContactNeeded, FollowedUp, MentoringWeek, Movement
from peerdesk.records import centre, mentoring
from peerdesk.records import members as movement_records
from peerdesk.records.care import attention, recovery
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.records.papers import people


def contact_needed(period: Period, names: Names, today: date) -> list[ContactNeeded]:
    """Who needs contact as on the last day that has come, the most pressing first, and what was done in the period."""
    rows = attention.rows(min(period.last, today))
    ids = [row.member_id for row in rows]
    persons, done = people.of_members(set(ids), names), _followed_up(period, ids)
    return [ContactNeeded(persons[row.member_id], row.reasons, done.get(row.member_id, ())) for row in rows]


def _followed_up(period: Period, ids: Sequence[int]) -> dict[int, list[FollowedUp]]:
    """Follow-ups done in the period, or made for it and still open, by member.

    Those that the schedule alone has made are no answer to the reasons until they are done.
    """
    day = fn.COALESCE(FollowUp.done_on, FollowUp.due_on)
    made = FollowUp.outcome.is_null(False) | (FollowUp.kind != FollowUpKind.SCHEDULED)
    needed = FollowUp.outcome.is_null() | (FollowUp.outcome != FollowUpOutcome.CANCELLED)
    within = FollowUp.done_on.between(period.first, period.last) | FollowUp.due_on.between(period.first, period.last)
    columns = FollowUp.member, FollowUp.way, FollowUp.due_on, FollowUp.done_on, FollowUp.outcome
    rows = FollowUp.select(*columns).where((FollowUp.member << ids) & within & made & needed).order_by(day, FollowUp.id)
    found: dict[int, list[FollowedUp]] = {}
    for who, way, due_on, done_on, outcome in tuples(rows):
        if done_on is None or period.first <= done_on <= period.last:
            found.setdefault(who, []).append(FollowedUp(way, done_on or due_on, outcome))
    return found


def movements(period: Period, names: Names) -> list[Movement]:
    """Who was admitted or joined a group, who left one or was discharged; each day those who came first."""
    of_groups = [
        (row.day, row.member_id, row.group_name, row.joined, False)
        for row in movement_records.movements(period.first, period.last)
    ]
    rows = of_groups + [
        (day, member_id, "", joined, True)
        for field, joined in ((Stay.admitted_on, True), (Stay.discharged_on, False))
        for day, member_id in tuples(Stay.select(field, Stay.member).where(field.between(period.first, period.last)))
    ]
    persons = people.of_members({member_id for _, member_id, *_ in rows}, names)
    place = {member_id: at for at, member_id in enumerate(persons)}
    rows.sort(key=lambda row: (row[0], not row[3], place[row[1]], not row[4], row[2]))
    return [Movement(day, persons[who], group, joined, stay) for day, who, group, joined, stay in rows]


def milestones(period: Period, names: Names) -> list[MilestoneLine]:
    """What falls in these days for members in the programme or in aftercare: by day, then in the order of the roll."""
    due = recovery.milestones_between(period.first, period.last)
    persons = people.of_members({row.member_id for row in due}, names)
    place = {member_id: at for at, member_id in enumerate(persons)}
    due.sort(key=lambda row: (row.day, place[row.member_id]))
    return [MilestoneLine(row.day, persons[row.member_id], row.milestone, row.celebrated_on) for row in due]


def follow_ups(period: Period, today: date) -> FollowUpCounts:
    """How the follow-ups of these days went."""
    return rules.counts(follow_up_records.due_between(period.first, period.last, today), today)


def contacts(period: Period) -> list[ContactCount]:
    """One-to-one contacts by kind."""
    rows = Contact.select(Contact.kind, fn.COUNT(Contact.id), fn.SUM(Contact.minutes))
    of_days = rows.where(Contact.day.between(period.first, period.last)).group_by(Contact.kind)
    return [ContactCount(kind, count, minutes) for kind, count, minutes in tuples(of_days)]


def mentors(period: Period, today: date) -> MentoringWeek:
    """How mentoring went on."""
    still = MentorshipRow.to_day.is_null() | (MentorshipRow.to_day > period.last)
    within = (period.first, period.last)
    return MentoringWeek(
        pairs=MentorshipRow.select().where((MentorshipRow.from_day <= period.last) & still).count(),
        begun=MentorshipRow.select().where(MentorshipRow.from_day.between(*within)).count(),
        ended=MentorshipRow.select().where(MentorshipRow.to_day.between(*within)).count(),
        meetings=MentorContact.select().where(MentorContact.day.between(*within)).count(),
        stalled=len(mentoring.stalled(min(period.last, today), centre.current())),
    )
