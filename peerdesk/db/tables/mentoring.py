"""Mentors, mentorships and the log of their meetings."""

from peewee import DateField, ForeignKeyField, IntegerField

from peerdesk.db.tables.base import CodeField, FileTable, NumberedTable, TypedField
from peerdesk.db.tables.member import Member
from peerdesk.domain.mentoring.mentorships import ClosingReason, SupportKind


class Mentor(FileTable):
    """A member who agreed to accompany others; ``override`` says why in spite of the centre's rule."""

    member = ForeignKeyField(Member, primary_key=True)
    member_id: int
    consented_on = DateField()
    load = IntegerField()
    stopped_on = DateField(null=True)
    override = TypedField()


class MentorshipRow(NumberedTable):
    """A mentor and a member, from a day to a day; ``override`` keeps the reason for passing over a warning."""

    mentor = ForeignKeyField(Mentor)
    mentor_id: int
    member = ForeignKeyField(Member)
    member_id: int
    from_day = DateField()
    to_day = DateField(null=True, index=True)
    closing = CodeField(ClosingReason, null=True)
    override = TypedField()

    class Meta:
        table_name = "mentorship"


MentorshipRow.add_index(
    MentorshipRow.index(
        MentorshipRow.mentor,
        MentorshipRow.member,
        unique=True,
        where=MentorshipRow.to_day.is_null(),
        name="mentorship_open",
    )
)


class MentorContact(NumberedTable):
    """A meeting or call of a mentor with a member."""

    mentorship = ForeignKeyField(MentorshipRow, index=False)
    mentorship_id: int
    day = DateField(index=True)
    minutes = IntegerField()
    kind = CodeField(SupportKind)
    agreed = TypedField()
    next_on = DateField(null=True)

    class Meta:
        indexes = ((("mentorship", "day"), False),)
