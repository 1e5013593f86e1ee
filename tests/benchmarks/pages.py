"""Register pages beside a plain platypus table of the same size."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import SimpleDocTemplate, Table

from peerdesk.domain.papers.attendance_register import AttendanceRegister, RegisterRow, RegisterSession
from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.sessions.marks import Mark, Tally
from peerdesk.reports import attendance_register
from tests.benchmarks.timing import Row, compared

PEOPLE, SESSIONS = 220, 31


def measure(rounds: int) -> list[Row]:
    register = _register()
    pages = attendance_register.write(register, BytesIO())

    def plain() -> None:
        rows = [[row.person.name, *(cell.value for cell in row.cells)] for row in register.rows]
        per_page = -(-PEOPLE // pages)
        tables = [Table(rows[at : at + per_page]) for at in range(0, PEOPLE, per_page)]
        SimpleDocTemplate(BytesIO(), pagesize=landscape(A4)).build(tables)

    what = f"register of {PEOPLE} members × {SESSIONS} sessions ({pages} pages) ÷ plain platypus tables"
    return [compared(what, lambda: attendance_register.write(register, BytesIO()), plain, rounds)]


def _register() -> AttendanceRegister:
    first = date(2026, 10, 1)
    marks = [list(Mark)[(n * 7 + n // 5) % 5] for n in range(SESSIONS)]
    tally = Tally.of(marks)
    sessions = [
        RegisterSession(n + 1, first + timedelta(n), time(11, 45), None, "", Tally(present=PEOPLE))
        for n in range(SESSIONS)
    ]
    rows = [
        RegisterRow(PersonOnPaper(n, f"Member {n}", "सुनीता शिंदे"), marks, SESSIONS, tally, 2)
        for n in range(1, PEOPLE + 1)
    ]
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
