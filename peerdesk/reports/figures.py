"""The few numbers a reader looks for first, large and side by side, each over what it counts."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Table

from peerdesk.reports.grid import RULE
from peerdesk.reports.type import BOLD, SMALL, fitted, line_height, paragraph, register

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
