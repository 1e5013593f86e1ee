"""Members as they stand in the file."""

from dataclasses import fields

from peerdesk.db.models import Member, MemberPhone, MemberSubstance
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.phones import Phone

COLUMNS = [f.name for f in fields(MemberDetails) if f.name not in ("phones", "substances")]


def details_of(member: Member) -> MemberDetails:
    """A member's row as the domain sees it; inside a unit of work or a reading."""
    plain = {name: getattr(member, name) for name in COLUMNS}
    phones = MemberPhone.select().where(MemberPhone.member == member.id).order_by(MemberPhone.id)
    substances = MemberSubstance.select().where(MemberSubstance.member == member.id)
    return MemberDetails(
        **plain,
        phones=tuple(Phone(phone.number, phone.whose) for phone in phones),
        substances=frozenset(row.substance for row in substances),
    )
