"""Gathers the list of milestones that fall in some days."""

from datetime import date, datetime

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.papers.milestones import MilestoneList
from peerdesk.records import centre as centre_records
from peerdesk.records.papers import choices as chosen
from peerdesk.records.papers import milestone_lines


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> MilestoneList:
    """Milestones of members in the programme or in aftercare, in order of day.

    Of past days it tells who was so on the last of them, and what had been celebrated by then. Where no
    days are chosen it is of the last complete week, as every report is; the window begins with this week.

    Raises:
        InvalidInput: if the last day is before the first.
    """
    actor.require(Permission.PRINT_ATTENDANCE)
    chosen.refuse(choices)
    with storage.reading():
        period = chosen.period(choices, chosen.last_complete_week(today))
        as_on = min(period.last, today)
        lines = milestone_lines.milestone_lines(period, choices.naming, as_on=as_on)
        return MilestoneList(centre_records.letterhead(), Printed(actor.name, now), as_on, period, lines)
