"""Gathers the weekly counsellor report: every group, who needs contact, who came and went, what is not finished."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from peewee import Expression, fn

from peerdesk.db.models import Facilitator, Group, GuestRow, Membership, Seal, Session, SessionNote, Staff
from peerdesk.db.queries import pairs, tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.papers.choices import Choices, Period
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.papers.weekly_report import GroupWeek, UnsignedLine, WeeklyReport
from peerdesk.domain.screens.sessions import SessionRow
from peerdesk.domain.sessions.marks import Tally
from peerdesk.domain.sessions.notes import Objective
from peerdesk.domain.sessions.sessions import NotHeldReason, RecordState, SessionStatus
from peerdesk.domain.sessions.signing import SealKind, signed_late
from peerdesk.records import centre as centre_records
from peerdesk.records.groups.memberships import on_roster
from peerdesk.records.papers import choices as chosen
from peerdesk.records.papers import weekly_report
from peerdesk.records.sessions import attendance as attendance_records
from peerdesk.records.sessions import sessions as session_records

_Row = TypeVar("_Row")


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> WeeklyReport:
    """The report of the whole centre; over the last complete week where no days are chosen.

    Raises:
        InvalidInput: if the days are out of order.
    """
    actor.require(Permission.PRINT_PROGRESS)
    chosen.refuse(choices)
    with storage.reading():
        period = chosen.period(choices, chosen.last_complete_week(today))
        sessions = session_records.rows(chosen.days_of(period))
        return WeeklyReport(
            letterhead=centre_records.letterhead(),
            printed=Printed(actor.name, now),
            data_as_on=today,
            period=period,
            groups=_groups(period, sessions, with_notes=actor.may(Permission.SEE_NOTES)),
            contact_needed=weekly_report.contact_needed(period, choices.naming, today),
            movements=weekly_report.movements(period, choices.naming),
            unsigned=[
                UnsignedLine(row.id, row.day, row.group_name, not row.has_note, row.tally.unmarked)
                for row in sessions
                if row.state is RecordState.DRAFT
            ],
            late_entries=_late_entries(period),
            guests=GuestRow.select().join(Session).where(chosen.days_of(period)).count(),
            visitors=int(
                Session.select(fn.COALESCE(fn.SUM(Session.visitors), 0)).where(chosen.days_of(period)).scalar()
            ),
            milestones=weekly_report.milestones(period, choices.naming),
            follow_ups=weekly_report.follow_ups(period, today),
            contacts=weekly_report.contacts(period),
            mentoring=weekly_report.mentors(period, today),
            programme=centre_records.current(),
        )


def _groups(period: Period, sessions: Sequence[SessionRow], *, with_notes: bool) -> list[GroupWeek]:
    """Every group that met, or meant to, or has members; by name."""
    there = (Group.started_on <= period.last) & (Group.closed_on.is_null() | (Group.closed_on >= period.first))
    names = tuples(Group.select(Group.id, Group.name).where(there).order_by(Group.name))
    sizes = _sizes(period.last)
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
    held = pairs(Session.select(Session.id, Session.group).where(_held(period)))
    sizes, marked = session_records.roster_sizes(list(held)), attendance_records.marked_on_roster(held)
    tallies = attendance_records.tallies_by_group(period.first, period.last)
    for session_id, group_id in held.items():
        unmarked = Tally(unmarked=sizes.get(session_id, 0) - marked.get(session_id, 0))
        tallies[group_id] = tallies.get(group_id, Tally()) + unmarked
    return tallies


def _sizes(day: date) -> dict[int, int]:
    rows = Membership.select(Membership.group, fn.COUNT(Membership.id)).where(on_roster(day))
    return pairs(rows.group_by(Membership.group))


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
    objectives = _by_group((group_id, objective) for group_id, objective, _ in rows if objective)
    plans = {group_id: plan for group_id, _, plan in rows}
    return {group_id: list(dict.fromkeys(found)) for group_id, found in objectives.items()}, plans


def _late_entries(period: Period) -> int:
    signatures = Seal.select(Session.day, Seal.at).join(Session).where(chosen.days_of(period))
    return sum(signed_late(day, at) for day, at in tuples(signatures.where(Seal.kind == SealKind.SESSION)))


def _held(period: Period) -> Expression:
    return chosen.days_of(period) & (Session.status == SessionStatus.HELD)


def _by_group(rows: Iterable[tuple[int, _Row]]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = {}
    for group_id, row in rows:
        found.setdefault(group_id, []).append(row)
    return found
