"""The roll: the grid of an attendance register or a sheet to sign, one row of short strings per member.

Thirty-one dates beside names in two scripts leave each five millimetres, so its headings can stand upright. It is drawn
straight on the canvas, twice as fast as a Table of strings: a register of 5,000 rows has a few hundred pages.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.platypus import Flowable

from peerdesk.domain.names import is_indic
from peerdesk.reports.parts.blocks import HEAVY_RULE, MIDDLE_RULE, RULE, PrintedColumn, column_widths
from peerdesk.reports.parts.type import (
    BODY_SIZE,
    BOLD,
    FAMILY,
    LATIN_MINIMUM,
    Align,
    fitted,
    line_height,
    register,
    size_for,
    width,
)

ROW: float = 5.8 * mm
PADDING = 2.8
"""Points between a rule and the text beside it."""

_CAPITALS = 0.714  # height of Noto's capitals and of its Indic head-line, in parts of the size
_INDIC_MIDDLE = 0.3  # middle between the highest and the lowest vowel sign
_AIR = 3.0  # before and after upright text
_TALLEST = 50 * mm  # of upright text; what is longer is shortened, or a page could not hold one row with it

_MOST_LINES = 4
"""Of a heading; what is longer is shortened on the last of them, for the same reason."""


@dataclass(frozen=True, slots=True)
class RollColumn(PrintedColumn):
    """One column of a roll.

    Attributes:
        upright: stands over the heading and reads from bottom to top, on one line or more; the column's totals stand
            in the same way.
        band: printed once over all neighbouring columns that share it, for example the month.
        joined: no rule before it: a second script goes with the name before.
        rule_after: a heavier line follows, for example after a week's last day.
    """

    upright: str = ""
    band: str = ""
    joined: bool = False
    rule_after: bool = False


class Roll(Flowable):  # type: ignore[misc]
    """A grid that fills each page with whole rows and repeats its heading.

    Args:
        columns: their widths are fitted to the page.
        rows: one string per column; what is too long for its cell becomes smaller, then is shortened.
        totals: last rows, bold, under the last row and never alone on a page.
        row_height: in points.
    """

    def __init__(
        self,
        columns: Sequence[RollColumn],
        rows: Sequence[Sequence[str]],
        *,
        totals: Sequence[Sequence[str]] = (),
        row_height: float = ROW,
        _first: int = 0,
    ) -> None:
        super().__init__()
        register()
        self._columns, self._rows, self._totals, self._row_height = tuple(columns), rows, totals, row_height
        self._first = _first  # rows on former pages, so that every fifth line stays every fifth

    def wrap(self, avail_width: float, _avail_height: float) -> tuple[float, float]:
        """Width and height; called by reportlab."""
        self._measure(avail_width)
        self.width, self.height = self._edges[-1], self._height_of(len(self._rows))
        return self.width, self.height

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        """The rows that fit, and the rest; called by reportlab."""
        self._measure(avail_width)
        if self._height_of(len(self._rows)) <= avail_height:
            return [self]
        fitting = int((avail_height - self._head_height + 0.01) // self._row_height)
        here = min(fitting, len(self._rows) - 1 if self._totals else len(self._rows))
        if here < 1:
            return []
        return [self._part(0, here), self._part(here, len(self._rows))]

    def draw(self) -> None:
        """Draw it; called by reportlab."""
        tops = list(accumulate(self._heights(), lambda top, height: top - height, initial=self.height))
        self._draw_rules(tops)
        self._draw_head()
        for number, (row, (top, bottom)) in enumerate(
            zip((*self._rows, *self._totals), pairwise(tops[1:]), strict=True), 1
        ):
            is_total = number > len(self._rows)
            for place, (text, column) in enumerate(zip(row, self._columns, strict=True)):
                if not text:
                    continue
                if is_total and column.upright:
                    self._stand(text, place, bottom, top - bottom, self._total_size)
                else:
                    last = self._last_free(row, place)
                    self._write(text, place, bottom, top - bottom, bold=is_total or column.bold, last=last)

    def _part(self, first: int, last: int) -> "Roll":
        return Roll(
            self._columns,
            self._rows[first:last],
            totals=self._totals if last == len(self._rows) else (),
            row_height=self._row_height,
            _first=self._first + first,
        )

    def _measure(self, avail_width: float) -> None:
        columns = self._columns
        self._edges = list(accumulate(column_widths(columns, avail_width), initial=0.0))
        self._head_size = size_for((text for c in columns for text in (c.heading, c.upright, c.band)), LATIN_MINIMUM)
        line = line_height(self._head_size)
        self._headings = [self._lines(column.heading, place) for place, column in enumerate(columns)]
        standing = [line for column in columns for line in column.upright.splitlines()]
        upright = _tallest(standing, self._head_size)
        # Headings under upright texts end on one line, and the upright texts begin there.
        level = max((len(lines) for lines, c in zip(self._headings, columns, strict=True) if c.upright), default=0)
        self._level = level * line + PADDING
        self._band = line + PADDING if any(column.band for column in columns) else 0.0
        tallest = max(map(len, self._headings), default=0) * line + 2 * PADDING
        self._head_height = max(tallest, self._level + (upright and upright + 2 * _AIR) + self._band)
        standing = [row[at] for row in self._totals for at, column in enumerate(columns) if column.upright]
        self._total_size = size_for(standing, LATIN_MINIMUM)
        longest = _tallest(filter(None, standing), self._total_size)
        self._total_height = max(self._row_height, longest and longest + 2 * _AIR)

    def _lines(self, heading: str, place: int) -> list[str]:
        lines: list[str] = simpleSplit(heading, BOLD, self._head_size, self._room(place)) if heading else []
        last = _MOST_LINES - 1
        return [*lines[:last], " ".join(lines[last:])] if len(lines) > _MOST_LINES else lines

    def _room(self, place: int, last: int | None = None) -> float:
        # Letters and days in the middle of five millimetres need no more air than a point.
        beside = 1.0 if self._columns[place].align is Align.CENTRE else PADDING
        return self._edges[(place if last is None else last) + 1] - self._edges[place] - 2 * beside + 0.1

    def _last_free(self, row: Sequence[str], place: int) -> int:
        """The last column a text may run into: past those joined to its own that are empty in this row."""
        last = place
        while last + 1 < len(row) and self._columns[last + 1].joined and not row[last + 1]:
            last += 1
        return last

    def _height_of(self, rows: int) -> float:
        return self._head_height + rows * self._row_height + len(self._totals) * self._total_height

    def _heights(self) -> list[float]:
        return [
            self._head_height,
            *[self._row_height] * len(self._rows),
            *[self._total_height] * len(self._totals),
        ]

    def _draw_head(self) -> None:
        canvas, size, bottom = self.canv, self._head_size, self.height - self._head_height
        line = line_height(size)
        for place, (column, lines) in enumerate(zip(self._columns, self._headings, strict=True)):
            for up, text in enumerate(reversed(lines)):
                self._write(text, place, bottom + PADDING / 2 + up * line, line, bold=True, size=size)
            if column.upright:
                self._stand(column.upright, place, bottom + self._level, 0, size)
        canvas.setFont(BOLD, size)
        for first, last, text in self._bands():
            left, right = self._edges[first], self._edges[last + 1]
            shown, _size = fitted(text, right - left, size, bold=True)
            canvas.drawCentredString((left + right) / 2, self.height - self._band + PADDING + size * 0.15, shown)

    def _bands(self) -> Iterator[tuple[int, int, str]]:
        """First and last column of each band, and its text."""
        start = 0
        for place, column in enumerate(self._columns):
            following = self._columns[place + 1].band if place + 1 < len(self._columns) else None
            if following != column.band:
                if column.band:
                    yield start, place, column.band
                start = place + 1

    def _draw_rules(self, tops: Sequence[float]) -> None:
        canvas, edges = self.canv, self._edges
        under_band = self.height - self._band
        for place, column in enumerate(self._columns[1:], 1):
            if column.joined:
                continue
            before = self._columns[place - 1]
            shared = column.band and column.band == before.band
            canvas.setLineWidth(MIDDLE_RULE if before.rule_after else RULE)
            canvas.line(edges[place], tops[-1], edges[place], under_band if shared else self.height)
        canvas.setLineWidth(RULE)
        for first, last, _text in self._bands():
            canvas.line(edges[first], under_band, edges[last + 1], under_band)
        for number, height in enumerate(tops[2:-1], 1):
            # a guide for the eye across a wide sheet, in place of grey bands that a laser printer smears
            guide = number <= len(self._rows) and (self._first + number) % 5 == 0
            canvas.setLineWidth(MIDDLE_RULE if guide else RULE)
            canvas.line(0, height, edges[-1], height)
        canvas.setLineWidth(HEAVY_RULE)
        for height in (tops[1], *([tops[1 + len(self._rows)]] if self._totals else ())):
            canvas.line(0, height, edges[-1], height)
        canvas.setLineWidth(MIDDLE_RULE)
        canvas.rect(0, tops[-1], edges[-1], self.height - tops[-1])

    def _write(
        self,
        text: str,
        place: int,
        bottom: float,
        height: float,
        *,
        bold: bool,
        size: float | None = None,
        last: int | None = None,
    ) -> None:
        canvas, align = self.canv, self._columns[place].align
        line = text.replace("\n", " ")  # a second line would run into the neighbour's row
        wanted = size or size_for((line,), BODY_SIZE)
        shown, shown_size = fitted(line, self._room(place, last), wanted, smallest=LATIN_MINIMUM, bold=bold)
        canvas.setFont(BOLD if bold else FAMILY, shown_size)
        baseline = bottom + (height - _CAPITALS * shown_size) / 2
        left, right = self._edges[place], self._edges[place + 1]
        if align is Align.CENTRE:
            canvas.drawCentredString((left + right) / 2, baseline, shown)
        elif align is Align.RIGHT:
            canvas.drawRightString(right - PADDING, baseline, shown)
        else:
            canvas.drawString(left + PADDING, baseline, shown)

    def _stand(self, text: str, place: int, bottom: float, height: float, size: float) -> None:
        """Write from bottom to top, in the middle of a height (of none: from its foot)."""
        canvas, indic = self.canv, is_indic(text)
        lines = [fitted(line, _TALLEST, size, bold=True)[0] for line in text.splitlines()]
        middle = (self._edges[place] + self._edges[place + 1]) / 2
        longest = max(width(line, size, bold=True) for line in lines)
        start = bottom + ((height - longest) / 2 if height else _AIR)
        canvas.setFont(BOLD, size)
        for number, line in enumerate(lines):
            canvas.saveState()
            aside = (number - (len(lines) - 1) / 2) * line_height(size) * 0.9
            canvas.translate(middle + size * (_INDIC_MIDDLE if indic else _CAPITALS / 2) + aside, start)
            canvas.rotate(90)
            canvas.drawString(0, 0, line)
            canvas.restoreState()


def _tallest(lines: Iterable[str], size: float) -> float:
    """Points that upright texts need."""
    tallest: float = max((width(line, size, bold=True) for line in lines), default=0.0)
    return float(min(tallest, _TALLEST))
