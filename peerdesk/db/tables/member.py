"""Members with their phones, substances, stays, planned leave and search tokens."""

from peewee import BooleanField, CompositeKey, DateField, ForeignKeyField, IntegerField, TextField

from peerdesk.db.tables.base import CodeField, FileTable, NumberedTable, TypedField
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.place import Place
from peerdesk.domain.members.members import Language, Relation
from peerdesk.domain.members.portal_codes import Education, Gender, MaritalStatus, Occupation, Referral, Substance
from peerdesk.domain.members.stays import DischargeType, Series


class Member(NumberedTable):
    """A person known to the centre, once, for ever."""

    number = IntegerField(unique=True)
    name_latin = TypedField()
    name_native = TypedField()
    gender = CodeField(Gender)
    birth_date = DateField(null=True)
    age = IntegerField(null=True)
    age_on = DateField(null=True)
    relation = CodeField(Relation, null=True)
    relation_name = TypedField()
    village = TypedField()
    district = TypedField()
    language = CodeField(Language, null=True)
    can_read = BooleanField(null=True)
    education = CodeField(Education, null=True)
    occupation = CodeField(Occupation, null=True)
    marital_status = CodeField(MaritalStatus, null=True)
    referral = CodeField(Referral, null=True)
    archived_on = DateField(null=True)
    co_occurring = BooleanField(default=False)
    by_sound = TypedField(default="")
    by_letters = TypedField(default="", index=True)
    died_on = DateField(null=True)


class MemberPhone(NumberedTable):
    """A number and whose it is; members of one family may share it."""

    member = ForeignKeyField(Member)
    member_id: int
    number = TextField()
    whose = TypedField()


class MemberSubstance(FileTable):
    """One of the substances that a member named as used."""

    member = ForeignKeyField(Member, index=False)
    member_id: int
    substance = CodeField(Substance)

    class Meta:
        primary_key = CompositeKey("member", "substance")


class MemberToken(FileTable):
    """A word, sound or number a member is found by; of a relative, where nothing else of the member has it."""

    token = TypedField()
    member = ForeignKeyField(Member)
    member_id: int
    of_relative = BooleanField()

    class Meta:
        primary_key = CompositeKey("token", "member")
        without_rowid = True


class Stay(NumberedTable):
    """One admission → discharge; a member has one that is open at the most."""

    member = ForeignKeyField(Member)
    member_id: int
    number = TypedField(unique=True)
    series = CodeField(Series)
    admitted_on = DateField(index=True)
    discharged_on = DateField(null=True, index=True)
    discharge_type = CodeField(DischargeType, null=True)
    referred_to = ForeignKeyField(Place, null=True, index=False)
    referred_to_id: int | None


Stay.add_index(Stay.index(Stay.member, unique=True, where=Stay.discharged_on.is_null(), name="stay_open"))


class PlannedLeave(NumberedTable):
    """A planned absence, both days included. Sessions and presence begin from it."""

    member = ForeignKeyField(Member)
    member_id: int
    from_day = DateField()
    to_day = DateField()
    reason = TypedField()

    class Meta:
        table_name = "leave"


class KeyCounsellor(NumberedTable):
    """Who of the staff answers for a member, from a day; ``to_day`` is the first on which they no longer do."""

    member = ForeignKeyField(Member, index=False)
    member_id: int
    staff = ForeignKeyField(Staff, index=False)
    staff_id: int
    from_day = DateField()
    to_day = DateField(null=True)

    class Meta:
        indexes = ((("member", "from_day"), False),)


KeyCounsellor.add_index(
    KeyCounsellor.index(
        KeyCounsellor.member, unique=True, where=KeyCounsellor.to_day.is_null(), name="key_counsellor_open"
    )
)
KeyCounsellor.add_index(
    KeyCounsellor.index(KeyCounsellor.staff, where=KeyCounsellor.to_day.is_null(), name="key_counsellor_staff_open")
)
