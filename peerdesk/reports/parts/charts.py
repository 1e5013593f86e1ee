"""Charts for a black-and-white printer: patterns in place of colours, and the number on every bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil

from reportlab.graphics.shapes import Drawing, Group, Line, Rect, String
from reportlab.lib.colors import black, white

from peerdesk.reports.parts.type import FAMILY, LATIN_MINIMUM, fitted, register, size_for, width

_RULE = 0.5


class Pattern(Enum):
    """What fills a bar. Ordered so that neighbours differ most."""

    STRIPES = "stripes"
    EMPTY = "empty"
    SOLID = "solid"


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One row of numbers, one per label; None where there is nothing to measure (prints a dash, never a nought)."""

    name: str
    values: Sequence[float | None]
    pattern: Pattern = Pattern.STRIPES


def bar_chart(
    labels: Sequence[str],
    series: Sequence[ChartSeries],
    room: float,
    height: float,
    *,
    unit: str = "",
    top: float | None = None,
) -> Drawing:
    """Bars side by side over each label, for example attendance by week.

    Args:
        labels: under the bars, for example ``16-11``; every second or third where they would touch.
        series: at most three, and one alone where there are more than a dozen labels; their names stand above where
            there is more than one.
        room: width in points.
        height: in points.
        unit: behind every number, for example ``%``.
        top: value of a full-height bar; left out, the greatest value.
    """
    register()
    size = size_for((*labels, *(row.name for row in series)), LATIN_MINIMUM)
    drawing = Drawing(room, height)
    slot = room / max(len(labels), 1)
    bar = min(slot * 0.86 / max(len(series), 1), 26)
    numbers = [_number(value, unit) for row in series for value in row.values]
    widest = max((width(text, LATIN_MINIMUM) for text in numbers), default=0)
    # A number must not run under its neighbour's bar, and half a number is a wrong one: over thin bars it stands up.
    upright = widest > (bar - 1 if len(series) > 1 else slot)
    headroom = widest + 4 if upright else size * 1.3
    floor, names = size * 1.6, size * 1.8 if len(series) > 1 else 0
    full = top or max((value for row in series for value in row.values if value), default=1)
    scale = (height - names - headroom - floor) / full
    for at in range(len(labels)):
        for number, row in enumerate(series):
            left = (at + 0.5) * slot + (number - len(series) / 2) * bar
            value = row.values[at]
            tall = max(0.0, min(value or 0.0, full)) * scale
            _bar(drawing, left, floor, bar, tall, row.pattern)
            _write_number(drawing, _number(value, unit), left + bar / 2, floor + tall + 2, upright=upright)
    drawing.add(Line(0, floor, room, floor, strokeColor=black, strokeWidth=_RULE))
    _labels(drawing, labels, slot, floor - size * 1.2, size)
    if names:
        _names(drawing, series, height - size * 1.2, size)
    return drawing


def _number(value: float | None, unit: str) -> str:
    return "–" if value is None else f"{value:g}{unit}"


def _write_number(drawing: Drawing, text: str, middle: float, baseline: float, *, upright: bool) -> None:
    if not upright:
        drawing.add(_string(middle, baseline, text, LATIN_MINIMUM, "middle"))
        return
    turned = Group(_string(0, -LATIN_MINIMUM * 0.35, text, LATIN_MINIMUM, "start"))
    turned.translate(middle, baseline)
    turned.rotate(90)
    drawing.add(turned)


def _labels(drawing: Drawing, labels: Sequence[str], slot: float, baseline: float, size: float) -> None:
    """Under every bar, or under every second or third where they would touch."""
    longest = max((width(label, size) for label in labels), default=0) + size / 2
    step = min(max(1, ceil(longest / slot)), max(1, len(labels) // 2))
    for at in range(0, len(labels), step):
        shown, shown_size = fitted(labels[at], slot * step - 2, size, smallest=LATIN_MINIMUM)
        drawing.add(_string((at + 0.5) * slot, baseline, shown, shown_size, "middle"))


def _string(x: float, y: float, text: str, size: float, anchor: str) -> String:
    return String(x, y, text, fontName=FAMILY, fontSize=size, textAnchor=anchor)


def _names(drawing: Drawing, series: Sequence[ChartSeries], baseline: float, size: float) -> None:
    left = 0.0
    for row in series:
        _bar(drawing, left, baseline - 1, size, size * 0.8, row.pattern)
        left += size * 1.4
        drawing.add(_string(left, baseline, row.name, size, "start"))
        left += width(row.name, size) + size * 1.5


def _bar(drawing: Drawing, left: float, floor: float, wide: float, tall: float, pattern: Pattern) -> None:
    if not tall:
        return
    fill = black if pattern is Pattern.SOLID else white
    drawing.add(Rect(left, floor, wide, tall, fillColor=fill, strokeColor=black, strokeWidth=_RULE))
    if pattern is Pattern.STRIPES:
        rise = 3.0
        while rise < wide + tall:  # lines falling at 45 degrees, cut at the bar's edges
            start = (left + max(0.0, rise - tall), floor + min(rise, tall))
            end = (left + min(rise, wide), floor + max(0.0, rise - wide))
            drawing.add(Line(*start, *end, strokeColor=black, strokeWidth=_RULE * 0.8))
            rise += 3.0
