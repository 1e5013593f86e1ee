"""What stands beside the roster and the note of a session, in one reading."""

from peerdesk.db.models import AttendanceRow, Session
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.goals import GoalRow
from peerdesk.domain.session_life import SessionLife
from peerdesk.services import duties, frozen, goals, groups, incidents, plans, recovery


def beside(storage: Storage, actor: Actor, session_id: int) -> SessionLife:
    """Plan, duties, milestones, goals and incidents of a session, as far as the reader may see them.

    A fixed number of queries, all bounded by the session, its group's week or its roster.

    Raises:
        NotFound: if there is no such session.
    """
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        session = frozen.session(session_id)
        may = actor.may
        return SessionLife(
            session_id,
            plans.of_session(session_id) if may(Permission.SEE_NOTES) else None,
            duties.turns(session_id),
            recovery.milestones_of_group(session.group_id, session.day) if may(Permission.SEE_RECOVERY) else (),
            _open_goals(session) if may(Permission.SEE_GOALS) else {},
            incidents.of_session(session_id) if may(Permission.KEEP_INCIDENTS) else (),
        )


def _open_goals(session: Session) -> dict[int, list[GoalRow]]:
    """Goals that had been set by the day of the session and are still open."""
    by_member = goals.open_of(_people(session))
    found = {who: [goal for goal in open_ones if goal.set_on <= session.day] for who, open_ones in by_member.items()}
    return {who: open_ones for who, open_ones in found.items() if open_ones}


def _people(session: Session) -> set[int]:
    """Everybody on the roster, and who walked in."""
    walk_ins = AttendanceRow.select(AttendanceRow.member).where(
        (AttendanceRow.session == session.id) & AttendanceRow.walk_in
    )
    on_roster = {row.member_id for row in groups.roster(session.group_id, session.day)}
    return on_roster | {member_id for (member_id,) in tuples(walk_ins)}
