"""What members agreed to, and the stories that they share."""

from peewee import BooleanField, DateField, DateTimeField, ForeignKeyField, TextField

from peerdesk.db.tables.base import CodeField, NumberedTable
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.closed import ClosedTable, ClosedText
from peerdesk.db.tables.member import Member
from peerdesk.domain.members.consents import ConsentKind, ConsentWay
from peerdesk.domain.members.copies import CopyWay


class Consent(NumberedTable):
    """A consent stands until it is withdrawn, and its row stays; a member has one of a kind that stands at the most."""

    member = ForeignKeyField(Member, index=False)
    member_id: int
    kind = CodeField(ConsentKind)
    given_on = DateField()
    way = CodeField(ConsentWay)
    taken_by = ForeignKeyField(Staff, index=False, backref="consents_taken")
    taken_by_id: int
    withdrawn_on = DateField(null=True)
    withdrawn_by = ForeignKeyField(Staff, null=True, index=False, backref="consents_withdrawn")
    withdrawn_by_id: int | None
    language = TextField(null=True)

    class Meta:
        indexes = ((("member", "kind"), False),)


Consent.add_index(
    Consent.index(
        Consent.member, Consent.kind, unique=True, where=Consent.withdrawn_on.is_null(), name="consent_standing"
    )
)


class CopyRequest(ClosedTable, NumberedTable):
    """A member, or somebody for them, asked for a copy of the record; a member has one that waits at the most."""

    member = ForeignKeyField(Member)
    member_id: int
    asked_at = DateTimeField()
    asked_of = ForeignKeyField(Staff, index=False, backref="copies_asked")
    asked_of_id: int
    given_at = DateTimeField(null=True)
    given_by = ForeignKeyField(Staff, null=True, index=False, backref="copies_given")
    given_by_id: int | None
    way = CodeField(CopyWay, null=True)
    withheld = ClosedText()


CopyRequest.add_index(
    CopyRequest.index(CopyRequest.member, unique=True, where=CopyRequest.given_at.is_null(), name="copy_request_open")
)


class SuccessStory(ClosedTable):
    """A member's own words. ``staff`` is who wrote them down; one that was removed can be brought back."""

    member = ForeignKeyField(Member, primary_key=True)
    member_id: int
    text = ClosedText()
    told_on = DateField()
    staff = ForeignKeyField(Staff, index=False)
    staff_id: int
    removed = BooleanField()
