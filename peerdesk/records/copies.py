"""Requests for a copy of the record as they stand in the file; inside a reading."""

from collections.abc import Sequence

from peewee import JOIN, Expression

from peerdesk.db.models import CopyRequest, Member, Staff
from peerdesk.db.queries import tuples
from peerdesk.domain.members.copies import WITHIN, CopyDue, CopyRequestRow
from peerdesk.domain.members.members import display_name


def of_member(member_id: int, *, with_words: bool = False) -> list[CopyRequestRow]:
    """What was asked for about one member, the latest first, with what was left out for whoever may know; one query."""
    return rows(CopyRequest.member == member_id, with_words=with_words)


def rows(where: Expression, *, with_words: bool = False) -> list[CopyRequestRow]:
    """Requests that fit a condition, the latest first."""
    by = Staff.alias()
    asked = CopyRequest.id, CopyRequest.member, CopyRequest.asked_at, Staff.name
    given = CopyRequest.given_at, by.name, CopyRequest.way
    query = (
        CopyRequest.select(*asked, *given, *((CopyRequest.withheld,) if with_words else ()))
        .join(Staff, on=CopyRequest.asked_of == Staff.id)
        .switch(CopyRequest)
        .join(by, JOIN.LEFT_OUTER, on=CopyRequest.given_by == by.id)
    )
    found = tuples(query.where(where).order_by(CopyRequest.asked_at.desc(), CopyRequest.id.desc()))
    return [
        CopyRequestRow(number, member_id, asked_at, asked_of, given_at, given_by or "", way, *words)
        for number, member_id, asked_at, asked_of, given_at, given_by, way, *words in found
    ]


def waiting() -> Sequence[CopyDue]:
    """Every copy that waits to be handed over, the earliest first; one query."""
    columns = CopyRequest.id, Member.id, Member.name_latin, Member.name_native, CopyRequest.asked_at
    open_ones = CopyRequest.select(*columns).join(Member).where(CopyRequest.given_at.is_null())
    return [
        CopyDue(request_id, member_id, display_name(latin, native), asked_at + WITHIN)
        for request_id, member_id, latin, native, asked_at in tuples(open_ones.order_by(CopyRequest.asked_at))
    ]
