"""What stands behind a register's marks: sessions that did not happen, seals, and what was changed after signing."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import chain, zip_longest

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from peerdesk import words
from peerdesk.domain.dates import short_date, short_time
from peerdesk.domain.papers.attendance_register import AttendanceRegister, Cell, CorrectionLine
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.reports.parts.blocks import PrintedColumn, table
from peerdesk.reports.parts.layout import listing, section
from peerdesk.reports.parts.people import named
from peerdesk.reports.parts.type import BODY_SIZE, LATIN_MINIMUM, Align, Look, Text, escape, markup, size_for, width

_MOST_IN_LINES = 9
_NOTE = Look(size=LATIN_MINIMUM, before=2)
_MOST_PARTS = 4
_BESIDE = 10  # points between two columns of short strings


def footnote(report: AttendanceRegister) -> Text:
    """What is to be said of a few sessions, on running lines; of many it stands in the appendix."""
    one_year = report.period.first.year == report.period.last.year
    day = _day_and_month if one_year else short_date
    missed, led, signed = (listed(report, day) for listed in (_missed, _led, _signed))
    notes: list[str] = []
    if 0 < len(missed) <= _MOST_IN_LINES:
        notes.append(_running(_("Sessions that did not happen"), missed))
    if 0 < len(led) <= _MOST_IN_LINES:
        notes.append(_running(_("Led by a member"), led))
    if 0 < len(signed) <= _MOST_IN_LINES:
        notes.append(_running(_("Signed sessions: number, date, seal"), signed))
    if not signed:
        notes.append(escape(_("No session of these days is signed yet.")))
    if report.erased:
        gone = ngettext(
            "{count} line is not here any more: the record was erased.",
            "{count} lines are not here any more: the records were erased.",
            report.erased,
        )
        notes.append(escape(gone.format(count=report.erased)))
    return markup("  ·  ".join(notes), _NOTE)


def appendix(report: AttendanceRegister, room: float) -> Iterator[Flowable]:
    """What stands behind the marks of a register."""
    missed, led, signed = (listed(report, short_date) for listed in (_missed, _led, _signed))
    if len(missed) > _MOST_IN_LINES:
        yield from section(_("Sessions that did not happen"))
        yield _side_by_side((_("Date"), _("Time"), _("Reason")), missed, room)
    if len(led) > _MOST_IN_LINES:
        yield from section(_("Led by a member"))
        yield _side_by_side((_("Date"), _("Name")), led, room)
    if len(signed) > _MOST_IN_LINES:
        yield from section(_("Signed sessions: number, date, seal"))
        yield _side_by_side((_("No."), _("Date"), _("Seal")), signed, room)
    if report.corrections:
        columns = [
            PrintedColumn(_("Session"), 24),
            PrintedColumn(_("Member"), 66),
            PrintedColumn(_("Was"), 13, Align.CENTRE),
            PrintedColumn(_("Is"), 13, Align.CENTRE),
            PrintedColumn(_("Why, or what was added")),
            PrintedColumn(_("By"), 40),
            PrintedColumn(_("On"), 34),
        ]
        rows = [_correction(line) for line in report.corrections]
        yield from listing(_("Corrected or added after signing"), columns, rows, room, "")


def _running(heading: str, rows: Sequence[Sequence[str]]) -> str:
    entries = (escape(" ".join(row)).replace(" ", "\N{NO-BREAK SPACE}") for row in rows)
    return f"<b>{escape(heading)}</b> {' · '.join(entries)}"


def _day_and_month(day: date) -> str:
    """As over the session's column; the year stands at the head of the sheet."""
    return f"{day:%d-%m}"


def _missed(report: AttendanceRegister, day_text: Callable[[date], str]) -> list[list[str]]:
    return [
        [
            day_text(session.day),
            short_time(session.starts) if session.starts else "–",
            words.of(session.reason) if session.reason else "–",
        ]
        for session in report.sessions
        if session.cell is Cell.DID_NOT_HAPPEN
    ]


def _led(report: AttendanceRegister, day_text: Callable[[date], str]) -> list[list[str]]:
    return [[day_text(session.day), named(session.led_by)] for session in report.sessions if session.led_by]


def _signed(report: AttendanceRegister, day_text: Callable[[date], str]) -> list[list[str]]:
    return [
        [str(session.session_id), day_text(session.day), session.seal] for session in report.sessions if session.seal
    ]


def _correction(line: CorrectionLine) -> list[str]:
    person = named(line.person) if line.person else "–"
    was, now = (str(line.old or "–"), str(line.new or "–")) if line.person else ("", "")
    return [short_date(line.day), person, was, now, line.text, line.by, line.at]


def _side_by_side(headings: Sequence[str], rows: Sequence[Sequence[str]], room: float) -> Flowable:
    """Short rows as often beside each other as they go, read down each part: a month of seals in a few lines."""
    size = size_for(chain(headings, *rows), BODY_SIZE)
    needed = [
        max(width(heading, size, bold=True), *(width(row[at], size) for row in rows)) + _BESIDE
        for at, heading in enumerate(headings)
    ]
    across = max(1, min(int(room / sum(needed)), _MOST_PARTS, len(rows)))
    down = -(-len(rows) // across)
    across = -(-len(rows) // down)  # five in four parts fill three
    parts = [rows[first : first + down] for first in range(0, across * down, down)]
    wider = room / across / sum(needed) / mm
    columns = [PrintedColumn(heading, need * wider) for heading, need in zip(headings, needed, strict=True)]
    beside = [list(chain.from_iterable(line)) for line in zip_longest(*parts, fillvalue=[""] * len(headings))]
    return table(columns * across, beside, room, "")
