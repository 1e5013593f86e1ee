"""Sessions with attendance, notes and guests."""

from peewee import BooleanField, CompositeKey, DateField, DateTimeField, ForeignKeyField, IntegerField, TimeField

from peerdesk.db.tables.base import CodeField, FileTable, NumberedTable, TypedField
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.closed import ClosedTable, ClosedText
from peerdesk.db.tables.group import Group
from peerdesk.db.tables.member import Member
from peerdesk.domain.groups.groups import Channel
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.marks import LeaveReason, Mark
from peerdesk.domain.sessions.notes import Activity, Objective
from peerdesk.domain.sessions.sessions import NotHeldReason, SessionStatus


class Session(NumberedTable):
    """One meeting of a group; two of one group never begin at the same moment."""

    group = ForeignKeyField(Group, index=False)
    group_id: int
    day = DateField(index=True)
    starts = TimeField()
    minutes = IntegerField()
    channel = CodeField(Channel)
    by_hand = BooleanField()
    status = CodeField(SessionStatus)
    reason = CodeField(NotHeldReason, null=True)
    reason_text = TypedField()
    visitors = IntegerField()
    paper_by = ForeignKeyField(Staff, null=True)
    paper_by_id: int | None
    paper_on = DateField(null=True)
    unmarked_why = TypedField()
    led_by = ForeignKeyField(Member, null=True, index=False)
    led_by_id: int | None

    class Meta:
        indexes = ((("group", "day", "starts"), True), (("status", "day"), False))


class SessionNote(ClosedTable):
    """The note about the group. Who may read it, and where, says ``domain/sessions/notes.py``."""

    session = ForeignKeyField(Session, primary_key=True)
    session_id: int
    objective = CodeField(Objective, null=True)
    topic = ClosedText()
    shared = ClosedText()
    coping = ClosedText()
    concerns = ClosedText()
    plan = ClosedText()
    changed_by = ForeignKeyField(Staff, null=True, index=False)
    changed_by_id: int | None
    changed_at = DateTimeField(null=True)


class SessionActivity(FileTable):
    """One of the activities ticked in the note about the group."""

    session = ForeignKeyField(Session, index=False)
    session_id: int
    activity = CodeField(Activity)

    class Meta:
        primary_key = CompositeKey("session", "activity")


class AttendanceRow(FileTable):
    """One member at one session. Without a mark only for a walk-in not yet marked."""

    session = ForeignKeyField(Session, index=False)
    session_id: int
    member = ForeignKeyField(Member)
    member_id: int
    mark = CodeField(Mark, null=True)
    minutes = IntegerField(null=True)
    reason = CodeField(LeaveReason, null=True)
    participation = IntegerField(null=True)
    walk_in = BooleanField()

    class Meta:
        table_name = "attendance"
        primary_key = CompositeKey("session", "member")
        without_rowid = True


class MemberNote(ClosedTable):
    """The line about one member at one session. Who may read it, and where, says ``domain/sessions/notes.py``."""

    session = ForeignKeyField(Session, index=False)
    session_id: int
    member = ForeignKeyField(Member)
    member_id: int
    text = ClosedText()
    changed_by = ForeignKeyField(Staff, null=True, index=False)
    changed_by_id: int | None
    changed_at = DateTimeField(null=True)

    class Meta:
        primary_key = CompositeKey("session", "member")
        without_rowid = True


class GuestRow(NumberedTable):
    """A relative or visitor by name who came to a session, and of which member; a visitor may be of none."""

    session = ForeignKeyField(Session)
    session_id: int
    member = ForeignKeyField(Member, null=True)
    member_id: int | None
    name = TypedField()
    kinship = CodeField(Kinship)

    class Meta:
        table_name = "guest"


class RosterEntry(FileTable):
    """The roster as a signature froze it."""

    session = ForeignKeyField(Session, index=False)
    session_id: int
    member = ForeignKeyField(Member)
    member_id: int
    serial = IntegerField()
    role = CodeField(MemberRole)

    class Meta:
        primary_key = CompositeKey("session", "member")
        without_rowid = True
