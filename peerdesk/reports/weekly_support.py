"""The part of the weekly report beside the groups: milestones, follow-ups, contacts, mentoring."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from reportlab.platypus import Flowable

from peerdesk import words
from peerdesk.domain.dates import short_date
from peerdesk.domain.papers.milestones import MilestoneLine
from peerdesk.domain.papers.weekly_report import WeeklyReport
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.reports.blocks import nothing
from peerdesk.reports.grid import Column
from peerdesk.reports.layout import listing, section
from peerdesk.reports.people import named
from peerdesk.reports.type import Look, paragraph


def milestones(lines: Sequence[MilestoneLine], room: float) -> Iterator[Flowable]:
    """Who reached what, a row for each day."""
    rows = [
        [short_date(day), "; ".join(_reached(line) for line in of_day)]
        for day, of_day in groupby(lines, attrgetter("day"))
    ]
    columns = [Column(_("Date"), 26), Column(_("Member and milestone"))]
    yield from listing(_("Milestones"), columns, rows, room, _("No milestone falls into these days."))


def _reached(line: MilestoneLine) -> str:
    """``0160 · Reena Bai Goyal: 30 days (celebrated)``."""
    text = _("{member}: {milestone} (celebrated)") if line.celebrated_on else _("{member}: {milestone}")
    return text.format(member=named(line.person), milestone=words.milestone(line.milestone))


def in_touch(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    """Follow-ups, one-to-one contacts and mentoring in numbers."""
    yield from section(_("In touch"))
    went = report.follow_ups
    follow_ups = _("Follow-ups: {due} due, {done} done, {not_reached} not reached, {missed} not done yet")
    yield paragraph(
        follow_ups.format(due=went.due, done=went.done, not_reached=went.not_reached, missed=went.missed), Look(after=2)
    )
    if report.contacts:
        kinds = " · ".join(
            _("{kind}: {count} ({minutes} min)").format(
                kind=words.of(line.kind), count=line.count, minutes=line.minutes
            )
            for line in report.contacts
        )
        yield paragraph(kinds, Look(after=2))
    else:
        yield nothing(_("No one-to-one contact is on record for these days."))
    pairs = report.mentoring
    mentoring = ngettext(
        "Mentoring: {count} pair under way, {begun} begun, {ended} ended, {meetings} meetings, {stalled} stalled",
        "Mentoring: {count} pairs under way, {begun} begun, {ended} ended, {meetings} meetings, {stalled} stalled",
        pairs.pairs,
    )
    yield paragraph(
        mentoring.format(
            count=pairs.pairs, begun=pairs.begun, ended=pairs.ended, meetings=pairs.meetings, stalled=pairs.stalled
        ),
        Look(after=2),
    )
