"""The log of what left the office as it stands in the file; inside a reading."""

from peewee import JOIN, Expression, fn

from peerdesk.db.models import DisclosureMember, DisclosureRow, Member, Staff
from peerdesk.db.queries import tuples
from peerdesk.domain.disclosures import DisclosureLine
from peerdesk.domain.members.members import display_name

MOST = 2000
"""So many lines are shown at once, the newest."""


def of_member(member_id: int) -> list[DisclosureLine]:
    """What left about one member, newest first."""
    theirs = DisclosureMember.select(DisclosureMember.disclosure).where(DisclosureMember.member == member_id)
    return lines(DisclosureRow.id << theirs)


def lines(*where: Expression) -> list[DisclosureLine]:
    """The lines that fit, newest first; one query."""
    row, count = DisclosureRow, fn.COUNT(DisclosureMember.member)
    one = fn.MAX(Member.name_latin), fn.MAX(Member.name_native)
    columns = row.id, row.at, Staff.name, row.by, row.what, count, *one, row.rows, row.first, row.last
    rows = (
        row.select(*columns, row.who, row.why, row.for_whom)
        .join(Staff)
        .switch(row)
        .join(DisclosureMember, JOIN.LEFT_OUTER)
        .join(Member, JOIN.LEFT_OUTER)
        .group_by(row.id)
        .order_by(row.id.desc())
        .limit(MOST)
    )
    if where:
        rows = rows.where(*where)
    return [
        DisclosureLine(row_id, at, staff, by, what, display_name(latin, native) if members == 1 else "", members, *rest)
        for row_id, at, staff, by, what, members, latin, native, *rest in tuples(rows)
    ]
