"""The member progress report: one member's stays, attendance, own notes and plan, to be signed together.

It never names another member: it prints only what `ProgressReport` holds, and that holds one person.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from peerdesk import words
from peerdesk.domain.care.contacts import ContactCount
from peerdesk.domain.care.goals import GoalKind
from peerdesk.domain.care.recovery import ReachedMilestone, SpanInRecovery, Timeline
from peerdesk.domain.dates import short_date
from peerdesk.domain.measures.results import ScaleTrend, Trend
from peerdesk.domain.members.members import number_text
from peerdesk.domain.members.stays import StayRow
from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.progress_report import (
    GoalLine,
    GroupProgress,
    MentorSupport,
    ProgressReport,
    Support,
    WeekInGroup,
)
from peerdesk.domain.sessions.marks import MAX_PARTICIPATION, Tally
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import (
    MARK_COLUMNS,
    PrintedColumn,
    Signatory,
    counts_of,
    facts,
    figures,
    heading,
    mark_counts,
    mark_legend,
    nothing,
)
from peerdesk.reports.parts.charts import ChartSeries, Pattern, bar_chart
from peerdesk.reports.parts.ending import Ending
from peerdesk.reports.parts.layout import listing, section, snug
from peerdesk.reports.parts.type import SMALL, Align, Look, paragraph
from peerdesk.words import endings
from peerdesk.words.goals import said, state_of
from peerdesk.words.measures import own_translation, scale_reference, scale_source, scale_title, trend_name

TITLE = N_("Member progress report")

_CHART_HEIGHT = 36 * mm
_UNMARKED = "_"
_FEWEST_WEEKS = 3
"""With fewer a chart shows no course, and the tables say it all."""
_MOST_WEEKS_IN_PARTS = 12
"""With more weeks, or more than three groups, the chart shows all groups together (see `charts.bar_chart`)."""


def write(report: ProgressReport, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the report as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        period=report.period,
        subject=_subject(report.person),
        confidential=report.person is not None,
    )
    return page.write(sheet, _story(report, sheet.body_width), out, on_page)


def _story(report: ProgressReport, room: float) -> Iterator[Flowable]:
    if report.person is None:
        yield nothing(_("There is no member yet. Once a member is registered, the report is printed here."))
        return
    yield facts(person_facts(report, report.person), room)
    stays = [stay_row(stay) for stay in report.stays]
    yield from listing(_("Stays"), stay_columns(), stays, room, _("No stay is on record."))
    yield from section(_("Summary"))
    yield figures(_summary(report), room)
    yield paragraph(words.counter(report.tally), Look(before=4))
    if report.support is not None:
        yield from recovery(report.support.timeline, report.period, report.data_as_on, room)
    yield from _attendance(report.groups, room)
    if report.support is not None:
        yield from goals(report.support.goals, room)
        yield from measures(report.support.measures, room)
        yield from contacts(report.support, room)
    if report.notes:
        columns = [PrintedColumn(_("Date"), 26), PrintedColumn(_("Group"), 40), PrintedColumn(_("Note"))]
        rows = [[short_date(day), group, text] for day, group, text in report.notes]
        yield from listing(_("Notes"), columns, rows, room, "")
    if report.attendance_alone:
        yield paragraph(_("This version tells of stays and attendance alone."), Look(before=4))
    roles = (_("Member (signature or thumb)"), _("Counsellor"), _("Project coordinator"))
    yield Ending(heading(_("Plan")), [Signatory(role) for role in roles])


def _subject(person: PersonOnPaper | None) -> str:
    """Repeats at the head of every page, so the number alone: the name stands once, on the first."""
    return _("Member {number}").format(number=number_text(person.number)) if person else ""


def person_facts(report: ProgressReport, person: PersonOnPaper) -> list[tuple[str, str]]:
    """Who the member is, label by label."""
    pairs = [
        (_("Member number"), number_text(person.number)),
        (_("Name"), "\n".join(filter(None, (person.name, person.name_native)))),
        (_("Relative"), report.relation),
        (_("Village"), report.village),
        (_("Age"), "" if report.age is None else words.age(report.age)),
        (_("Gender"), words.of(report.gender) if report.gender else ""),
    ]
    # What this version of the report keeps back (initials, number only) is not printed as unknown.
    return [(label, text) for label, text in pairs if text]


def stay_columns() -> list[PrintedColumn]:
    """Of the table of stays; `stay_row` fills them."""
    return [
        PrintedColumn(_("Admission number"), 42),
        PrintedColumn(_("Series"), 28),
        PrintedColumn(_("Admitted"), 26),
        PrintedColumn(_("Discharged"), 28),
        PrintedColumn(_("How it ended")),
    ]


def stay_row(stay: StayRow) -> list[str]:
    """A stay with its days and how it ended."""
    ended = short_date(stay.discharged_on) if stay.discharged_on else "–"
    kind = endings.discharged(stay.discharge_type, stay.referred_to) if stay.discharge_type else "–"
    return [stay.number, words.of(stay.series), short_date(stay.admitted_on), ended, kind]


def _summary(report: ProgressReport) -> list[tuple[str, str]]:
    tally = report.tally
    tenths = report.participation_tenths
    mean = _("{mean} of {most}").format(mean=f"{(tenths or 0) / 10:.1f}", most=MAX_PARTICIPATION)
    longest = max((group.longest_absence for group in report.groups), default=0)
    attendance = [
        (words.percent(tally), _("attended {counts}").format(counts=words.attended_of(tally))),
        (str(longest), _("most absences in a row")),
        (str(report.leave_days), _("days on leave")),
    ]
    if report.attendance_alone:
        return attendance
    return [
        *attendance,
        ("–" if tenths is None else mean, _("participation, on average")),
        (str(report.family_visits), _("family visits")),
    ]


def _attendance(groups: Sequence[GroupProgress], room: float) -> Iterator[Flowable]:
    if not groups:
        yield from section(_("Attendance by week"))
        yield nothing(_("The member belonged to no group in these days."))
        return
    mondays = sorted({week.monday for group in groups for week in group.weeks})
    if len(mondays) >= _FEWEST_WEEKS:
        days = [f"{monday:%d-%m}" for monday in mondays]
        yield KeepTogether(
            [
                heading(_("Attendance by week")),
                paragraph(_("Attendance in per cent, by the week that begins on"), SMALL),
                Spacer(0, 1 * mm),
                bar_chart(days, _series(groups, mondays), room, _CHART_HEIGHT, top=100),
            ]
        )
    tables = [_week_rows(group) for group in groups]
    columns = snug(_week_columns(), list(chain.from_iterable(tables)), range(2, 7), open_column=1)
    for group, rows in zip(groups, tables, strict=True):
        empty = _("No session of this group falls into these days.")
        yield from listing(_group_heading(group), columns, rows, room, empty, kept=3)
    yield mark_legend((_UNMARKED, words.unmarked()))


def _series(groups: Sequence[GroupProgress], mondays: Sequence[date]) -> list[ChartSeries]:
    if len(groups) > len(Pattern) or (len(groups) > 1 and len(mondays) > _MOST_WEEKS_IN_PARTS):
        weeks = [week for group in groups for week in group.weeks]
        return [ChartSeries(_("All groups"), _percents(weeks, mondays))]
    return [
        ChartSeries(group.group_name, _percents(group.weeks, mondays), pattern)
        for group, pattern in zip(groups, Pattern, strict=False)
    ]


def _percents(weeks: Sequence[WeekInGroup], mondays: Sequence[date]) -> list[int | None]:
    return [sum((week.tally for week in weeks if week.monday == monday), Tally()).percent for monday in mondays]


def _group_heading(group: GroupProgress) -> str:
    if group.to_day:
        days = _("{first} to {last}").format(first=short_date(group.from_day), last=short_date(group.to_day))
    else:
        days = _("since {first}").format(first=short_date(group.from_day))
    return " · ".join(filter(None, (group.group_name, group.role, days)))


def _week_columns() -> list[PrintedColumn]:
    return [
        PrintedColumn(_("Week from"), 26),
        PrintedColumn(_("Marks")),
        *MARK_COLUMNS,
        PrintedColumn(_("Attended"), None, Align.RIGHT),
        PrintedColumn("%", None, Align.RIGHT, bold=True),
    ]


def _week_rows(group: GroupProgress) -> list[list[str]]:
    rows = [
        [
            short_date(week.monday),
            " ".join(mark.value if mark else _UNMARKED for mark in week.marks) or "–",
            *mark_counts(week.tally),
            counts_of(week.tally),
            words.percent(week.tally),
        ]
        for week in group.weeks
    ]
    if len(rows) > 1:
        longest = _("most absences in a row: {count}").format(count=group.longest_absence)
        total = [*mark_counts(group.tally), counts_of(group.tally), words.percent(group.tally)]
        rows.append([_("All weeks"), longest, *total])
    return rows


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
            (now, _("days on {day}").format(day=short_date(today))),
            (str(timeline.longest), _("days, the longest")),
            (str(timeline.total), _("days in all")),
            (str(timeline.sessions_attended), _("sessions attended in all")),
        ],
        room,
    )
    if timeline.days_now is not None:
        yield paragraph(_("Next milestone: {milestone}").format(milestone=following), Look(before=4))
    if len(timeline.spans) > 1:
        columns = [
            PrintedColumn(_("From"), 30),
            PrintedColumn(_("Until"), 30),
            PrintedColumn(_("Days"), 20, Align.RIGHT),
            PrintedColumn(""),
        ]
        yield from listing(_("Spans"), columns, [_span(span, today) for span in timeline.spans], room, "")
    reached = [row for row in timeline.reached if period.first <= row.day <= period.last]
    if reached:
        yield paragraph(
            _("Reached in these days: {milestones}").format(milestones=_milestones(reached)), Look(before=4)
        )


def _span(span: SpanInRecovery, today: date) -> list[str]:
    until = short_date(span.ended_on) if span.ended_on else _NOTHING
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
        columns = [PrintedColumn(""), *(PrintedColumn(short_date(day)[:5], None, Align.RIGHT) for day in days)]
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
        PrintedColumn(_("Goal"), 62),
        PrintedColumn(_("Set")),
        PrintedColumn(_("By")),
        PrintedColumn(_("Where it stands")),
        PrintedColumn(_("Last said")),
    ]
    rows = [
        [
            _goal(line),
            short_date(line.set_on),
            short_date(line.due_on) if line.due_on else _NOTHING,
            state_of(line.kind, line.state),
            f"{short_date(line.said[0])} · {said(*line.said[1:])}" if line.said else _NOTHING,
        ]
        for line in lines
    ]
    yield from listing(_("Goals"), snug(columns, rows, open_column=4), rows, room, _("No goal was set in these days."))


def _goal(line: GoalLine) -> str:
    return line.text if line.kind is GoalKind.GOAL else _("Pledge: {text}").format(text=line.text)


def contacts(support: Support, room: float) -> Iterator[Flowable]:
    """How often counsellors and the family met, and the mentor's company. Never who the mentor is."""
    columns = [
        PrintedColumn(_("Contact")),
        PrintedColumn(_("Times"), 24, Align.RIGHT),
        PrintedColumn(_("Minutes"), 28, Align.RIGHT),
    ]
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
