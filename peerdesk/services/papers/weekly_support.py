"""Milestones, follow-ups, contacts and mentoring of some days, for the weekly report; all of it inside a reading."""

from datetime import date

from peewee import fn

from peerdesk.db.models import Contact, MentorContact, MentorshipRow
from peerdesk.db.queries import tuples
from peerdesk.domain.care import follow_ups as rules
from peerdesk.domain.care.contacts import ContactCount
from peerdesk.domain.care.follow_ups import FollowUpCounts
from peerdesk.domain.papers.choices import Names, Period
from peerdesk.domain.papers.milestones import MilestoneLine
from peerdesk.domain.papers.weekly_report import MentoringWeek
from peerdesk.services import followups, mentoring, programme, recovery
from peerdesk.services.papers import people


def milestones(period: Period, names: Names) -> list[MilestoneLine]:
    """What falls in these days for members in the programme or in aftercare: by day, then in the order of the roll."""
    due = recovery.milestones_between(period.first, period.last)
    persons = people.of_members({row.member_id for row in due}, names)
    place = {member_id: at for at, member_id in enumerate(persons)}
    due.sort(key=lambda row: (row.day, place[row.member_id]))
    return [MilestoneLine(row.day, persons[row.member_id], row.milestone, row.celebrated_on) for row in due]


def follow_ups(period: Period, today: date) -> FollowUpCounts:
    """How the follow-ups of these days went."""
    return rules.counts(followups.due_between(period.first, period.last, today), today)


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
        stalled=len(mentoring.stalled(min(period.last, today), programme.current())),
    )
