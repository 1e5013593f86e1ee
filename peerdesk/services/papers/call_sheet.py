"""Gathers the call sheet: the follow-ups of some days, and those overdue by then."""

from datetime import date, datetime

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.contacts import NEVER
from peerdesk.domain.dates import week_of
from peerdesk.domain.papers.call_sheet import CallLine, CallSheet
from peerdesk.domain.papers.choices import Choices, Period
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.records import centre as centre_records
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.records.care import last_contacts
from peerdesk.records.papers import choices as chosen
from peerdesk.records.papers import people


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> CallSheet:
    """What is open and due up to the last day chosen, the earliest first; without days, of this week.

    Those overdue are on it whatever the first day is: they are the calls to begin with.

    Raises:
        InvalidInput: if the last day is before the first.
    """
    actor.require(Permission.PRINT_ATTENDANCE)
    actor.require(Permission.SEE_FOLLOW_UPS)
    chosen.refuse(choices)
    with storage.reading():
        period = chosen.period(choices, Period(*week_of(today)))
        due = follow_up_records.open_up_to(period.last)
        ids = {row.member_id for row in due}
        persons, latest = people.of_members(ids, choices.naming), last_contacts.of_members(ids)
        place = {member_id: at for at, member_id in enumerate(persons)}
        due.sort(key=lambda row: (row.due_on, place[row.member_id]))
        lines = [
            CallLine(
                person=persons[row.member_id],
                phone=row.phone,
                whose_phone=row.whose_phone,
                due_on=row.due_on,
                kind=row.kind,
                way=row.way,
                why=row.why,
                sequence=row.sequence,
                last_contact=latest.get(row.member_id, NEVER).day,
                staff=row.staff,
                no_calls_since=row.no_calls_since,
                no_family_since=row.no_family_since,
            )
            for row in due
        ]
        return CallSheet(centre_records.letterhead(), Printed(actor.name, now), today, period, lines)
