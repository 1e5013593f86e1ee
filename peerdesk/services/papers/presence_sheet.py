"""Gathers the weekly presence sheet."""

from datetime import date, datetime, timedelta

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.dates import week_of
from peerdesk.domain.papers.choices import Choices, Period
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.papers.presence_sheet import PresenceSheet
from peerdesk.records import centre as centre_records
from peerdesk.records import presence as presence_records
from peerdesk.records.papers import choices as chosen
from peerdesk.records.papers import people

_WEEK = timedelta(days=7)


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> PresenceSheet:
    """The weeks that hold the days chosen, each from Monday to Sunday; else the week before today's.

    Residents, and outpatients who were marked. A blank sheet names who is expected and marks nothing.

    Raises:
        InvalidInput: if the last day is before the first.
    """
    actor.require(Permission.PRINT_ATTENDANCE)
    chosen.refuse(choices)
    period = chosen.period(choices, Period(*week_of(today - _WEEK)))
    first, last = week_of(period.first)[0], week_of(period.last)[1]
    with storage.reading():
        mondays = [first + at * _WEEK for at in range((last - first).days // 7 + 1)]
        weeks = [presence_records.in_week(monday) for monday in mondays]
        return PresenceSheet(
            letterhead=centre_records.letterhead(),
            printed=Printed(actor.name, now),
            data_as_on=min(last, today),
            period=Period(first, last),
            weeks=weeks,
            people=people.of_members({row.member_id for week in weeks for row in week.rows}, choices.naming),
            blank=choices.blank,
        )
