"""The session screen, in one reading: the sheet, and what stands beside the roster and the note."""

from collections.abc import Collection, Sequence

from peerdesk.db.models import AttendanceRow, Group, Session
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.goals import GoalRow, GoalState
from peerdesk.domain.screens.groups import RosterRow
from peerdesk.domain.screens.session_page import SessionScreen, SessionSheet, SheetRow, SideSections
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.records.care import goals as goal_records
from peerdesk.records.care import recovery as recovery_records
from peerdesk.records.groups import duties as duty_records
from peerdesk.records.groups import groups as group_records
from peerdesk.records.groups import incidents as incident_records
from peerdesk.records.sessions import notes as note_records
from peerdesk.records.sessions import plans as plan_records
from peerdesk.records.sessions import sheet as sheet_records
from peerdesk.records.sessions import signing as signing_records


def screen(
    storage: Storage, actor: Actor, session_id: int, *, with_sections: bool = True, with_suggestions: bool = False
) -> SessionScreen:
    """A session's sheet, and what stands beside it where that is asked for: not with every mark.

    Args:
        storage: the open file.
        actor: who looks.
        session_id: the session.
        with_sections: whether plan, duties, milestones, goals and incidents are wanted.
        with_suggestions: whether plans are wanted to choose from, if the session has none and may take one.

    Raises:
        NotFound: if there is no such session.
    """
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        session = signing_records.session(session_id)
        group, roster = Group.get_by_id(session.group_id), group_records.roster(session.group_id, session.day)
        sheet = sheet_records.sheet_of(actor, session, group, roster)
        sections = _sections(actor, session, roster, {row.member_id for row in sheet.rows}) if with_sections else None
        takes_one = sections is not None and sections.plan is None and sheet.open and actor.may(Permission.WRITE_NOTES)
        return SessionScreen(
            sheet, sections, plan_records.suggested(session, group) if with_suggestions and takes_one else None
        )


def side_sections(storage: Storage, actor: Actor, session_id: int) -> SideSections:
    """Plan, duties, milestones, goals and incidents of a session, as far as the reader may see them.

    A fixed number of queries, all bounded by the session, its group's week or its roster.

    Raises:
        NotFound: if there is no such session.
    """
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        session = signing_records.session(session_id)
        roster = group_records.roster(session.group_id, session.day)
        return _sections(actor, session, roster, {row.member_id for row in roster} | _walk_ins(session_id))


def _sections(actor: Actor, session: Session, roster: Sequence[RosterRow], people: Collection[int]) -> SideSections:
    may = actor.may
    goals = goal_records.at_session(people, session.day) if may(Permission.SEE_GOALS) else []
    under_way: dict[int, list[GoalRow]] = {}
    for goal in goals:
        if goal.state is GoalState.OPEN:
            under_way.setdefault(goal.member_id, []).append(goal)
    return SideSections(
        session.id,
        plan_records.of_session(session.id) if may(Permission.SEE_NOTES) else None,
        duty_records.turns(session, roster),
        recovery_records.milestones_of_group(session.group_id, session.day) if may(Permission.SEE_RECOVERY) else (),
        under_way,
        [goal for goal in goals if goal.is_read_out(session.day) or goal.kept_on(session.day)],
        incident_records.of_session(session.id) if may(Permission.KEEP_INCIDENTS) else (),
    )


def _walk_ins(session_id: int) -> set[int]:
    walk_ins = AttendanceRow.select(AttendanceRow.member).where(
        (AttendanceRow.session == session_id) & AttendanceRow.walk_in
    )
    return {member_id for (member_id,) in tuples(walk_ins)}


def sheet(storage: Storage, actor: Actor, session_id: int) -> SessionSheet:
    """A session with its roster, marks and neighbours, ready to show; with its notes for who may see them.

    Raises:
        NotFound: if there is no such session.
    """
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        session = signing_records.session(session_id)
        group = Group.get_by_id(session.group_id)
        return sheet_records.sheet_of(actor, session, group, group_records.roster(session.group_id, session.day))


def rows_now(
    storage: Storage, actor: Actor, session_id: int, rows: Sequence[SheetRow], *, with_notes: bool
) -> list[SheetRow]:
    """Some rows of a sheet as the file has them now; the notes too where asked for, for those who may see them."""
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        with_notes = with_notes and actor.may(Permission.SEE_NOTES)
        return sheet_records.rows_now(session_id, rows, with_notes=with_notes)


def note_now(storage: Storage, actor: Actor, session_id: int) -> GroupNote:
    """The group note as the file has it now."""
    actor.require(Permission.SEE_NOTES)
    with storage.reading():
        return note_records.group_note(session_id)
