"""Small habits of a well set page: sections that hold on to their first rows, columns no wider than they need be."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Table

from peerdesk.reports.grid import RULE, Column
from peerdesk.reports.type import BODY_SIZE, Look, paragraph, size_for, width

_SECTION = Look(size=12, bold=True, before=9, after=3)
_FIRST_ROWS = 34 * mm
_BETWEEN = 9.0  # points that keep two columns apart


def section(text: str) -> list[Flowable]:
    """A heading that goes to the next page unless a few rows can follow it.

    `blocks.heading` keeps to the whole of what follows, which leaves half a page empty before a table.
    """
    return [CondPageBreak(_FIRST_ROWS), paragraph(text, _SECTION)]


def snug(columns: Sequence[Column], rows: Sequence[Sequence[str]], alike: Sequence[int] = ()) -> list[Column]:
    """Columns as wide as their longest line; those that were given a width keep it, the widest of the rest stays open.

    A heading may break once between its words. The sizes of the letters are those `blocks.table` will choose.

    Args:
        columns: of a table.
        rows: its cells.
        alike: columns that all get the width of the widest of them.
    """
    needed = [_needed(column, [row[at] for row in rows]) for at, column in enumerate(columns)]
    for at in alike:
        needed[at] = max(needed[other] for other in alike)
    free = [at for at, column in enumerate(columns) if column.width is None]
    open_column = max(free, key=lambda at: needed[at], default=None)
    return [
        column if column.width is not None or at == open_column else replace(column, width=needed[at])
        for at, column in enumerate(columns)
    ]


def total_kept(block: Flowable) -> Flowable:
    """A table whose last row is a total: it goes to the next page with two others, not alone."""
    if isinstance(block, Table):
        block.setStyle([("NOSPLIT", (0, -3), (-1, -1))])
    return block


def blanks(labels: Iterable[str], room: float) -> Table:
    """Labels with a line to write on behind each, one under the other."""
    cells = [[paragraph(label, Look(bold=True)), ""] for label in labels]
    style: list[tuple[object, ...]] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LINEBELOW", (1, 0), (1, -1), RULE, "black"),
    ]
    return Table(
        cells, colWidths=[room * 0.3, room * 0.7], rowHeights=[9 * mm] * len(cells), style=style, hAlign="LEFT"
    )


def _needed(column: Column, texts: Sequence[str]) -> float:
    """Millimetres that hold every line of a column."""
    size = size_for((column.heading, *texts), BODY_SIZE)
    words = (width(word, size, bold=True) for word in column.heading.split())
    lines = (width(line, size, bold=column.bold) for text in texts for line in text.splitlines())
    longest = max((*words, *lines), default=0.0)
    heading = width(column.heading, size, bold=True)
    # A heading a little longer than its cells stays on one line; a long one goes on two.
    return float((max(longest, heading if heading <= 1.3 * longest else 0.55 * heading) + _BETWEEN) / mm)
