"""Peer groups with their meeting times, facilitators and memberships."""

from peewee import BooleanField, CompositeKey, DateField, ForeignKeyField, IntegerField, TimeField

from peerdesk.db.tables.base import CodeField, FileTable, NumberedTable, TypedField
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.member import Member
from peerdesk.domain.groups.groups import Audience, Channel, Entry, GroupType, LedBy
from peerdesk.domain.groups.memberships import MemberRole


class Group(NumberedTable):
    """A peer group; a closed one stays, and its name stays taken."""

    name = TypedField(unique=True)
    type = CodeField(GroupType)
    led_by = CodeField(LedBy)
    entry = CodeField(Entry)
    channel = CodeField(Channel)
    audience = CodeField(Audience)
    capacity_min = IntegerField()
    capacity_max = IntegerField()
    place = TypedField()
    started_on = DateField()
    closed_on = DateField(null=True)
    absences_for_contact = IntegerField(null=True)

    class Meta:
        table_name = "peer_group"  # "group" is a word of SQL


class MeetingTimeRow(NumberedTable):
    """A weekly meeting time and the days it holds for."""

    group = ForeignKeyField(Group)
    group_id: int
    weekday = IntegerField()
    starts = TimeField()
    minutes = IntegerField()
    from_day = DateField()
    to_day = DateField(null=True)

    class Meta:
        table_name = "meeting_time"


class Facilitator(NumberedTable):
    """A staff member who leads or accompanies a group for some time."""

    group = ForeignKeyField(Group)
    group_id: int
    staff = ForeignKeyField(Staff)
    staff_id: int
    responsible = BooleanField()
    from_day = DateField()
    to_day = DateField(null=True)


class Membership(NumberedTable):
    """A member in a group from a day to a day; ``override`` keeps the reason for passing over a warning."""

    group = ForeignKeyField(Group, index=False)
    group_id: int
    member = ForeignKeyField(Member)
    member_id: int
    role = CodeField(MemberRole)
    from_day = DateField(index=True)
    to_day = DateField(null=True, index=True)
    override = TypedField(null=True)

    class Meta:
        indexes = ((("group", "to_day", "from_day"), False),)


Membership.add_index(
    Membership.index(
        Membership.group, Membership.member, unique=True, where=Membership.to_day.is_null(), name="membership_open"
    )
)


class FormerRole(FileTable):
    """The role that somebody had in a group up to a day, where it is another one now."""

    membership = ForeignKeyField(Membership, index=False)
    membership_id: int
    until = DateField()
    role = CodeField(MemberRole)

    class Meta:
        table_name = "former_role"
        primary_key = CompositeKey("membership", "until")
        without_rowid = True
