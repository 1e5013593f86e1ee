"""Type: what a report says about its letters. Sizes, widths, paragraphs, text that must fit.

The size rule of all paper: nothing below 9 points in Latin and 11 in an Indian script. A text counts as Indic as soon
as it holds one Devanagari or Gurmukhi letter, or when the language of the moment is an Indian one (then its digits and
Latin names keep company with the rest). Noto's Devanagari at 11 points looks as tall as its Latin at 9.5, so the two
stand quietly side by side.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from html import escape as _escape
from io import BytesIO
from itertools import groupby
from threading import RLock

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Paragraph

from peerdesk.domain.names.script import is_indic
from peerdesk.i18n import language
from peerdesk.paths import resource
from peerdesk.reports.parts.shaping import Face, Family, is_plain

FAMILY = "PeerDesk"
BOLD = "PeerDesk-Bold"
LATIN_MINIMUM = 9.0
INDIC_MINIMUM = 11.0
BODY_SIZE = 9.5
ELLIPSIS = "…"

_VIRAMAS = frozenset("\u094d\u0a4d")
_JOINERS = frozenset("\u200c\u200d")
_registering = RLock()
_registered = False


class Align(IntEnum):
    """Where lines stand; the numbers are reportlab's."""

    LEFT = 0
    CENTRE = 1
    RIGHT = 2
    JUSTIFIED = 4


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks; lengths in points. Its size is raised where the script needs it (the size rule)."""

    size: float = BODY_SIZE
    bold: bool = False
    align: Align = Align.LEFT
    before: float = 0
    after: float = 0
    keep_with_next: bool = False


BODY = Look(after=3)
SMALL = Look(size=LATIN_MINIMUM)
HEADING = Look(size=12, bold=True, before=9, after=3, keep_with_next=True)
TITLE = Look(size=14, bold=True)


class Text(Paragraph):  # type: ignore[misc]
    """A paragraph whose words break between syllables where one alone is wider than the column."""

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Lay the lines out; called by reportlab."""
        for frag in self.frags:
            words = getattr(frag, "text", "")
            if words:
                frag.text = _softened(words, frag.fontName, frag.fontSize, avail_width)
        width, height = super().wrap(avail_width, avail_height)
        return float(width), float(height)

    def first_size(self, room: float) -> float:
        """How far its first baseline lies under its top, in points, when set to a width of ``room``: a type size."""
        self.wrap(room, 1e6)
        set_text = self.blPara
        return float(set_text.lines[0].fontSize if set_text.kind else set_text.fontSize)


def register() -> None:
    """Make the family known to reportlab. Done at first use: loading four fonts takes a tenth of a second."""
    global _registered
    with _registering:
        if _registered:
            return
        for name, weight in ((FAMILY, "Regular"), (BOLD, "Bold")):
            gurmukhi = Face(f"{name}-Gurmukhi", _file(f"NotoSansGurmukhi-{weight}.ttf"))
            pdfmetrics.registerFont(gurmukhi)
            pdfmetrics.registerFont(Family(name, _file(f"NotoSansDevanagari-{weight}.ttf"), (gurmukhi,)))
        pdfmetrics.registerFontFamily(FAMILY, normal=FAMILY, bold=BOLD, italic=FAMILY, boldItalic=BOLD)
        _registered = True


def size_for(texts: Iterable[str], wanted: float = BODY_SIZE) -> float:
    """The size all the texts may be printed in together: the wanted one, raised to what the rule asks."""
    indic = language() != "en" or any(map(is_indic, texts))
    return max(wanted, INDIC_MINIMUM if indic else LATIN_MINIMUM)


def line_height(size: float) -> float:
    """Distance of baselines in points; matras above and below need more air than Latin."""
    return round(size * 1.36, 2)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in points of a string as it will be drawn."""
    register()
    return float(pdfmetrics.stringWidth(text, BOLD if bold else FAMILY, size))


def mixed_width(text: str, size: float = BODY_SIZE, *, bold: bool = False) -> float:
    """Width in points of a line as `mixed` sets it."""
    return sum(width(run, size_for((run,), size), bold=bold) for run in _runs(text))


def escape(text: str) -> str:
    """Make a text safe inside paragraph markup: a name with ``<b>&`` prints as typed."""
    readable = "".join(char if char.isprintable() or char in "\u200c\u200d" else _harmless(char) for char in text)
    return _escape(readable, quote=False)


def paragraph(text: str, look: Look = BODY) -> Text:
    """A paragraph of plain text; line ends are kept, nothing in it is markup."""
    return markup("<br/>".join(escape(line) for line in text.splitlines()), look)


def markup(xml: str, look: Look = BODY) -> Text:
    """A paragraph with ``<b>`` and ``<br/>``; the caller has passed what people typed through ``escape``."""
    register()
    size = size_for((xml,), look.size)
    return Text(xml, _style(look, size, line_height(size)))


def mixed(text: str, look: Look = BODY) -> Text:
    """A paragraph of plain text in which each script has its own size: Latin does not grow beside Indic letters."""
    size, indic = size_for((), look.size), size_for((text,), look.size)
    if size == indic:
        return paragraph(text, look)
    register()
    lines = (
        "".join(f'<font size="{indic}">{escape(run)}</font>' if is_indic(run) else escape(run) for run in _runs(line))
        for line in text.splitlines()
    )
    return Text("<br/>".join(lines), _style(look, size, line_height(indic)))


def syllables(text: str) -> list[str]:
    """Parts a reader would not want to see torn: a consonant cluster with its vowel and marks; else single letters."""
    parts: list[str] = []
    for char in text:
        joined = unicodedata.category(char)[0] == "M" or char in _JOINERS
        if parts and (joined or parts[-1][-1] in _VIRAMAS or parts[-1][-1] in _JOINERS):
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def fitted(
    text: str, room: float, size: float, *, smallest: float | None = None, bold: bool = False
) -> tuple[str, float]:
    """A string and a size that go into a width of ``room`` points on one line.

    It is made smaller first (never below what its letters need), then cut between syllables with an ellipsis.

    Args:
        text: what should be printed.
        room: width in points.
        size: the size wished for.
        smallest: how far it may shrink; left out, it keeps its size.
        bold: the weight it will be drawn in.
    """
    least = INDIC_MINIMUM if is_indic(text) else LATIN_MINIMUM
    return _fitted(text, room, size, min(size, max(least, smallest or size)), bold, language())


@lru_cache(20_000)
def _fitted(text: str, room: float, size: float, smallest: float, bold: bool, _language: str) -> tuple[str, float]:
    natural = width(text, size, bold=bold)
    if natural <= room:
        return text, size
    if natural * smallest / size <= room:
        return text, int(size * room / natural * 10) / 10
    parts = syllables(text)
    low, high = 0, len(parts)
    while low < high:  # the most syllables that fit
        middle = (low + high + 1) // 2
        if width("".join(parts[:middle]).rstrip() + ELLIPSIS, smallest, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    return "".join(parts[:low]).rstrip() + ELLIPSIS, smallest


def _runs(line: str) -> list[str]:
    """The line cut between words where its script changes."""
    words = (f"{space}{word}" for space, word in re.findall(r"(\s*)(\S+|$)", line))
    return ["".join(run) for _indic, run in groupby(words, is_indic)]


@cache
def _style(look: Look, size: float, leading: float) -> ParagraphStyle:
    return ParagraphStyle(
        "PeerDesk",
        fontName=BOLD if look.bold else FAMILY,
        fontSize=size,
        leading=leading,
        alignment=int(look.align),
        spaceBefore=look.before,
        spaceAfter=look.after,
        keepWithNext=int(look.keep_with_next),
        bulletFontName=FAMILY,
        allowWidows=0,
        allowOrphans=0,
    )


def _softened(text: str, font: str, size: float, room: float) -> str:
    """Put soft hyphens between the syllables of words that are too wide for the column."""
    if is_plain(text) or "\u00ad" in text:
        return text  # reportlab breaks plain letters by itself; softened already
    return " ".join(
        word if is_plain(word) or pdfmetrics.stringWidth(word, font, size) <= room else "\u00ad".join(syllables(word))
        for word in text.split(" ")
    )


def _harmless(char: str) -> str:
    """What markup does with letters that do not print: white space spaces; controls and halves show as a mark."""
    if char.isspace():
        return " "
    return "\ufffd" if unicodedata.category(char) in {"Cc", "Cs"} else char


def _file(name: str) -> BytesIO:
    return BytesIO(resource(f"fonts/{name}").read_bytes())
