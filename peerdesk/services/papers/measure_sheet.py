"""Gathers a blank sheet of a scale's questions."""

from datetime import date, datetime

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.thresholds import each_help_line
from peerdesk.domain.measures.scales import WEEKLY, require_for
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.papers.measure_sheet import MeasureSheet
from peerdesk.records import centre as centre_records
from peerdesk.records import measures as measure_records


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> MeasureSheet:
    """The sheet of the scale chosen, else of the weekly questions. No other choice matters to it.

    Raises:
        NotFound: if there is no such scale.
        NotPermitted: if the scale is for counsellors and the actor is none.
    """
    actor.require(Permission.KEEP_MEASURES)
    with storage.reading():
        scale = measure_records.scale_of(choices.scale or WEEKLY.code)
        require_for(actor, scale)
        lines = centre_records.thresholds().help_lines if scale.counsellors_only else ""
        return MeasureSheet(
            letterhead=centre_records.letterhead(),
            printed=Printed(actor.name, now),
            data_as_on=today,
            scale=scale,
            help_lines=each_help_line(lines),
        )
