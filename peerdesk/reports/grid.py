"""Columns and rules: what a table whose cells wrap (`blocks.table`) and a roll of equal rows (`roll.Roll`) share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm

from peerdesk.reports.type import Align

RULE, MIDDLE_RULE, HEAVY_RULE = 0.35, 0.7, 1.0
Style = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Column:
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


def column_widths(columns: Sequence[Column], room: float) -> list[float]:
    """Points for each column within ``room``; columns that are given too much are all narrowed alike."""
    given = sum(column.width or 0 for column in columns) * mm
    open_columns = sum(column.width is None for column in columns)
    least = 18 * mm * open_columns
    squeeze = min(1.0, (room - least) / given) if given else 1.0
    share = (room - given * squeeze) / open_columns if open_columns else 0
    return [share if column.width is None else column.width * mm * squeeze for column in columns]
