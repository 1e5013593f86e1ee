"""The Today page, in one reading."""

from datetime import date, timedelta

from peewee import fn

from peerdesk.db.models import Centre, Group, Holiday, Member, Membership, Seal, SealKind, Session, Stay
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.dates import week_of
from peerdesk.domain.members.members import display_name
from peerdesk.domain.screens.sessions import SessionRow
from peerdesk.domain.screens.today import MOST_ATTENTION, MovementRow, TodayScreen
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.services import attention, followups, mentoring, planning, programme, recovery, session_rows

UNFINISHED = timedelta(days=60)
"""How far back unfinished records are shown."""


def page(storage: Storage, actor: Actor, *, today: date) -> TodayScreen:
    """The day's sessions, who needs contact and why, whom to follow up, milestones, what is unfinished."""
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        holiday = Holiday.get_or_none(Holiday.day == today)
        open_days = Session.day.between(today - UNFINISHED, today - timedelta(days=1))
        signed = Seal.select(Seal.id).where((Seal.session == Session.id) & (Seal.kind == SealKind.SESSION))
        earlier = session_rows.rows(open_days & (Session.status != SessionStatus.DID_NOT_HAPPEN) & ~fn.EXISTS(signed))
        numbers = programme.current()
        pressing, needing_contact = attention.most_pressing(today, MOST_ATTENTION, numbers)
        return TodayScreen(
            day=today,
            centre=Centre.get().name,
            holiday=holiday.name if holiday else "",
            sessions=session_rows.rows(Session.day == today),
            unfinished=[row for row in earlier if _unfinished(row)],
            attention=pressing,
            needing_contact=needing_contact,
            follow_ups=followups.open_up_to(today),
            milestones=recovery.milestones_between(*week_of(today)),
            stalled=len(mentoring.stalled(today, numbers)),
            movements=movements(*week_of(today)),
            members=Stay.select().where(Stay.discharged_on.is_null()).count(),
            groups=Group.select().where(planning.still_meets(today)).count(),
            programme=numbers,
        )


def movements(first: date, last: date) -> list[MovementRow]:
    """Who joined and who left a group between two days, in order of day."""
    found: list[MovementRow] = []
    for day_field, joined in ((Membership.from_day, True), (Membership.to_day, False)):
        rows = (
            Membership.select(day_field, Member.id, Member.name_latin, Member.name_native, Group.name)
            .join(Member)
            .switch(Membership)
            .join(Group)
            .where(day_field.between(first, last))
        )
        found += [
            MovementRow(day, member_id, display_name(latin, native), group, joined)
            for day, member_id, latin, native, group in tuples(rows)
        ]
    return sorted(found, key=lambda row: (row.day, not row.joined, row.name, row.group_name))


def _unfinished(row: SessionRow) -> bool:
    """An unsigned session that was held, or that somebody was expected at."""
    return row.status is SessionStatus.HELD or row.tally.total > 0
