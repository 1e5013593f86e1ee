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
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.members import number_text
from peerdesk.domain.members.stays import StayRow
from peerdesk.domain.papers.people import PersonOnPaper
from peerdesk.domain.papers.progress_report import GroupProgress, ProgressReport, WeekInGroup
from peerdesk.domain.sessions.marks import MAX_PARTICIPATION, Tally
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.reports import page, progress_support
from peerdesk.reports.blocks import Signatory, facts, heading, nothing
from peerdesk.reports.charts import Pattern, Series, bar_chart
from peerdesk.reports.closing import Closing
from peerdesk.reports.figures import figures
from peerdesk.reports.grid import Column
from peerdesk.reports.layout import listing, section, snug
from peerdesk.reports.tallies import MARK_COLUMNS, attended_of, mark_counts, mark_legend
from peerdesk.reports.type import SMALL, Align, Look, paragraph

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
    yield facts(_person(report, report.person), room)
    stays = [_stay(stay) for stay in report.stays]
    yield from listing(_("Stays"), _stay_columns(), stays, room, _("No stay is on record."))
    yield from section(_("Summary"))
    yield figures(_summary(report), room)
    yield paragraph(words.counter(report.tally), Look(before=4))
    if report.support is not None:
        yield from progress_support.recovery(report.support.timeline, report.period, report.data_as_on, room)
    yield from _attendance(report.groups, room)
    if report.support is not None:
        yield from progress_support.goals(report.support.goals, room)
        yield from progress_support.measures(report.support.measures, room)
        yield from progress_support.contacts(report.support, room)
    if report.notes:
        columns = [Column(_("Date"), 26), Column(_("Group"), 40), Column(_("Note"))]
        rows = [[short_date(day), group, text] for day, group, text in report.notes]
        yield from listing(_("Notes"), columns, rows, room, "")
    roles = (_("Member (signature or thumb)"), _("Counsellor"), _("Project coordinator"))
    yield Closing(heading(_("Plan")), [Signatory(role) for role in roles])


def _subject(person: PersonOnPaper | None) -> str:
    """Repeats at the head of every page, so the number alone: the name stands once, on the first."""
    return _("Member {number}").format(number=number_text(person.number)) if person else ""


def _person(report: ProgressReport, person: PersonOnPaper) -> list[tuple[str, str]]:
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


def _stay_columns() -> list[Column]:
    return [
        Column(_("Admission number"), 42),
        Column(_("Series"), 28),
        Column(_("Admitted"), 26),
        Column(_("Discharged"), 28),
        Column(_("How it ended")),
    ]


def _stay(stay: StayRow) -> list[str]:
    ended = short_date(stay.discharged_on) if stay.discharged_on else "–"
    kind = words.of(stay.discharge_type) if stay.discharge_type else "–"
    return [stay.number, words.of(stay.series), short_date(stay.admitted_on), ended, kind]


def _summary(report: ProgressReport) -> list[tuple[str, str]]:
    tally = report.tally
    tenths = report.participation_tenths
    mean = _("{mean} of {most}").format(mean=f"{(tenths or 0) / 10:.1f}", most=MAX_PARTICIPATION)
    longest = max((group.longest_absence for group in report.groups), default=0)
    return [
        (words.percent(tally), _("attended ({counts})").format(counts=attended_of(tally))),
        (str(longest), _("most absences in a row")),
        (str(report.leave_days), _("days on leave")),
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


def _series(groups: Sequence[GroupProgress], mondays: Sequence[date]) -> list[Series]:
    if len(groups) > len(Pattern) or (len(groups) > 1 and len(mondays) > _MOST_WEEKS_IN_PARTS):
        weeks = [week for group in groups for week in group.weeks]
        return [Series(_("All groups"), _percents(weeks, mondays))]
    return [
        Series(group.group_name, _percents(group.weeks, mondays), pattern)
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


def _week_columns() -> list[Column]:
    return [
        Column(_("Week from"), 26),
        Column(_("Marks")),
        *MARK_COLUMNS,
        Column(_("Attended"), None, Align.RIGHT),
        Column("%", None, Align.RIGHT, bold=True),
    ]


def _week_rows(group: GroupProgress) -> list[list[str]]:
    rows = [
        [
            short_date(week.monday),
            " ".join(mark.value if mark else _UNMARKED for mark in week.marks) or "–",
            *mark_counts(week.tally),
            attended_of(week.tally),
            words.percent(week.tally),
        ]
        for week in group.weeks
    ]
    if len(rows) > 1:
        longest = _("most absences in a row: {count}").format(count=group.longest_absence)
        total = [*mark_counts(group.tally), attended_of(group.tally), words.percent(group.tally)]
        rows.append([_("All weeks"), longest, *total])
    return rows
