"""The Today page: as the day begins, and whole; each in one reading."""

from collections.abc import Sequence
from datetime import date, timedelta

from peewee import fn

from peerdesk.db.models import Centre, Group, HolidayRow, ProgrammeRow, Session, Stay
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.thresholds import help_lines_are_due
from peerdesk.domain.dates import week_of
from peerdesk.domain.measures import safety
from peerdesk.domain.measures.safety import SafetyNoteRow
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.screens.sessions import SessionRow
from peerdesk.domain.screens.today import MOST_ATTENTION, DayBegins, TodayScreen
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.records import centre as centre_records
from peerdesk.records import copies as copy_records
from peerdesk.records import key_counsellors
from peerdesk.records import members as member_records
from peerdesk.records import safety as safety_records
from peerdesk.records.care import attention as attention_records
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.records.care import recovery as recovery_records
from peerdesk.records.groups import groups as group_records
from peerdesk.records.mentoring import pairs as pair_records
from peerdesk.records.sessions import planned_sessions as planned_records
from peerdesk.records.sessions import sessions as session_records
from peerdesk.records.sessions import signing as signing_records

UNFINISHED = timedelta(days=60)
"""How far back unfinished records are shown."""


def first_look(storage: Storage, actor: Actor, *, today: date, whose: Whose | None = None) -> DayBegins:
    """The day's sessions and open safety notes, with which nobody need wait for the rest."""
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        return _begins(actor, today, whose, session_records.rows(Session.day == today))


def page(storage: Storage, actor: Actor, *, today: date, whose: Whose | None = None) -> TodayScreen:
    """The day's sessions, who needs contact and why, whom to follow up, milestones, what is unfinished.

    Members are the actor's own or everybody's; what is usual for the actor where ``whose`` does not say.
    """
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        open_days = Session.day.between(today - UNFINISHED, today - timedelta(days=1))
        rows = session_records.rows((Session.day == today) | (open_days & signing_records.still_open()))
        begins = _begins(actor, today, whose, [row for row in rows if row.day == today])
        mine_of = key_counsellors.mine_of(actor, begins.whose)
        numbers = centre_records.thresholds()
        pressing = attention_records.most_pressing(today, MOST_ATTENTION, numbers, mine_of)
        milestones = recovery_records.milestones_between(*week_of(today), mine_of)
        return TodayScreen(
            day=begins.day,
            centre=begins.centre,
            holiday=begins.holiday,
            sessions=begins.sessions,
            members=begins.members,
            groups=begins.groups,
            small_groups=begins.small_groups,
            safety=begins.safety,
            copies=begins.copies,
            asks_help_lines=begins.asks_help_lines,
            whose=begins.whose,
            unfinished=[row for row in rows if row.day < today and _unfinished(row)],
            attention=pressing.rows,
            needing_contact=pressing.waiting,
            settled=pressing.settled,
            follow_ups=follow_up_records.open_up_to(today, mine_of=mine_of),
            milestones=[due for due in milestones if not due.is_late_anniversary],
            anniversaries=sum(due.is_late_anniversary for due in milestones),
            stalled=len(pair_records.stalled(today, numbers, mine_of)),
            movements=member_records.movements(*week_of(today)),
            thresholds=numbers,
        )


def _begins(actor: Actor, today: date, whose: Whose | None, sessions: Sequence[SessionRow]) -> DayBegins:
    """What stands at the head of the day, beside its sessions: one query, and those of safety notes and copies."""
    holiday = HolidayRow.select(HolidayRow.name).where(HolidayRow.day == today)
    members = Stay.select(fn.COUNT(Stay.id)).where(Stay.discharged_on.is_null())
    groups = Group.select(fn.COUNT(Group.id)).where(planned_records.still_meets(today))
    checked = ProgrammeRow.select(ProgrammeRow.help_lines_checked_on)
    small = group_records.below_least(today)
    facts = holiday.alias("holiday"), members.alias("members"), groups.alias("groups"), small.alias("small")
    [(centre, off, here, meeting, grown_small, checked_on, answers)] = tuples(
        Centre.select(Centre.name, *facts, checked.alias("checked"), key_counsellors.answers(actor))
    )
    asked = actor.may(Permission.CHANGE_SETTINGS) and help_lines_are_due(
        checked_on and date.fromisoformat(checked_on), today
    )
    return DayBegins(
        day=today,
        centre=centre,
        holiday=off or "",
        sessions=sessions,
        members=here,
        groups=meeting,
        small_groups=group_records.small_groups(grown_small),
        safety=_safety(actor, today),
        copies=copy_records.waiting(),
        asks_help_lines=asked,
        whose=whose or key_counsellors.usual(actor, answers=bool(answers)),
    )


def _safety(actor: Actor, today: date) -> list[SafetyNoteRow]:
    """Open notes: the coordinator is shown first what nobody answered for a day, a counsellor what is theirs."""
    if not actor.may(Permission.SEE_COUNSELLORS_MEASURES):
        return []
    mine = None if actor.may(Permission.MANAGE_STAFF) else actor.staff_id
    return safety.in_order(safety_records.open_notes(), today, first_of=mine)


def _unfinished(row: SessionRow) -> bool:
    """An unsigned session that was held, or that somebody was expected at."""
    return row.status is SessionStatus.HELD or row.tally.total > 0
