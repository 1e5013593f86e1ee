"""Pages beside plain platypus tables on the same canvas.

Bare has the same texts in the same letters on as many pages, every cell a plain string that is drawn where reportlab
puts it: no heading, no legend, nothing wrapped or shortened, no sizes worked out. The canvas is ours, because shaping
and searchable letters are what the paper must have.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import SimpleDocTemplate, Table

from peerdesk import words
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.members import number_text
from peerdesk.domain.papers.attendance_register import AttendanceRegister, RegisterRow, RegisterSession
from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.weekly_report import WeeklyReport
from peerdesk.domain.sessions.marks import Mark, Tally
from peerdesk.reports import attendance_register, weekly_report
from peerdesk.reports.parts.canvas import ShapedCanvas
from peerdesk.reports.parts.people import named
from peerdesk.reports.parts.type import BODY_SIZE, FAMILY
from tests.benchmarks.centres import YEAR, Centre
from tests.benchmarks.newcomers import gathered
from tests.benchmarks.parts import Part
from tests.benchmarks.timing import Row, compared

AIM_OF_REGISTER, AIM_OF_WEEK = 0.33, 3.0
PEOPLE, SESSIONS = 220, 31

REGISTER = f"register of {PEOPLE} members × {SESSIONS} sessions ÷ plain platypus"
WEEK = "weekly report ÷ the same tables in plain strings"


def parts() -> Iterator[Part]:
    yield Part(REGISTER, (), _register)
    yield Part(WEEK, (YEAR,), _week)


def _register(_centres: Sequence[Centre], rounds: int) -> list[Row]:
    register = _a_month()
    pages = attendance_register.write(register, BytesIO())
    rows = [
        [str(at), number_text(row.person.number), row.person.name, row.person.name_native, *map(str, row.cells)]
        for at, row in enumerate(register.rows, 1)
    ]
    per_page = -(-PEOPLE // pages)
    tables = [rows[at : at + per_page] for at in range(0, PEOPLE, per_page)]
    return [
        compared(
            REGISTER,
            lambda: attendance_register.write(register, BytesIO()),
            lambda: _plain(tables, landscape(A4)),
            rounds,
            f"{pages} pages",
            aim=AIM_OF_REGISTER,
        )
    ]


def _week(centres: Sequence[Centre], rounds: int) -> list[Row]:
    with centres[0].opened() as context:
        report = gathered(context)
    tables = [rows for rows in _tables_of_week(report) if rows]
    pages = weekly_report.write(report, BytesIO())
    return [
        compared(
            WEEK,
            lambda: weekly_report.write(report, BytesIO()),
            lambda: _plain(tables, A4),
            rounds,
            f"{pages} pages, {sum(map(len, tables))} rows",
            aim=AIM_OF_WEEK,
        )
    ]


def _plain(tables: Sequence[Sequence[Sequence[str]]], size: tuple[float, float]) -> None:
    style = [("FONT", (0, 0), (-1, -1), FAMILY, BODY_SIZE), ("TOPPADDING", (0, 0), (-1, -1), 0)]
    story = [Table(rows, style=style) for rows in tables]
    SimpleDocTemplate(BytesIO(), pagesize=size).build(story, canvasmaker=ShapedCanvas)


def _tables_of_week(report: WeeklyReport) -> list[list[list[str]]]:
    """What its tables say: groups, contact needed, milestones, movements, unfinished records, plans."""
    return [
        [
            [group.group_name, str(group.planned), str(group.held), str(group.members)]
            + [words.percent(tally) for tally in (group.tally, group.previous)]
            for group in report.groups
        ],
        [
            [named(line.person), "; ".join(words.reason(reason) for reason in line.reasons)]
            for line in report.contact_needed
        ],
        [[short_date(line.day), named(line.person), words.milestone(line.milestone)] for line in report.milestones],
        [[short_date(line.day), named(line.person), line.group_name] for line in report.movements],
        [[str(line.session_id), short_date(line.day), line.group_name, str(line.unmarked)] for line in report.unsigned],
        [
            [group.group_name, "; ".join(words.of(objective) for objective in group.objectives), group.plan]
            for group in report.groups
        ],
    ]


def _a_month() -> AttendanceRegister:
    first = date(2026, 10, 1)
    marks = [list(Mark)[(n * 7 + n // 5) % 5] for n in range(SESSIONS)]
    tally = Tally.of(marks)
    sessions = [
        RegisterSession(n + 1, first + timedelta(n), time(11, 45), None, "", Tally(present=PEOPLE))
        for n in range(SESSIONS)
    ]
    rows = [RegisterRow(PersonOnPaper(n, f"Member {n}", "सुनीता शिंदे"), marks, tally, 2) for n in range(1, PEOPLE + 1)]
    return AttendanceRegister(
        Letterhead("Asha Kendra"),
        Printed("Meena", datetime(2026, 11, 21, 10, 0)),
        date(2026, 11, 21),
        Period(first, first + timedelta(SESSIONS - 1)),
        1,
        "Morning Circle",
        None,
        (),
        sessions,
        rows,
        (),
    )
