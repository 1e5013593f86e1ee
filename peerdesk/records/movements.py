"""Who came and who went in some days."""

from datetime import date

from peerdesk.db.models import Group, Member, Membership
from peerdesk.db.queries import tuples
from peerdesk.domain.members.members import display_name
from peerdesk.domain.screens.today import MovementRow


def movements(first: date, last: date) -> list[MovementRow]:
    """Who joined and who left a group between two days, in order of day."""
    found: list[MovementRow] = []
    for day_field, joined in ((Membership.from_day, True), (Membership.to_day, False)):
        rows = (
            Membership.select(day_field, Member.id, Member.name_latin, Member.name_native, Group.name)
            .join(Member)
            .switch(Membership)
            .join(Group)
            .where(day_field.between(first, last))
        )
        found += [
            MovementRow(day, member_id, display_name(latin, native), group, joined)
            for day, member_id, latin, native, group in tuples(rows)
        ]
    return sorted(found, key=lambda row: (row.day, not row.joined, row.name, row.group_name))
