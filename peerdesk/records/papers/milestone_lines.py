"""Milestones of some days, named as a page may name members."""

from peerdesk.domain.papers.choices import Names, Period
from peerdesk.domain.papers.milestones import MilestoneLine
from peerdesk.records.care import recovery
from peerdesk.records.papers import people


def milestone_lines(period: Period, names: Names, mine_of: int | None = None) -> list[MilestoneLine]:
    """What falls in these days for members in the programme or in aftercare: by day, then in the order of the roll."""
    due = recovery.milestones_between(period.first, period.last, mine_of)
    persons = people.of_members({row.member_id for row in due}, names)
    place = {member_id: at for at, member_id in enumerate(persons)}
    due.sort(key=lambda row: (row.day, place[row.member_id]))
    return [MilestoneLine(row.day, persons[row.member_id], row.milestone, row.celebrated_on) for row in due]
