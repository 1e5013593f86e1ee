"""Goals, and what is said about them at sessions."""

from peewee import DateField, ForeignKeyField

from peerdesk.db.tables.base import CodeField, NumberedTable
from peerdesk.db.tables.closed import ClosedTable, ClosedText
from peerdesk.db.tables.member import Member
from peerdesk.db.tables.session import Session
from peerdesk.domain.care.goals import GoalKind, GoalState, GoalWordKind


class Goal(ClosedTable, NumberedTable):
    """A small, dated thing that a member wants to do. One that is taken out lies in the bin for a while."""

    member = ForeignKeyField(Member)
    member_id: int
    text = ClosedText()
    set_on = DateField()
    due_on = DateField(null=True)
    state = CodeField(GoalState)
    closed_on = DateField(null=True)
    kind = CodeField(GoalKind)


class GoalWord(ClosedTable, NumberedTable):
    """Progress, a setback or a next step, as the member told it; of a pledge that it is not kept yet."""

    goal = ForeignKeyField(Goal)
    goal_id: int
    session = ForeignKeyField(Session, null=True)
    session_id: int | None
    day = DateField()
    kind = CodeField(GoalWordKind)
    text = ClosedText()
