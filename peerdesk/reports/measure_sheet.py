"""The question sheet: a scale to fill in by hand, a circle for every answer; it names nobody and scores nothing."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from peerdesk.domain.measures.scales import Item, Rhythm, Scale
from peerdesk.domain.papers.measure_sheet import MeasureSheet
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import HEAVY_RULE, RULE, Style
from peerdesk.reports.parts.layout import blanks, fewest_pages
from peerdesk.reports.parts.type import (
    BODY_SIZE,
    FAMILY,
    LATIN_MINIMUM,
    SMALL,
    Align,
    Look,
    paragraph,
    register,
    size_for,
    width,
)
from peerdesk.words import measures as words

TITLE = N_("Question sheet")

_MOST_CIRCLES = 11
_CIRCLE: float = 6.4 * mm
_ROW: float = 8.6 * mm  # a row of circles and its air
_NARROW, _ROOMY, _WIDE = 7.6 * mm, 17 * mm, 22 * mm  # a column of circles: without words over it, with, at the most
_SERIAL: float = 8 * mm
_WEEKS = (4, 3, 2, 1)
"""How many weeks share a page: as many as fit."""

_STEM = Look(size=11, bold=True, before=9, after=5)
_QUESTION = Look(size=10)
_HEAD = Look(size=LATIN_MINIMUM, align=Align.CENTRE)
_HELP = Look(size=11, bold=True, before=6)


def write(report: MeasureSheet, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the sheet as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        subject=words.scale_title(report.scale),
        confidential=False,  # nobody's name is on it yet
    )
    choices = _WEEKS if report.scale.rhythm is Rhythm.WEEKLY else (1,)
    times = fewest_pages(sheet, choices, lambda times: _story(report, sheet.body_width, times))
    return page.write(sheet, _story(report, sheet.body_width, times), out, on_page)


def _story(report: MeasureSheet, room: float, times: int) -> Iterator[Flowable]:
    scale = report.scale
    yield blanks((_("Name:"), _("Number:")), room, across=2)
    if times == 1:
        yield blanks((_("Date:"),), room / 2)
    if stem := words.scale_stem(scale):
        yield paragraph(stem, _STEM)
    else:
        yield Spacer(0, 4 * mm)
    for number in range(times):
        block = [_questions(scale, room)]
        if times > 1:
            block.insert(0, blanks((_("Date:"),), room / 2))
            block.append(Spacer(0, (3 if number + 1 < times else 0) * mm))
            yield KeepTogether(block)
        else:
            yield from block
    yield Spacer(0, 3 * mm)
    yield KeepTogether(list(_foot(report, room)))


def _foot(report: MeasureSheet, room: float) -> Iterator[Flowable]:
    for line in (words.scale_source(report.scale), words.own_translation(report.scale)):
        if line:
            yield paragraph(line, SMALL)
    if report.help_lines:
        lines = " · ".join(report.help_lines)
        yield paragraph(_("Somebody to talk to: {lines}").format(lines=lines), _HELP)
    yield blanks((_("Keyed in by, on:"),), room)


def _questions(scale: Scale, room: float) -> Table:
    """Serial, question, and the circles of its answers below each other by their number."""
    register()
    lowest, highest = min(item.lowest for item in scale.items), max(item.highest for item in scale.items)
    values = list(range(lowest, highest + 1)) if highest - lowest < _MOST_CIRCLES else []
    heads = words.answers(scale)
    each = max((_room_for(text) for text in heads.values()), default=_NARROW)
    if heads:
        each = max(each, min(_ROOMY, 0.4 * room / len(values)))
    answers = [each] * len(values) or [34 * mm]
    cells: list[list[object]] = [
        [
            paragraph(f"{item.place}.", _QUESTION),
            paragraph(words.question(scale, item), _QUESTION),
            *_cells(item, values),
        ]
        for item in scale.items
    ]
    if heads:
        cells.insert(0, ["", "", *(paragraph(heads[value], _HEAD) for value in values)])
    style: list[Style] = [
        ("FONT", (0, 0), (-1, -1), FAMILY, BODY_SIZE),
        ("LEFTPADDING", (0, 0), (-1, -1), 1),
        ("RIGHTPADDING", (0, 0), (-1, -1), 1),
        ("RIGHTPADDING", (1, 0), (1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), (_ROW - _CIRCLE) / 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), (_ROW - _CIRCLE) / 2),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (2, 0), (-1, -1), "CENTER"),
        ("LINEABOVE", (0, 0), (-1, 0), HEAVY_RULE, "black"),
        ("LINEBELOW", (0, 0), (-1, -1), RULE, "black"),
    ]
    if heads:
        style.append(("VALIGN", (0, 0), (-1, 0), "BOTTOM"))
    widths = [_SERIAL, room - _SERIAL - sum(answers), *answers]
    return Table(cells, colWidths=widths, style=style, repeatRows=int(bool(heads)), hAlign="LEFT")


def _cells(item: Item, values: list[int]) -> list[object]:
    """A circle per answer; where there are too many to choose among, a box to write the number into."""
    if not values:
        return [_Box(f"{item.lowest}–{item.highest}")]
    return [_Circle(str(value)) if item.lowest <= value <= item.highest else "" for value in values]


def _room_for(text: str) -> float:
    """Points a column needs for the longest word over it."""
    size = size_for((text,), LATIN_MINIMUM)
    return float(min(max(_NARROW, *(width(word, size) for word in text.split())) + 4, _WIDE))


class _Circle(Flowable):  # type: ignore[misc]
    """An answer to put a ring or a tick on."""

    hAlign = "CENTER"  # noqa: N815 - reportlab's

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def wrap(self, _avail_width: float, _avail_height: float) -> tuple[float, float]:
        """Width and height; called by reportlab."""
        return _CIRCLE, _CIRCLE

    def draw(self) -> None:
        """Draw it; called by reportlab."""
        size = size_for((self._text,))
        self.canv.setLineWidth(RULE * 2)
        self.canv.circle(_CIRCLE / 2, _CIRCLE / 2, _CIRCLE / 2)
        self.canv.setFont(FAMILY, size)
        self.canv.drawCentredString(_CIRCLE / 2, _CIRCLE / 2 - 0.36 * size, self._text)


class _Box(Flowable):  # type: ignore[misc]
    """A box for a number, and what the number may be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def wrap(self, _avail_width: float, _avail_height: float) -> tuple[float, float]:
        """Width and height; called by reportlab."""
        return 32 * mm, _CIRCLE

    def draw(self) -> None:
        """Draw it; called by reportlab."""
        size = size_for((self._text,))
        self.canv.setLineWidth(RULE * 2)
        self.canv.rect(0, 0, 16 * mm, _CIRCLE)
        self.canv.setFont(FAMILY, size)
        self.canv.drawString(18 * mm, _CIRCLE / 2 - 0.36 * size, self._text)
