"""The part of the progress report beside the groups: recovery, milestones, measures, goals, contacts, mentors."""

from collections.abc import Iterator, Sequence
from datetime import date

from reportlab.platypus import Flowable

from peerdesk import words
from peerdesk.domain.care.contacts import ContactCount
from peerdesk.domain.care.recovery import ReachedMilestone, SpanInRecovery, Timeline
from peerdesk.domain.dates import short_date
from peerdesk.domain.measures.results import ScaleTrend, Trend
from peerdesk.domain.papers.choices import Period
from peerdesk.domain.papers.progress_report import GoalLine, MentorSupport, Support
from peerdesk.i18n import gettext as _
from peerdesk.reports.blocks import nothing
from peerdesk.reports.figures import figures
from peerdesk.reports.grid import Column
from peerdesk.reports.layout import listing, section, snug
from peerdesk.reports.type import SMALL, Align, Look, paragraph
from peerdesk.words.measures import own_translation, scale_reference, scale_source, scale_title, trend_name

_NOTHING = "–"
_MOST_DAYS = 7
"""So many days of one scale are shown at the most, the newest: more columns would not fit."""


def recovery(timeline: Timeline, period: Period, today: date, room: float) -> Iterator[Flowable]:
    """Days now, longest and total; every span; what was reached in the period."""
    yield from section(_("Recovery"))
    if not timeline.spans:
        yield nothing(_("No recovery date is on record."))
        return
    now = _NOTHING if timeline.days_now is None else str(timeline.days_now)
    following = _NOTHING
    if timeline.next is not None:
        following = f"{words.milestone(timeline.next[0])} · {short_date(timeline.next[1])}"
    yield figures(
        [
            (now, _("days now")),
            (str(timeline.longest), _("days, the longest")),
            (str(timeline.total), _("days in all")),
            (str(timeline.sessions_attended), _("sessions attended in all")),
        ],
        room,
    )
    if timeline.days_now is not None:
        yield paragraph(_("Next milestone: {milestone}").format(milestone=following), Look(before=4))
    if len(timeline.spans) > 1:
        columns = [Column(_("From"), 30), Column(_("Until"), 30), Column(_("Days"), 20, Align.RIGHT), Column("")]
        yield from listing(_("Spans"), columns, [_span(span, today) for span in timeline.spans], room, "")
    reached = [row for row in timeline.reached if period.first <= row.day <= period.last]
    if reached:
        yield paragraph(
            _("Reached in these days: {milestones}").format(milestones=_milestones(reached)), Look(before=4)
        )


def _span(span: SpanInRecovery, today: date) -> list[str]:
    until = short_date(span.ended_on) if span.ended_on else _("today")
    kept = _("returned to use; these days stay counted") if span.ended_on else ""
    return [short_date(span.from_day), until, str(span.days(today)), kept]


def _milestones(reached: Sequence[ReachedMilestone]) -> str:
    return " · ".join(f"{words.milestone(row.milestone)} ({short_date(row.day)})" for row in reached)


def measures(measured: Sequence[ScaleTrend], room: float) -> Iterator[Flowable]:
    """Each scale with its newest days side by side; numbers and what their source says of them, no verdict."""
    for scale_trend in measured:
        scale, trends = scale_trend.scale, scale_trend.trends
        days = sorted({day for trend in trends for day, _number in trend.points})[-_MOST_DAYS:]
        if not days:
            continue
        columns = [Column(""), *(Column(short_date(day)[:5], None, Align.RIGHT) for day in days)]
        rows = [[_name(scale_trend, trend), *_numbers(trend, days)] for trend in trends]
        yield from listing(scale_title(scale), snug(columns, rows, open_column=0), rows, room, "")
        about = (scale_reference(scale), scale_source(scale), own_translation(scale))
        if any(about):
            yield paragraph(" ".join(filter(None, about)), SMALL)


def _name(scale_trend: ScaleTrend, trend: Trend) -> str:
    span = _("{least} to {most}").format(least=trend.lowest, most=trend.highest)
    return f"{trend_name(scale_trend.scale, trend)} ({span})"


def _numbers(trend: Trend, days: Sequence[date]) -> Iterator[str]:
    of_day = dict(trend.points)
    for day in days:
        yield str(of_day[day]) if day in of_day else _NOTHING


def goals(lines: Sequence[GoalLine], room: float) -> Iterator[Flowable]:
    """What the member set out to do, where it stands, and what was said last."""
    columns = [
        Column(_("Goal"), 62),
        Column(_("Set")),
        Column(_("By")),
        Column(_("Where it stands")),
        Column(_("Last said")),
    ]
    rows = [
        [
            line.text,
            short_date(line.set_on),
            short_date(line.due_on) if line.due_on else _NOTHING,
            words.of(line.state),
            f"{short_date(line.said[0])} · {words.of(line.said[1])}: {line.said[2]}" if line.said else _NOTHING,
        ]
        for line in lines
    ]
    yield from listing(_("Goals"), snug(columns, rows, open_column=4), rows, room, _("No goal was set in these days."))


def contacts(support: Support, room: float) -> Iterator[Flowable]:
    """How often counsellors and the family met, and the mentor's company. Never who the mentor is."""
    columns = [Column(_("Contact")), Column(_("Times"), 24, Align.RIGHT), Column(_("Minutes"), 28, Align.RIGHT)]
    rows = [_contact(line) for line in support.contacts]
    rows += [_mentor(line) for line in support.mentors]
    yield from listing(_("Contacts"), columns, rows, room, _("No contact is on record for these days."))


def _contact(line: ContactCount) -> list[str]:
    return [words.of(line.kind), str(line.count), str(line.minutes)]


def _mentor(line: MentorSupport) -> list[str]:
    if line.until is None:
        text = _("Mentor, since {day}").format(day=short_date(line.since))
    else:
        text = _("Mentor, {first} to {last}").format(first=short_date(line.since), last=short_date(line.until))
    return [text, str(line.meetings), str(line.minutes)]
