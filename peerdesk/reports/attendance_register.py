"""The attendance register: one group over a period, members by session dates, with totals, seals and corrections."""

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Table

from peerdesk import words
from peerdesk.domain.papers.attendance_register import AttendanceRegister, Cell, RegisterRow, RegisterSession
from peerdesk.domain.sessions.marks import Mark, Tally
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import Signatory, counts_of, legend, nothing, signatures
from peerdesk.reports.parts.layout import fewest_pages
from peerdesk.reports.parts.people import NameColumns
from peerdesk.reports.parts.register_grid import ROW, Roll
from peerdesk.reports.parts.type import BODY, LATIN_MINIMUM, Look, paragraph
from peerdesk.reports.register_appendix import appendix, footnote
from peerdesk.reports.register_columns import (
    MOST_SESSIONS,
    SPARE_ROWS,
    WALK_IN,
    RegisterColumns,
    one_time,
    page_sets,
    totals_labels,
)

TITLE = N_("Attendance register")

_FILLING_ROW: float = 8 * mm
_ROWS: list[float] = [ROW, 5.4 * mm, 5.2 * mm, 5.0 * mm, 4.8 * mm]
"""Heights of a row. The last ones bring a usual group's week onto one sheet; vowel signs then touch the rules."""
_MOST_ON_A_SHEET = 24
"""Members; with more no height makes one sheet do."""
_SIGNING = 0.34
"""Part of the width that the signatures take beside the legend."""
_SMALL = Look(size=LATIN_MINIMUM, before=2)


def write(report: AttendanceRegister, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the register as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        period=report.period,
        subject=report.group_name,
        landscape=True,
        confidential=bool(report.rows),
    )
    height = _FILLING_ROW if report.blank else ROW
    if not report.blank and len(report.rows) <= _MOST_ON_A_SHEET and len(report.sessions) <= MOST_SESSIONS:
        height = fewest_pages(sheet, _ROWS, lambda height: _story(report, sheet.body_width, height))
    return page.write(sheet, _story(report, sheet.body_width, height), out, on_page)


def sheet_code(report: AttendanceRegister) -> str:
    """What is typed to find the group and the days of a register filled by hand: ``G3-20261101``."""
    return f"G{report.group_id}-{report.period.first:%Y%m%d}"


def _story(report: AttendanceRegister, room: float, row_height: float) -> Iterator[Flowable]:
    if report.group_id is None:
        yield nothing(_("There is no group yet. Once a group exists, its register is printed here."))
        return
    # on one line: a landscape sheet is low
    yield legend(((label, text or "–") for label, text in _facts(report)), Look(before=1, after=3))
    yield from _grids(report, room, row_height)
    further = [] if report.blank else list(appendix(report, room))
    if further:
        yield legend(_legend(report), _SMALL)
    yield from further
    yield _closing(report, room, with_legend=not further)


def _closing(report: AttendanceRegister, room: float, *, with_legend: bool) -> Table:
    """The legend and what is to be said of single sessions, and beside them the signatures."""
    people = [Signatory(_("Counsellor"), next(iter(report.facilitators), "")), Signatory(_("Project coordinator"))]
    signing = signatures(people, room * _SIGNING, above=8 * mm)
    notes: list[Flowable] = [legend(_legend(report), _SMALL)] if with_legend else []
    if not report.blank:
        notes.append(footnote(report))
    style: list[tuple[object, ...]] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (0, 0), 6 * mm),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("NOSPLIT", (0, 0), (-1, -1)),
    ]
    return Table([[notes, [signing]]], colWidths=[room * (1 - _SIGNING), room * _SIGNING], style=style)


def _facts(report: AttendanceRegister) -> list[tuple[str, str]]:
    pairs = [
        (_("Group type"), words.of(report.group_type) if report.group_type else ""),
        (_("Facilitators"), ", ".join(report.facilitators)),
    ]
    if time := one_time(report):
        pairs.append((_("Time"), time))
    if report.blank:
        return [*pairs, (_("Sheet code"), sheet_code(report))]
    held = sum(map(_is_held, report.sessions))
    missed = sum(session.cell is Cell.DID_NOT_HAPPEN for session in report.sessions)
    counts = _("{held} held, {missed} did not happen").format(held=held, missed=missed)
    together = sum((session.tally for session in report.sessions if _is_held(session)), Tally())
    share = f"{words.percent(together)} · {words.attended_of(together)}"
    return [*pairs, (_("Sessions"), counts), (_("Attendance %"), share)]


def _grids(report: AttendanceRegister, room: float, row_height: float) -> Iterator[Flowable]:
    """The roll, once for every thirty-one sessions."""
    if not report.rows and not report.blank:
        yield nothing(_("Nobody belonged to this group in these days."))
        return
    if not report.sessions:
        yield nothing(_("No session of this group falls into these days."))
    columns = RegisterColumns.of(report, room / mm)
    sets = list(page_sets(len(report.sessions)))
    for number, bounds in enumerate(sets, 1):
        if number > 1:
            yield PageBreak()
        if len(sets) > 1:
            part = _("Sessions {first} to {last} of {count}")
            first, last = bounds
            yield paragraph(part.format(first=first + 1, last=last, count=len(report.sessions)), BODY)
        yield _roll(report, columns, slice(*bounds), row_height, is_last=number == len(sets))


def _roll(
    report: AttendanceRegister, register: RegisterColumns, part: slice, row_height: float, *, is_last: bool
) -> Roll:
    sessions, names = report.sessions[part], register.names
    columns = register.on_page(sessions, is_last=is_last)
    rows: list[list[str]] = []
    for at, row in enumerate(report.rows, 1):
        cells = map(_to_fill if report.blank else str, row.cells[part])
        found = [*names.cells(at, row.person, WALK_IN if row.walk_in else ""), *cells]
        rows.append(found + (_summary(row) if is_last and not report.blank else []))
    if report.blank:
        rows += [names.texts(str(len(report.rows) + at)) for at in range(1, SPARE_ROWS + 1)]
    totals = _totals(report, sessions, names)
    filled = [[*row, *[""] * (len(columns) - len(row))] for row in (*rows, *(totals if sessions else ()))]
    return Roll(columns, filled[: len(rows)], totals=filled[len(rows) :], row_height=row_height)


def _summary(row: RegisterRow) -> list[str]:
    tally = row.tally
    return [counts_of(tally), _percent_number(tally), str(tally.leave), str(row.longest_absence)]


def _totals(report: AttendanceRegister, sessions: Sequence[RegisterSession], names: NameColumns) -> list[list[str]]:
    """Each session's own totals; a blank register leaves them to the hand."""
    labels = [names.label(label) for label in totals_labels(report)]
    if report.blank:
        return labels
    present = [counts_of(session.tally) if _is_held(session) else "" for session in sessions]
    percent = [words.percent(session.tally) if _is_held(session) else "" for session in sessions]
    return [[*label, *totals] for label, totals in zip(labels, (present, percent), strict=True)]


def _percent_number(tally: Tally) -> str:
    """The percentage in a column that says "%" at its head."""
    return "–" if tally.percent is None else str(tally.percent)


def _is_held(session: RegisterSession) -> bool:
    return session.cell is None and session.tally.total > session.tally.unmarked


def _to_fill(cell: Mark | Cell) -> str:
    """A register to fill by hand keeps what is settled beforehand: holidays and days that are not due."""
    return str(cell) if isinstance(cell, Cell) else ""


def _legend(report: AttendanceRegister) -> list[tuple[str, str]]:
    entries = [(str(mark), words.of(mark)) for mark in Mark]
    if report.blank:
        return [*entries, *((cell.value, words.of(cell)) for cell in (Cell.HOLIDAY, Cell.NOT_DUE))]
    entries += [
        *((cell.value, words.of(cell)) for cell in (Cell.HOLIDAY, Cell.DID_NOT_HAPPEN, Cell.NOT_DUE)),
        # Translators: in a legend: what an empty cell of the register means.
        (_("empty"), words.unmarked()),
        ("%", _("(P + T + E) of (P + T + E + A)")),
    ]
    if any(row.walk_in for row in report.rows):
        entries.append((WALK_IN.strip(), _("for one session only; counts in that session's total alone")))
    return entries
