"""Milestones of some days, named as a page may name members."""

from datetime import date

from peerdesk.domain.papers.choices import Names, Period
from peerdesk.domain.papers.milestones import MilestoneLine
from peerdesk.records.care import recovery
from peerdesk.records.papers import people


def milestone_lines(period: Period, names: Names, mine_of: int | None = None, *, as_on: date) -> list[MilestoneLine]:
    """What falls in these days for members then in the programme or in aftercare: by day, then as on the roll."""
    due = recovery.milestones_between(period.first, period.last, mine_of, as_on=as_on)
    persons = people.of_members({row.member_id for row in due}, names)
    place = {member_id: at for at, member_id in enumerate(persons)}
    due.sort(key=lambda row: (row.day, place[row.member_id]))
    return [MilestoneLine(row.day, persons[row.member_id], row.milestone, row.celebrated_on) for row in due]
