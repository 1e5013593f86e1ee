"""Consents and success stories as they stand in the file."""

from peewee import JOIN, Case, Expression, ForeignKeyField, fn
from peewee import Select as Query

from peerdesk.db.models import Consent, Staff, SuccessStory
from peerdesk.db.queries import tuples
from peerdesk.domain.members.consents import ConsentKind, ConsentRow
from peerdesk.domain.members.success_stories import SuccessStoryRow

# Inside a reading


def of_member(member_id: int) -> list[ConsentRow]:
    """Everything that a member agreed to, kind by kind, the latest first of each; one query."""
    kinds = list(ConsentKind)
    found = rows(Consent.member == member_id)
    return sorted(found, key=lambda row: kinds.index(row.kind))


def rows(where: Expression) -> list[ConsentRow]:
    """Consents that fit a condition, the latest first."""
    by = Staff.alias()
    columns = Consent.id, Consent.member, Consent.kind, Consent.given_on, Consent.way, Consent.taken_by, Staff.name
    query = (
        Consent.select(*columns, Consent.withdrawn_on, Consent.withdrawn_by, by.name, Consent.language)
        .join(Staff, on=Consent.taken_by == Staff.id)
        .switch(Consent)
        .join(by, JOIN.LEFT_OUTER, on=Consent.withdrawn_by == by.id)
    )
    found = tuples(query.where(where).order_by(Consent.given_on.desc(), Consent.id.desc()))
    return [ConsentRow(*row[:-2], *(text or "" for text in row[-2:])) for row in found]


def withdrawn_since(kind: ConsentKind, member: ForeignKeyField) -> Query:
    """The day since when a member has withdrawn a consent of a kind, as a column of rows about members."""
    theirs = (Consent.member == member) & (Consent.kind == kind)
    none_stands = fn.COUNT(Consent.id) == fn.COUNT(Consent.withdrawn_on)
    return Consent.select(Case(None, ((none_stands, fn.MAX(Consent.withdrawn_on)),))).where(theirs)


def story_of(member_id: int) -> SuccessStoryRow | None:
    """A member's success story; ``None`` where there is none, or it was removed; one query."""
    columns = SuccessStory.text, SuccessStory.told_on, Staff.name
    theirs = (SuccessStory.member == member_id) & (SuccessStory.removed == False)  # noqa: E712 - SQL
    found = tuples(SuccessStory.select(*columns).join(Staff).where(theirs))
    return SuccessStoryRow(*found[0]) if found else None


def first_to_share() -> int | None:
    """The first member whose story may be shared: it is kept, and the consent stands."""
    agreed = Consent.select(Consent.member).where((Consent.kind == ConsentKind.STORY) & Consent.withdrawn_on.is_null())
    told = SuccessStory.select(SuccessStory.member).where(
        (SuccessStory.removed == False) & (SuccessStory.member << agreed)  # noqa: E712 - SQL
    )
    found = tuples(told.order_by(SuccessStory.member).limit(1))
    return int(found[0][0]) if found else None
