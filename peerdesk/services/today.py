"""The Today page, in one reading."""

from datetime import date, timedelta

from peewee import fn

from peerdesk.db.models import (
    AttendanceRow,
    Centre,
    Group,
    Holiday,
    Member,
    MemberPhone,
    Membership,
    Seal,
    SealKind,
    Session,
    Stay,
)
from peerdesk.db.queries import pairs, tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.dates import week_of
from peerdesk.domain.marks import ABSENCES_FOR_CONTACT, Mark, absences_running
from peerdesk.domain.members import display_name
from peerdesk.domain.sessions import SessionRow, SessionStatus
from peerdesk.domain.today import AbsentRow, MovementRow, TodayPage
from peerdesk.services import planning, session_rows
from peerdesk.services.memberships import on_roster

UNFINISHED = timedelta(days=60)
"""How far back unfinished records are shown."""

LOOK_BACK = timedelta(days=120)
"""How far back absences are followed: enough for three sessions of a group that meets once a month."""


def page(storage: Storage, actor: Actor, *, today: date) -> TodayPage:
    """The day's sessions, what is unfinished, who needs contact, who joined and left."""
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        holiday = Holiday.get_or_none(Holiday.day == today)
        open_days = Session.day.between(today - UNFINISHED, today - timedelta(days=1))
        signed = Seal.select(Seal.session).where(Seal.kind == SealKind.SESSION)
        earlier = session_rows.rows(
            open_days & (Session.status != SessionStatus.DID_NOT_HAPPEN) & Session.id.not_in(signed)
        )
        return TodayPage(
            day=today,
            centre=Centre.get().name,
            holiday=holiday.name if holiday else "",
            sessions=session_rows.rows(Session.day == today),
            unfinished=[row for row in earlier if _unfinished(row)],
            absent=absent_rows(today),
            movements=movements(*week_of(today)),
            members=Stay.select().where(Stay.discharged_on.is_null()).count(),
            groups=Group.select().where(planning.still_meets(today)).count(),
        )


def absent_rows(day: date) -> list[AbsentRow]:
    """Members on a roster on a day who were absent in their last sessions of the group, longest first."""
    runs = _runs(day)
    members = {m.id: m for m in Member.select().where(Member.id << [member_id for member_id, _ in runs])}
    names = pairs(Group.select(Group.id, Group.name))
    phones: dict[int, str] = {}
    for phone in MemberPhone.select().where(MemberPhone.member << list(members)).order_by(MemberPhone.id.desc()):
        phones[phone.member_id] = phone.number
    last = _last_attended(list(members), day)
    found = [
        AbsentRow(
            member_id,
            members[member_id].number,
            display_name(members[member_id].name_latin, members[member_id].name_native),
            group_id,
            names[group_id],
            run,
            last.get((member_id, group_id)),
            phones.get(member_id, ""),
        )
        for (member_id, group_id), run in runs.items()
    ]
    return sorted(found, key=lambda row: (-row.absences, row.name, row.group_name))


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


def _runs(day: date) -> dict[tuple[int, int], int]:
    """Absences running of everybody on a roster, by (member, group); only those long enough to need contact."""
    joined = tuples(Membership.select(Membership.member, Membership.group, Membership.from_day).where(on_roster(day)))
    since = {(member_id, group_id): from_day for member_id, group_id, from_day in joined}
    lately = Session.select(Session.id).where(Session.day.between(day - LOOK_BACK, day))
    rows = (
        AttendanceRow.select(AttendanceRow.member, Session.group, Session.day, AttendanceRow.mark)
        .join(Session)
        .where((AttendanceRow.session << lately) & (Session.status == SessionStatus.HELD) & ~AttendanceRow.walk_in)
        .order_by(Session.day.desc(), Session.starts.desc())
    )
    marks: dict[tuple[int, int], list[Mark | None]] = {}
    for member_id, group_id, held_on, mark in tuples(rows):
        who = member_id, group_id
        if who in since and since[who] <= held_on:
            marks.setdefault(who, []).append(mark)
    runs = {who: absences_running(newest_first) for who, newest_first in marks.items()}
    return {who: run for who, run in runs.items() if run >= ABSENCES_FOR_CONTACT}


def _last_attended(member_ids: list[int], day: date) -> dict[tuple[int, int], date]:
    attended = [mark for mark in Mark if mark.attended]
    rows = (
        AttendanceRow.select(AttendanceRow.member, Session.group, fn.MAX(Session.day))
        .join(Session)
        .where((AttendanceRow.member << member_ids) & (AttendanceRow.mark << attended) & (Session.day <= day))
        .group_by(AttendanceRow.member, Session.group)
    )
    return {(member_id, group_id): last for member_id, group_id, last in tuples(rows)}
