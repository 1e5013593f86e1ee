"""Gathers the print of the audit trail."""

from datetime import date, datetime, timedelta

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.papers.changes import TrailOnPaper
from peerdesk.domain.papers.choices import Choices, Period
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.trail.lines import Thing, TrailFilter
from peerdesk.errors import NotFound
from peerdesk.records import centre as centre_records
from peerdesk.records import staff as staff_records
from peerdesk.records.papers import choices as chosen
from peerdesk.records.papers import people
from peerdesk.records.trail import lines

MOST = 3000
"""So many entries are printed at once, the newest: some two hundred pages."""


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> TrailOnPaper:
    """The entries of some days; without days, of the last seven.

    Raises:
        InvalidInput: if the last day is before the first.
        NotFound: if nobody has the user name or the member number chosen.
    """
    actor.require(Permission.SEE_TRAIL)
    chosen.refuse(choices)
    with storage.reading():
        period = chosen.period(choices, Period(today - timedelta(days=6), today))
        member_id = chosen.numbered_member(choices.member).id if choices.member is not None else None
        staff = staff_records.called(choices.staff) if choices.staff is not None else None
        if choices.staff is not None and staff is None:
            raise NotFound("unknown-staff", number=choices.staff)
        asked = TrailFilter(period.first, period.last, staff.id if staff else None, member_id)
        page = lines.page(asked, MOST)
        named = {int(ref.key) for ref in page.names if ref.thing is Thing.MEMBER}
        persons = people.of_members(named | ({member_id} if member_id is not None else set()), choices.naming)
        return TrailOnPaper(
            centre_records.letterhead(),
            Printed(actor.name, now),
            today,
            period,
            page,
            persons,
            persons.get(member_id) if member_id is not None else None,
            staff.name if staff else "",
        )
