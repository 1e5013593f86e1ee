"""What a report can be made about, in one reading."""

from datetime import date

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.screens.reports import ReportOffers
from peerdesk.records import key_counsellors
from peerdesk.services.groups import groups
from peerdesk.services.measures import scales
from peerdesk.services.members import members
from peerdesk.services.sessions import sessions


def offers(
    storage: Storage,
    actor: Actor,
    *,
    today: date,
    text: str = "",
    most: int = members.MOST_ROWS,
    group_id: int | None = None,
    days: tuple[date, date] | None = None,
) -> ReportOffers:
    """Groups, members and scales to choose from, and where days are given the sessions of a group on them.

    Args:
        storage: the open file.
        actor: who chooses.
        today: the day it is now.
        text: whom to look for among the members; anybody if left out.
        most: so many members at most.
        group_id: whose sessions; those of the first group if left out.
        days: the first and the last day of the sessions.
    """
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        named = groups.names(storage, actor)
        chosen = group_id if group_id is not None else next((group.id for group in named), None)
        held = []
        if days is not None and chosen is not None:
            held = list(sessions.between(storage, actor, *days, group_id=chosen, newest_first=True))
        return ReportOffers(
            named,
            held,
            members.find(storage, actor, text=text, today=today, most=most).rows,
            scales.scales(storage, actor) if actor.may(Permission.SEE_MEASURES) else (),
            key_counsellors.chosen_by(actor, None),
        )
