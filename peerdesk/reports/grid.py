"""The register: a ruled grid of short strings, one row per member, as thick as the paper allows.

Speed decides its form (a year's register has 200 pages): plain strings in one Table per page with given sizes, six
times faster than a paragraph in each cell and twice as fast as one long Table that splits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.platypus import Flowable, Table

from peerdesk.reports.type import BODY_SIZE, BOLD, FAMILY, LATIN_MINIMUM, Align, fitted, line_height, register, size_for

ROW = 5.8 * mm
SIGNING_ROW = 9 * mm
"""Where people sign or press a thumb; product.md asks for 8 mm at least."""

RULE, MIDDLE_RULE, HEAVY_RULE = 0.35, 0.7, 1.0
_PADDING = 2.5
_NAMES = {Align.LEFT: "LEFT", Align.CENTRE: "CENTER", Align.RIGHT: "RIGHT", Align.JUSTIFIED: "LEFT"}
Style = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a register or a table.

    Attributes:
        heading: wraps into the column's width; a line end in it is kept.
        width: in millimetres; None shares what the others leave over.
        align: of the cells; headings stand the same way.
        bold: for totals.
        rule_after: a heavier line follows, for example after a week's last day.
    """

    heading: str
    width: float | None = None
    align: Align = Align.LEFT
    bold: bool = False
    rule_after: bool = False


def column_widths(columns: Sequence[Column], room: float) -> list[float]:
    """Points for each column within ``room``; columns that are given too much are all narrowed alike."""
    given = sum(column.width or 0 for column in columns) * mm
    open_columns = sum(column.width is None for column in columns)
    least = 18 * mm * open_columns
    squeeze = min(1.0, (room - least) / given) if given else 1.0
    share = (room - given * squeeze) / open_columns if open_columns else 0
    return [share if column.width is None else column.width * mm * squeeze for column in columns]


class Register(Flowable):  # type: ignore[misc]
    """A register that fills each page with whole rows and repeats its heading.

    Args:
        columns: their widths are fitted to the page.
        rows: one string per column; what is too long for its cell is shortened with an ellipsis.
        totals: last rows, printed bold once, under the last member, never alone on a page.
        row_height: in points, ``ROW`` or ``SIGNING_ROW``.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        totals: Sequence[Sequence[str]] = (),
        row_height: float = ROW,
        _sizes: tuple[float, ...] = (),
        _first: int = 0,
    ) -> None:
        super().__init__()
        register()
        self._columns, self._rows, self._totals = tuple(columns), rows, totals
        self._row_height = row_height
        self._first = _first  # rows on former pages, so that every fifth line stays every fifth
        # A column keeps one size over all pages, that of its most demanding cell.
        self._sizes = _sizes or tuple(
            size_for((row[place] for row in (*rows, *totals)), BODY_SIZE) for place in range(len(columns))
        )

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Width and height; called by reportlab."""
        self._measure(avail_width)
        self.width = avail_width
        self.height = self._head_height + self._row_height * (len(self._rows) + len(self._totals))
        return self.width, self.height

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        """The rows that fit, and the rest; called by reportlab."""
        self._measure(avail_width)
        fitting = int((avail_height - self._head_height + 0.01) // self._row_height)
        if fitting >= len(self._rows) + len(self._totals):
            return [self]
        here = min(fitting, len(self._rows) - 1 if self._totals else len(self._rows))
        if here < 1:
            return []
        return [self._part(0, here), self._part(here, len(self._rows))]

    def draw(self) -> None:
        """Draw it as one Table; called by reportlab."""
        style: list[Style] = self._style()
        cells = [self._head, *(self._cells(row, at, style) for at, row in enumerate((*self._rows, *self._totals), 1))]
        heights = [self._head_height] + [self._row_height] * (len(cells) - 1)
        table = Table(cells, colWidths=self._widths, rowHeights=heights, style=style, repeatRows=1)
        table.wrapOn(self.canv, self.width, self.height)
        table.drawOn(self.canv, 0, 0)

    def _part(self, first: int, last: int) -> "Register":
        return Register(
            self._columns,
            self._rows[first:last],
            totals=self._totals if last == len(self._rows) else (),
            row_height=self._row_height,
            _sizes=self._sizes,
            _first=self._first + first,
        )

    def _measure(self, avail_width: float) -> None:
        self._widths = column_widths(self._columns, avail_width)
        self._head_size = size_for((column.heading for column in self._columns), LATIN_MINIMUM)
        self._head = [
            _heading(column.heading, width, self._head_size)
            for column, width in zip(self._columns, self._widths, strict=True)
        ]
        lines = max(text.count("\n") for text in self._head) + 1
        self._head_height = lines * line_height(self._head_size) + 2 * _PADDING

    def _cells(self, row: Sequence[str], at: int, style: list[Style]) -> list[str]:
        out = []
        for place, (text, width, size, column) in enumerate(
            zip(row, self._widths, self._sizes, self._columns, strict=True)
        ):
            bold = column.bold or at > len(self._rows)
            line = text.replace("\n", " ")  # a second line would run into the neighbour's row
            shown, shown_size = fitted(line, width - 2 * _PADDING + 1, size, smallest=LATIN_MINIMUM, bold=bold)
            if shown_size != size:
                style.append(("FONTSIZE", (place, at), (place, at), shown_size))
            out.append(shown)
        return out

    def _style(self) -> list[Style]:
        everything, body = ((0, 0), (-1, -1)), ((0, 1), (-1, -1))
        style: list[Style] = [
            ("FONT", *everything, FAMILY, BODY_SIZE),
            ("FONT", (0, 0), (-1, 0), BOLD, self._head_size, line_height(self._head_size)),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("VALIGN", *body, "MIDDLE"),
            ("TOPPADDING", *everything, 0),
            ("BOTTOMPADDING", *everything, 0),
            ("BOTTOMPADDING", (0, 0), (-1, 0), _PADDING),
            ("LEFTPADDING", *everything, _PADDING),
            ("RIGHTPADDING", *everything, _PADDING),
            ("GRID", *everything, RULE, "black"),
            ("BOX", *everything, MIDDLE_RULE, "black"),
            ("LINEBELOW", (0, 0), (-1, 0), HEAVY_RULE, "black"),
        ]
        for place, (column, size) in enumerate(zip(self._columns, self._sizes, strict=True)):
            cells = ((place, 1), (place, -1))
            style.append(("FONT", *cells, BOLD if column.bold else FAMILY, size, line_height(size)))
            style.append(("ALIGN", (place, 0), (place, -1), _NAMES[column.align]))
            if column.rule_after:
                style.append(("LINEAFTER", (place, 0), (place, -1), MIDDLE_RULE, "black"))
        rows = len(self._rows)
        style += [  # a guide for the eye across a wide sheet, in place of grey bands that a laser printer smears
            ("LINEBELOW", (0, row), (-1, row), MIDDLE_RULE, "black")
            for row in range(1, rows + 1)
            if (self._first + row) % 5 == 0
        ]
        if self._totals:
            style.append(("LINEABOVE", (0, rows + 1), (-1, rows + 1), HEAVY_RULE, "black"))
            style.append(("FONTNAME", (0, rows + 1), (-1, -1), BOLD))
        return style


def _heading(text: str, width: float, size: float) -> str:
    """A heading broken into its column; a word too wide for it is shortened."""
    room = width - 2 * _PADDING + 1
    lines = simpleSplit(text, BOLD, size, room) or [""]
    return "\n".join(fitted(line, room, size, bold=True)[0] for line in lines)
