"""Which of a member's phones is called first, as part of a query."""

from __future__ import annotations

from peewee import Expression, Field, Function, ModelSelect, fn

from peerdesk.db.models import MemberPhone
from peerdesk.domain.members.phones import MEANS_OWN


def first_phone(member: Field) -> ModelSelect[MemberPhone]:
    """The id of the phone that was typed first."""
    return _first(MemberPhone.member == member)


def family_phone(member: Field) -> Function:
    """The id of the first phone that is somebody else's, or of the one typed first where none is.

    The same rule as ``family_first``, for the list where only one has room.
    """
    theirs = fn.LOWER(MemberPhone.whose).not_in(["", *sorted(MEANS_OWN)])
    found: Function = fn.COALESCE(_first((MemberPhone.member == member) & theirs), first_phone(member))
    return found


def _first(chosen: Expression) -> ModelSelect[MemberPhone]:
    return MemberPhone.select(fn.MIN(MemberPhone.id)).where(chosen)
