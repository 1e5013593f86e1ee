"""What belongs to the life of a group beside its sessions: waitlist, duties by turn, plans, incidents."""

from peewee import BooleanField, CompositeKey, DateField, ForeignKeyField, IntegerField, TextField

from peerdesk.db.tables.base import CodeField, FileTable, NumberedTable, TypedField
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.closed import ClosedTable, ClosedText
from peerdesk.db.tables.group import Group
from peerdesk.db.tables.member import Member
from peerdesk.db.tables.session import Session
from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.groups.incidents import IncidentKind
from peerdesk.domain.sessions.notes import Activity, Objective


class Waiting(NumberedTable):
    """A member on the waitlist of a group, in order of place; ended when they joined or no longer wish to."""

    group = ForeignKeyField(Group, index=False)
    group_id: int
    member = ForeignKeyField(Member)
    member_id: int
    since = DateField()
    place = IntegerField()
    note = TypedField()
    ended_on = DateField(null=True)
    joined = BooleanField(null=True)

    class Meta:
        indexes = ((("group", "place"), False),)


Waiting.add_index(
    Waiting.index(Waiting.group, Waiting.member, unique=True, where=Waiting.ended_on.is_null(), name="waiting_open")
)


class GroupDuty(FileTable):
    """A duty that a group shares now; turns taken stay when it is shared no more."""

    group = ForeignKeyField(Group, index=False)
    group_id: int
    duty = CodeField(Duty)

    class Meta:
        primary_key = CompositeKey("group", "duty")
        without_rowid = True


class DutyTurn(FileTable):
    """Who has a duty at a session: one member at most."""

    session = ForeignKeyField(Session, index=False)
    session_id: int
    duty = CodeField(Duty)
    member = ForeignKeyField(Member)
    member_id: int

    class Meta:
        primary_key = CompositeKey("session", "duty")
        without_rowid = True


class PlanRow(FileTable):
    """A session plan of the centre's own (``own-3``), or its version of one of PeerDesk's (that one's key)."""

    key = TextField(primary_key=True)
    name = TypedField()
    group_type = CodeField(GroupType, null=True)
    objective = CodeField(Objective)
    minutes = IntegerField()
    text = TypedField()
    retired = BooleanField()

    class Meta:
        table_name = "plan"


class PlanActivity(FileTable):
    """What is done in a plan that has a row of its own; those of the other built-in plans are in the domain."""

    plan = ForeignKeyField(PlanRow, column_name="plan_key", object_id_name="plan_key", index=False)
    plan_key: str
    activity = CodeField(Activity)

    class Meta:
        primary_key = CompositeKey("plan", "activity")
        without_rowid = True


class SessionPlan(FileTable):
    """Which plan a session follows, one at most; a key and no reference, for most plans are in no table."""

    session = ForeignKeyField(Session, primary_key=True)
    session_id: int
    plan_key = TextField()


class Incident(ClosedTable, NumberedTable):
    """Something in a group that needed settling, and what was agreed."""

    group = ForeignKeyField(Group, index=False)
    group_id: int
    session = ForeignKeyField(Session, null=True)
    session_id: int | None
    day = DateField()
    kind = CodeField(IncidentKind)
    what = ClosedText()
    agreed = ClosedText()
    staff = ForeignKeyField(Staff)
    staff_id: int

    class Meta:
        indexes = ((("group", "day"), False),)
