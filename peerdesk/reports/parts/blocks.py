"""The blocks reports are built from: facts, tables whose cells wrap, legends, signatures, lines to write on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from peerdesk import words
from peerdesk.domain.sessions.marks import Mark, Tally
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts.type import (
    BODY,
    BODY_SIZE,
    BOLD,
    FAMILY,
    HEADING,
    SMALL,
    Align,
    Look,
    Text,
    escape,
    fitted,
    line_height,
    markup,
    mixed,
    paragraph,
    register,
    size_for,
    width,
)

LINE: float = 8 * mm
"""Distance of lines to write on by hand, in points."""

_PADDING = 2.5
_CELL = Look()
_LEGEND = Look(before=4)
_BETWEEN = 8 * mm  # least distance between two signatures
_NAMES = {Align.LEFT: "LEFT", Align.CENTRE: "CENTER", Align.RIGHT: "RIGHT", Align.JUSTIFIED: "LEFT"}


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: what they are here, and the name to print under the line where it is known."""

    role: str
    name: str = ""


def heading(text: str) -> Text:
    """A section's heading; stays with what follows."""
    return paragraph(text, HEADING)


def nothing(text: str) -> Text:
    """The line that stands where a section has nothing to show, so that nobody looks for a missing page."""
    return paragraph(f"– {text}", BODY)


def legend(entries: Iterable[tuple[str, str]], look: Look = _LEGEND, *, lead: str = "") -> Text:
    """What letters and patterns mean, on one running line: **P** present · **A** absent.

    Args:
        entries: mark and meaning of each.
        look: of the line.
        lead: stands before them, where they need to be introduced.
    """
    line = "  ·  ".join(f"<b>{escape(mark)}</b> {escape(meaning)}" for mark, meaning in entries)
    return markup(f"<b>{escape(lead)}</b> {line}" if lead else line, look)


def facts(pairs: Sequence[tuple[str, str]], room: float, *, across: int = 2) -> Flowable:
    """Labels and values, ``across`` pairs side by side, read down each column; an empty value prints a dash.

    Args:
        pairs: label and value.
        room: width in points.
        across: how many pairs stand in a row.
    """
    if not pairs:
        return Spacer(0, 0)
    register()
    size = size_for(name for name, _value in pairs)
    label = Look(size=size, bold=True)
    down = -(-len(pairs) // across)
    columns = [pairs[first : first + down] for first in range(0, len(pairs), down)]
    longest = max((width(name, size, bold=True) for name, _value in pairs), default=0) + 3 * mm
    labels = min(longest, room / across * 0.45)
    cells: list[list[str | Text]] = []
    for row in range(down):
        line: list[str | Text] = []
        for column in columns:
            name, text = column[row] if row < len(column) else ("", "")
            line += [paragraph(name, label), mixed(text or ("–" if name else ""), _CELL)]
        cells.append(line)
    widths = [labels, room / across - labels] * len(columns)
    style = [*_tight(1.2), *_levelled(cells, widths, 1.2)]
    return Table(cells, colWidths=widths, style=style, hAlign="LEFT", splitInRow=1)


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """One column of a roll or a table.

    Attributes:
        heading: wraps into the column's width; a line end in it is kept.
        width: in millimetres; None shares what the others leave over.
        align: of the cells; headings stand the same way.
        bold: for totals.
    """

    heading: str
    width: float | None = None
    align: Align = Align.LEFT
    bold: bool = False


def table(columns: Sequence[PrintedColumn], rows: Sequence[Sequence[str]], room: float, empty: str) -> Flowable:
    """A table whose cells wrap; its heading repeats on every page and only a row taller than a page is torn.

    Args:
        columns: of the table.
        rows: one string per column.
        room: width in points.
        empty: the sentence that is printed in its place when there are no rows.
    """
    if not rows:
        return nothing(empty)
    register()
    widths = column_widths(columns, room)
    size = size_for(column.heading for column in columns)
    head = [paragraph(column.heading, Look(size=size, bold=True, align=column.align)) for column in columns]
    body = [
        [_cell(text, column, wide - 3 * _PADDING) for text, column, wide in zip(row, columns, widths, strict=True)]
        for row in rows
    ]
    cells: list[Sequence[str | Text]] = [head, *body]
    style: list[Style] = [
        *_tight(_PADDING),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LINEABOVE", (0, 0), (-1, 0), HEAVY_RULE, "black"),
        ("LINEBELOW", (0, 0), (-1, 0), HEAVY_RULE, "black"),
        ("LINEBELOW", (0, 1), (-1, -1), RULE, "black"),
    ]
    for at, column in enumerate(columns):
        font = BOLD if column.bold else FAMILY
        style.append(("FONT", (at, 1), (at, -1), font, size_for(()), line_height(size_for(()))))
        style.append(("ALIGN", (at, 0), (at, -1), _NAMES[column.align]))
    style += _levelled(cells, widths, _PADDING)
    return Table(cells, colWidths=widths, style=style, repeatRows=1, splitInRow=1, hAlign="LEFT")


def signatures(people: Sequence[Signatory], room: float, *, above: float = 18 * mm) -> Table:
    """Room to sign side by side: a line, under it the role, the name if known, and a place for the date.

    Args:
        people: who signs.
        room: width in points.
        above: free height over the lines, in points.
    """
    each = min((room + _BETWEEN) / len(people) - _BETWEEN, 62 * mm)
    gap = (room - each * len(people)) / max(len(people) - 1, 1)
    cells: list[object] = []
    for person in people:
        lines = [paragraph(person.role, Look(bold=True))]
        if person.name:
            lines.append(paragraph(person.name, _CELL))
        cells += [[*lines, paragraph(_("Date:"), _CELL)], ""]
    widths = ([each, gap] * len(people))[:-1]
    style: list[Style] = [*_tight(2), ("NOSPLIT", (0, 0), (-1, -1))]
    style += [("LINEABOVE", (at, 1), (at, 1), RULE * 2, "black") for at in range(0, len(widths), 2)]
    free = [""] * len(widths)
    return Table([free, cells[:-1]], colWidths=widths, rowHeights=[above, None], style=style, hAlign="LEFT")


def ruled_lines(count: int, room: float) -> Table:
    """Empty lines to write on by hand, ``LINE`` apart."""
    style: list[Style] = [("LINEBELOW", (0, 0), (-1, -1), RULE, "black")]
    return Table([[""]] * count, colWidths=[room], rowHeights=[LINE] * count, style=[*_tight(0), *style], hAlign="LEFT")


def _cell(text: str, column: PrintedColumn, room: float) -> str | Text:
    """A plain string where it fits on a line in the size of the table (six times faster), else a paragraph."""
    size = size_for((text,))
    if size == size_for(()) and "\n" not in text and width(text, size, bold=column.bold) <= room:
        return text
    return mixed(text, Look(bold=column.bold, align=column.align))


Style = tuple[Any, ...]


def _levelled(cells: Sequence[Sequence[str | Text]], widths: Sequence[float], padding: float) -> Iterator[Style]:
    """Lower the small letters of a row so that its first lines stand on one baseline."""
    for row, line in enumerate(cells):
        if all(isinstance(cell, str) for cell in line):
            continue
        sizes = [
            size_for(()) if isinstance(cell, str) else cell.first_size(wide - 3 * padding)
            for cell, wide in zip(line, widths, strict=True)
        ]
        for at, size in enumerate(sizes):
            if size < max(sizes):
                yield ("TOPPADDING", (at, row), (at, row), padding / 2 + max(sizes) - size)


def _tight(padding: float) -> list[Style]:
    everything = ((0, 0), (-1, -1))
    return [
        ("FONT", *everything, FAMILY, BODY_SIZE),
        ("LEFTPADDING", *everything, 0),
        ("RIGHTPADDING", *everything, padding * 3),
        ("TOPPADDING", *everything, padding / 2),
        ("BOTTOMPADDING", *everything, padding),
        ("VALIGN", *everything, "TOP"),
    ]


_SIZE = 15.0


def figures(pairs: Sequence[tuple[str, str]], room: float) -> Table:
    """A strip of numbers; what they count is small beneath, on as many lines as it needs.

    Args:
        pairs: number and what it counts.
        room: width in points.
    """
    register()
    each = room / len(pairs)
    sized = [fitted(number, each - 3 * mm, _SIZE, smallest=9, bold=True) for number, _label in pairs]
    numbers = [number for number, _size in sized]
    labels = [paragraph(label, SMALL) for _number, label in pairs]
    style: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, 0), BOLD, min(size for _number, size in sized), line_height(_SIZE)),
        ("LEFTPADDING", (0, 0), (-1, -1), 2 * mm),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2.5 * mm),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
        ("BOTTOMPADDING", (0, 1), (-1, 1), 2),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBEFORE", (0, 0), (-1, -1), RULE, "black"),
    ]
    return Table([numbers, labels], colWidths=[each] * len(pairs), style=style, hAlign="LEFT", spaceBefore=2 * mm)


RULE, MIDDLE_RULE, HEAVY_RULE = 0.35, 0.7, 1.0


def column_widths(columns: Sequence[PrintedColumn], room: float) -> list[float]:
    """Points for each column within ``room``; columns that are given too much are all narrowed alike."""
    given = sum(column.width or 0 for column in columns) * mm
    open_columns = sum(column.width is None for column in columns)
    least = 18 * mm * open_columns
    squeeze = min(1.0, (room - least) / given) if given else 1.0
    share = (room - given * squeeze) / open_columns if open_columns else 0
    return [share if column.width is None else column.width * mm * squeeze for column in columns]


MARK_COLUMNS = tuple(PrintedColumn(mark.value, None, Align.RIGHT) for mark in Mark)
"""P, T, E, L, A: the letters are the same in every language."""


def mark_counts(tally: Tally) -> list[str]:
    """One number for each of `MARK_COLUMNS`."""
    return [str(count) for count in (tally.present, tally.late, tally.left_early, tally.leave, tally.absent)]


def counts_of(tally: Tally) -> str:
    """``27/30``: attended, and what the percentage divides by, where many stand under each other."""
    return f"{tally.attended}/{tally.counted}"


def mark_legend(*further: tuple[str, str]) -> Text:
    """What the letters mean and how the percentage is made; then other signs, if any."""
    entries = [(mark.value, words.of(mark)) for mark in Mark]
    return legend([*entries, *further, ("%", _("(P + T + E) of (P + T + E + A)"))])
