"""Small habits of a well set page: sections that hold on to their first rows, columns no wider than they need be."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TypeVar

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Table

from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import RULE, PrintedColumn, Style, table
from peerdesk.reports.parts.type import Look, line_height, mixed, mixed_width, paragraph, size_for, width

Choice = TypeVar("Choice")

_SECTION = Look(size=12, bold=True, before=9, after=3)
_FIRST_ROWS = 34 * mm
_MOST_KEPT = 80 * mm  # rows taller than that are better torn than moved
_WIDEST = 76.0  # millimetres; what is longer wraps
_WHAT = 0.25  # of the width, for what an item is
_BETWEEN = 8.0  # points that keep two columns apart


def section(text: str) -> list[Flowable]:
    """A heading that goes to the next page unless a few rows can follow it.

    `blocks.heading` keeps to the whole of what follows, which leaves half a page empty before a table.
    """
    return [CondPageBreak(_FIRST_ROWS), paragraph(text, _SECTION)]


def snug(
    columns: Sequence[PrintedColumn],
    rows: Sequence[Sequence[str]],
    alike: Sequence[int] = (),
    *,
    open_column: int | None = None,
) -> list[PrintedColumn]:
    """Columns as wide as their longest line; those that were given a width keep it, one of the rest stays open.

    A heading may break once between its words. The sizes of the letters are those `blocks.table` will choose.

    Args:
        columns: of a table.
        rows: its cells.
        alike: columns that all get the width of the widest of them.
        open_column: the one that shares what is left over; if not given, the widest.
    """
    needed = [_needed(column, [row[at] for row in rows]) for at, column in enumerate(columns)]
    for at in alike:
        needed[at] = max(needed[other] for other in alike)
    free = [at for at, column in enumerate(columns) if column.width is None]
    if open_column is None:
        open_column = max(free, key=lambda at: needed[at], default=None)
    return [
        column if column.width is not None or at == open_column else replace(column, width=needed[at])
        for at, column in enumerate(columns)
    ]


def listing(
    title: str,
    columns: Sequence[PrintedColumn],
    rows: Sequence[Sequence[str]],
    room: float,
    empty: str,
    *,
    kept: int = 2,
) -> list[Flowable]:
    """A section that is a table: no page ends under its heading or first row, and none begins with its last row alone.

    Args:
        title: the section's heading.
        columns: of the table.
        rows: one string per column.
        room: width in points.
        empty: the sentence that is printed in its place when there are no rows.
        kept: last rows that stay together; three where the last is a total.
    """
    heading = _SECTION.before + line_height(_SECTION.size) + _SECTION.after
    first = heading + _height(columns, rows[:2], room, empty)
    block = table(columns, rows, room, empty)
    if rows and _height(columns, rows[-kept:], room, empty) <= _MOST_KEPT:
        block.setStyle([("NOSPLIT", (0, -min(kept, len(rows))), (-1, -1))])
    return [CondPageBreak(min(first, _MOST_KEPT)), paragraph(title, _SECTION), block]


def fewest_pages(sheet: page.Sheet, choices: Sequence[Choice], story: Callable[[Choice], Iterable[Flowable]]) -> Choice:
    """The first of several ways to set a report that takes no more pages than any other.

    Args:
        sheet: what stands around it.
        choices: the roomiest first.
        story: sets the report in one of these ways.
    """
    best, least = choices[0], page.write(sheet, story(choices[0]), BytesIO())
    for choice in choices[1:]:
        if least == 1:
            break
        pages = page.write(sheet, story(choice), BytesIO())
        if pages < least:
            best, least = choice, pages
    return best


def blanks(labels: Sequence[str], room: float, *, across: int = 1) -> Table:
    """Labels with a line to write on behind each, ``across`` of them side by side."""
    look = Look(bold=True)
    cells = [
        [cell for label in labels[first : first + across] for cell in (paragraph(label, look), "")]
        for first in range(0, len(labels), across)
    ]
    style: list[Style] = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "BOTTOM")]
    style += [("LINEBELOW", (at, 0), (at, -1), RULE, "black") for at in range(1, 2 * across, 2)]
    style += [("LEFTPADDING", (at, 0), (at, -1), 4 * mm) for at in range(2, 2 * across, 2)]
    each = room / across
    size = size_for(labels)
    longest = max(width(label, size, bold=True) for label in labels) + 7 * mm
    widths = [min(longest, each * 0.65), each - min(longest, each * 0.65)] * across
    return Table(cells, colWidths=widths, rowHeights=[9 * mm] * len(cells), style=style, hAlign="LEFT")


def items(told: Sequence[tuple[str, str]], room: float, size: float) -> Table:
    """What is told item by item: what it is in bold at the left, and plain words beside it; a thin line between."""
    look = Look(size=size)
    cells = [[paragraph(what, replace(look, bold=True)), mixed(said, look)] for what, said in told]
    style: list[Style] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 0.1 * size),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.25 * size),
        ("LINEBELOW", (0, 0), (-1, -2), RULE, "silver"),
    ]
    return Table(cells, colWidths=[_WHAT * room, (1 - _WHAT) * room], style=style, hAlign="LEFT")


def _needed(column: PrintedColumn, texts: Sequence[str]) -> float:
    """Millimetres that hold every line of a column."""
    size = size_for((column.heading,))
    words = (width(word, size, bold=True) for word in column.heading.split())
    lines = (mixed_width(line, bold=column.bold) for text in texts for line in text.splitlines())
    longest = max((*words, *lines), default=0.0)
    heading = width(column.heading, size, bold=True)
    # A heading a little longer than its cells stays on one line; a long one goes on two.
    needed = max(longest, heading if heading <= 1.3 * longest else 0.55 * heading)
    return float(min((needed + _BETWEEN) / mm, _WIDEST))


def _height(columns: Sequence[PrintedColumn], rows: Sequence[Sequence[str]], room: float, empty: str) -> float:
    """Points of a table with its heading."""
    return float(table(columns, rows, room, empty).wrap(room, 1e6)[1])
