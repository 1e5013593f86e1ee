"""Gathers the weekly counsellor report: every group, who needs contact, who came and went, what is not finished."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import TypeVar

from peewee import Expression, fn

from peerdesk.db.models import (
    Contact,
    Facilitator,
    FollowUp,
    Group,
    GuestRow,
    MentorContact,
    MentorshipRow,
    Seal,
    Session,
    SessionNote,
    Staff,
    Stay,
)
from peerdesk.db.queries import pairs, tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.attention import AttentionRow
from peerdesk.domain.care.contacts import ContactCount
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpOutcome
from peerdesk.domain.care.retention_in_care import LOOKED_BACK, Retention
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.papers.choices import Choices, Names, Period
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.papers.weekly_report import (
    MOST_CONTACT,
    ContactNeeded,
    FollowedUp,
    GroupWeek,
    MentoringWeek,
    Movement,
    Talk,
    UnsignedLine,
    WeeklyReport,
)
from peerdesk.domain.screens.sessions import SessionRow
from peerdesk.domain.sessions.guests import VISITING
from peerdesk.domain.sessions.marks import Tally
from peerdesk.domain.sessions.notes import Objective
from peerdesk.domain.sessions.sessions import NotHeldReason, SessionStatus
from peerdesk.domain.sessions.signing import SIGNED_WITHIN, SealKind
from peerdesk.records import centre as centre_records
from peerdesk.records import key_counsellors
from peerdesk.records import members as member_records
from peerdesk.records.care import attention, retention_in_care, status
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.records.groups import memberships as membership_records
from peerdesk.records.mentoring import pairs as pair_records
from peerdesk.records.papers import choices as chosen
from peerdesk.records.papers import milestone_lines, people
from peerdesk.records.sessions import attendance as attendance_records
from peerdesk.records.sessions import sessions as session_records
from peerdesk.records.trail import heads as heads_of_trail

_Row = TypeVar("_Row")


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> WeeklyReport:
    """The report of the whole centre; over the last complete week where no days are chosen.

    Where the actor's own members are chosen, what is told of members is about those; groups and sessions are all there.
    Whatever has a day of its own is told as on the last of the days (today while they are not over), so that a past
    week prints the same later: who needed contact, stays, pairs, follow-ups, celebrations and signatures of that time.
    What is entered later about these days changes it: marks, notes, reasons, corrections, anything dated back. So do
    things that the file keeps without a day: names, the groups' own numbers, the centre's thresholds and its list of
    milestones.

    Raises:
        InvalidInput: if the days are out of order.
    """
    actor.require(Permission.PRINT_PROGRESS)
    chosen.refuse(choices)
    with storage.reading():
        period = chosen.period(choices, chosen.last_complete_week(today))
        sessions = session_records.rows(chosen.days_of(period))
        as_on, over = min(period.last, today), min(period.last, today - timedelta(days=1))
        signed = _signed(period)
        numbers = centre_records.thresholds()
        mine_of = key_counsellors.mine_of(actor, choices.whose or Whose.EVERYBODY)
        pressing = attention.most_pressing(as_on, MOST_CONTACT, numbers, mine_of)
        return WeeklyReport(
            letterhead=centre_records.letterhead(),
            printed=Printed(actor.name, now),
            data_as_on=as_on,
            period=period,
            groups=_groups(period, sessions, with_notes=actor.may(Permission.SEE_NOTES)),
            contact_needed=_contact_needed(pressing.rows, period, as_on, choices.naming),
            movements=_movements(period, choices.naming, mine_of),
            unsigned=[
                UnsignedLine(row.id, row.day, row.group_name, not row.has_note, row.tally.unmarked)
                for row in sessions
                if row.status is SessionStatus.HELD and signed.get(row.id, date.max) > as_on
            ],
            late_entries=sum(
                signed.get(row.id, date.max) > row.day + SIGNED_WITHIN
                for row in sessions
                if row.status is SessionStatus.HELD and row.day + SIGNED_WITHIN <= over
            ),
            guests=_guests(period, GuestRow.kinship.not_in(list(VISITING))),
            visitors=_guests(period, GuestRow.kinship << list(VISITING)) + _visitors(period),
            milestones=milestone_lines.milestone_lines(period, choices.naming, mine_of, as_on=as_on),
            follow_ups=follow_up_records.counts_between(period.first, period.last, as_on, mine_of),
            contacts=_contacts(period, mine_of),
            mentoring=_mentoring(period, as_on, numbers, mine_of),
            thresholds=numbers,
            needing_contact=pressing.waiting + pressing.settled,
            members_of=actor.name if mine_of is not None else "",
            staying=_staying(as_on),
            trail=_trail(),
        )


def _trail() -> tuple[int, str] | None:
    entry_id, head = heads_of_trail.end()
    return (entry_id, heads_of_trail.letters(head)) if entry_id else None


def _staying(as_on: date) -> Retention:
    first = as_on - LOOKED_BACK
    return Retention(first, as_on, retention_in_care.of_stays(first, as_on, as_on), status.counts(as_on))


def _guests(period: Period, kind: Expression) -> int:
    """How many guests by name of some kind came."""
    return int(GuestRow.select().join(Session).where(chosen.days_of(period) & kind).count())


def _visitors(period: Period) -> int:
    """How many visitors were only counted."""
    return int(Session.select(fn.COALESCE(fn.SUM(Session.visitors), 0)).where(chosen.days_of(period)).scalar())


def _groups(period: Period, sessions: Sequence[SessionRow], *, with_notes: bool) -> list[GroupWeek]:
    """Every group that met, or meant to, or has members; by name."""
    there = (Group.started_on <= period.last) & (Group.closed_on.is_null() | (Group.closed_on >= period.first))
    names = tuples(Group.select(Group.id, Group.name).where(there).order_by(Group.name))
    sizes = membership_records.sizes(period.last)
    leads = _responsible(period.last)
    tallies, before = _tallies(period), _tallies(_before(period))
    statuses = _by_group((row.group_id, row.status) for row in sessions)
    not_held = _not_held(period)
    objectives, plans = _notes(period) if with_notes else ({}, {})
    return [
        GroupWeek(
            group_id=group_id,
            group_name=name,
            facilitator=leads.get(group_id, ""),
            planned=len(statuses.get(group_id, ())),
            held=statuses.get(group_id, []).count(SessionStatus.HELD),
            not_held=not_held.get(group_id, ()),
            members=sizes.get(group_id, 0),
            tally=tallies.get(group_id, Tally()),
            previous=before.get(group_id, Tally()),
            objectives=objectives.get(group_id, ()),
            plan=plans.get(group_id, ""),
        )
        for group_id, name in names
        if group_id in statuses or group_id in sizes
    ]


def _before(period: Period) -> Period:
    """As many days just before: for a week the week before."""
    last = period.first - timedelta(days=1)
    return Period(last - (period.last - period.first), last)


def _tallies(period: Period) -> dict[int, Tally]:
    """Attendance in each group, the unmarked of held sessions included, walk-ins left out."""
    size = session_records.roster_size().alias("size")
    held = tuples(Session.select(Session.id, Session.group, size).where(_held(period)))
    marked = attendance_records.marked_on_roster(session_id for session_id, _group_id, _size in held)
    tallies = attendance_records.tallies_by_group(period.first, period.last)
    not_due = session_records.left_unmarked(session_id for session_id, _group_id, _size in held)
    for session_id, group_id, on_roster in held:
        unmarked = Tally(unmarked=on_roster - marked.get(session_id, 0) - not_due.get(session_id, 0))
        tallies[group_id] = tallies.get(group_id, Tally()) + unmarked
    return tallies


def _responsible(day: date) -> dict[int, str]:
    holds = (Facilitator.from_day <= day) & (Facilitator.to_day.is_null() | (Facilitator.to_day >= day))
    return pairs(Facilitator.select(Facilitator.group, Staff.name).join(Staff).where(Facilitator.responsible & holds))


def _not_held(period: Period) -> dict[int, list[tuple[date, NotHeldReason, str]]]:
    columns = Session.group, Session.day, Session.reason, Session.reason_text
    missed = Session.select(*columns).where(chosen.days_of(period) & (Session.status == SessionStatus.DID_NOT_HAPPEN))
    rows = tuples(missed.order_by(Session.day, Session.starts))
    return _by_group((group_id, (day, reason, text)) for group_id, day, reason, text in rows)


def _notes(period: Period) -> tuple[dict[int, list[Objective]], dict[int, str]]:
    """What each group worked on, each objective once; and the plan written at its latest session."""
    columns = Session.group, SessionNote.objective, SessionNote.plan
    written = SessionNote.select(*columns).join(Session).where(_held(period)).order_by(Session.day, Session.starts)
    rows = tuples(written)
    named = ((group_id, objective) for group_id, objective, _ in rows if objective not in (None, Objective.NONE))
    objectives = _by_group(named)
    plans = {group_id: plan for group_id, _, plan in rows}
    return {group_id: list(dict.fromkeys(found)) for group_id, found in objectives.items()}, plans


def _signed(period: Period) -> dict[int, date]:
    """When the sessions of some days were signed."""
    signatures = Seal.select(Seal.session, Seal.at).join(Session).where(chosen.days_of(period))
    return {row_id: at.date() for row_id, at in tuples(signatures.where(Seal.kind == SealKind.SESSION))}


def _held(period: Period) -> Expression:
    return chosen.days_of(period) & (Session.status == SessionStatus.HELD)


def _by_group(rows: Iterable[tuple[int, _Row]]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = {}
    for group_id, row in rows:
        found.setdefault(group_id, []).append(row)
    return found


def _contact_needed(rows: Sequence[AttentionRow], period: Period, as_on: date, names: Names) -> list[ContactNeeded]:
    """Who needs contact as on the last day that has come, and what was done in the period."""
    ids = [row.member_id for row in rows]
    persons, followed_up = people.of_members(set(ids), names), _followed_up(period, as_on, ids)
    spoken = _spoken(period.first, as_on, ids)
    needed = []
    for row in rows:
        since = min((reason.began for reason in row.reasons if reason.began), default=period.first)
        talks = [talk for talk in spoken.get(row.member_id, ()) if talk.day >= since]
        done = sorted([*followed_up.get(row.member_id, ()), *talks], key=attrgetter("day"))
        needed.append(ContactNeeded(persons[row.member_id], row.reasons, done or ()))
    return needed


def _spoken(first: date, last: date, ids: Sequence[int]) -> dict[int, list[Talk]]:
    """Contacts with some members, or with their families, between two days."""
    rows = Contact.select(Contact.member, Contact.kind, Contact.day).where(Contact.day.between(first, last))
    found: dict[int, list[Talk]] = {}
    for who, kind, day in tuples(rows.where(Contact.member << ids).order_by(Contact.id)):
        found.setdefault(who, []).append(Talk(kind, day))
    return found


def _followed_up(period: Period, as_on: date, ids: Sequence[int]) -> dict[int, list[FollowedUp]]:
    """Follow-ups done in the period, or made for it and still open on a day, by member.

    Those that the schedule alone has made are no answer to the reasons until they are done.
    """
    done = FollowUp.done_on.between(period.first, as_on) & (FollowUp.outcome != FollowUpOutcome.CANCELLED)
    open_then = FollowUp.outcome.is_null() | (FollowUp.done_on > as_on)
    by_hand = (FollowUp.kind != FollowUpKind.SCHEDULED) & follow_up_records.made_by(as_on)
    planned = FollowUp.due_on.between(period.first, period.last) & open_then & by_hand
    columns = FollowUp.member, FollowUp.way, FollowUp.due_on, FollowUp.done_on, FollowUp.outcome
    rows = FollowUp.select(*columns).where((FollowUp.member << ids) & (done | planned)).order_by(FollowUp.id)
    found: dict[int, list[FollowedUp]] = {}
    for who, way, due_on, done_on, outcome in tuples(rows):
        open_still = done_on is None or done_on > as_on
        told = FollowedUp(way, due_on, None) if open_still else FollowedUp(way, done_on, outcome)
        found.setdefault(who, []).append(told)
    return found


def _movements(period: Period, names: Names, mine_of: int | None) -> list[Movement]:
    """Who was admitted or joined a group, who left one or was discharged; each day those who came first."""
    of_groups = [
        (row.day, row.member_id, row.group_name, row.joined, False)
        for row in member_records.movements(period.first, period.last)
    ]
    rows = of_groups + [
        (day, member_id, "", joined, True)
        for field, joined in ((Stay.admitted_on, True), (Stay.discharged_on, False))
        for day, member_id in tuples(Stay.select(field, Stay.member).where(field.between(period.first, period.last)))
    ]
    if mine_of is not None:
        mine = key_counsellors.mine_among({member_id for _, member_id, *_ in rows}, mine_of, period.last)
        rows = [row for row in rows if row[1] in mine]
    persons = people.of_members({member_id for _, member_id, *_ in rows}, names)
    place = {member_id: at for at, member_id in enumerate(persons)}
    rows.sort(key=lambda row: (row[0], not row[3], place[row[1]], not row[4], row[2]))
    return [Movement(day, persons[who], group, joined, stay) for day, who, group, joined, stay in rows]


def _contacts(period: Period, mine_of: int | None) -> list[ContactCount]:
    rows = Contact.select(Contact.kind, fn.COUNT(Contact.id), fn.SUM(Contact.minutes))
    mine = key_counsellors.only_mine(Contact.member, mine_of, period.last)
    of_days = rows.where(Contact.day.between(period.first, period.last), *mine).group_by(Contact.kind)
    return [ContactCount(kind, count, minutes) for kind, count, minutes in tuples(of_days)]


def _mentoring(period: Period, as_on: date, numbers: Thresholds, mine_of: int | None) -> MentoringWeek:
    going_on = MentorshipRow.to_day.is_null() | (MentorshipRow.to_day >= period.first)
    mine = key_counsellors.only_mine(MentorshipRow.member, mine_of, period.last)
    rows = tuples(MentorshipRow.select(MentorshipRow.from_day, MentorshipRow.to_day).where(going_on, *mine))
    met = MentorContact.select().join(MentorshipRow).where(MentorContact.day.between(period.first, period.last), *mine)
    pairs = [(begun, ended) for begun, ended in rows if begun <= period.last]
    return MentoringWeek(
        pairs=sum(ended is None or ended > period.last for _begun, ended in pairs),
        begun=sum(begun >= period.first for begun, _ended in pairs),
        ended=sum(ended is not None and ended <= period.last for _begun, ended in pairs),
        meetings=met.count(),
        stalled=len(pair_records.stalled(as_on, numbers, mine_of)),
    )
