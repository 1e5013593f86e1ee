"""Letters to glyphs: one family of fonts for Latin, Devanagari and Gurmukhi, shaped by HarfBuzz.

reportlab shapes inside ``Paragraph`` alone, with one font and one script per word. Here a word is cut into runs of one
script, each run is shaped by the face that has its letters, and what no face has is made visible. Widths are those of
the shaped glyphs, so that centring, columns and line breaks fit what is drawn.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import uharfbuzz
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFont

from peerdesk.i18n import language

REPLACEMENT = "?"
"""Drawn for a letter no face has; the shipped fonts lack the white square and the Unicode replacement character."""

# A space goes with the word before it: pdfium's text search loses one that stands alone after a zero-width vowel sign.
_WORDS = re.compile(r"[^ ]+ ?| +")
_JOINERS = frozenset("\u200c\u200d")
_STAND_INS = {"⁄": "/", "→": "->", "←": "<-", "≥": ">=", "≤": "<=", "≠": "<>", "′": "'", "″": '"'}
_DANDAS = frozenset("।॥")
_PRIVATE = 0xE000  # Basic Multilingual Plane private use: 6,400 code points, far more than a face has glyphs
_PRIVATE_END = 0xF900
_FEATURES = {"kern": True, "liga": True}
_WORDS_KEPT = 20_000  # a ten-year register has some thousand different words
_LANGUAGES = {"Deva": frozenset({"hi", "mr"}), "Guru": frozenset({"pa"}), "Latn": frozenset({"en"})}
_USUAL_LANGUAGE = {"Deva": "hi", "Guru": "pa", "Latn": "en"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring glyphs of one face.

    Attributes:
        face: registered name of the reportlab font to draw with.
        glyphs: a plain string, or reportlab's ``ShapedStr`` where glyphs were moved, replaced or reordered.
        width: in thousandths of the font size.
    """

    face: str
    glyphs: str
    width: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word ready to draw.

    Attributes:
        pieces: in the order of drawing.
        spoken: the letters as they were typed, where the glyphs alone would not give them back to a search; else empty.
        width: in thousandths of the font size.
    """

    pieces: tuple[Piece, ...]
    spoken: str
    width: float


class Face(TTFont):  # type: ignore[misc]
    """One font file, with what HarfBuzz needs to shape its script."""

    def __init__(self, name: str, file: object) -> None:
        super().__init__(name, file)
        self._letters = frozenset(
            char for code in self.face.charToGlyph if unicodedata.category(char := chr(code)) not in {"Cc", "Co", "Cs"}
        )
        self._font = self.hbFont()
        self._shaping = Lock()

    def has(self, char: str) -> bool:
        """Whether the font file itself has the letter (a private code given to a glyph later does not count)."""
        return char in self._letters

    def plain(self, text: str) -> Piece:
        """Letters that stand as they are: one glyph each, side by side."""
        return Piece(self.fontName, text, TTFont.stringWidth(self, text, 1000))

    def shaped(self, text: str, script: str, tongue: str) -> Piece:
        """Letters of one script, joined as the language joins them.

        Args:
            text: letters this face has.
            script: ISO 15924, for example ``Deva``.
            tongue: ISO 639-1; Marathi has its own forms of some Devanagari letters.
        """
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "ltr", script, tongue
        with self._shaping:  # the window's preview and a print job may shape at once
            uharfbuzz.shape(self._font, buffer, _FEATURES)
            glyphs = [
                (self._code_of(info.codepoint), place)
                for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
            ]
        scale, widths = self.pdfScale, self.face.charWidths
        data = [
            ShapeData(0, scale(place.x_advance), 0, scale(place.x_offset), scale(place.y_offset), widths[code])
            for code, place in glyphs
        ]
        codes = "".join(chr(code) for code, _ in glyphs)
        moved = any(item.x_offset or item.y_offset or item.x_advance != item.width for item in data)
        width = sum(item.x_advance for item in data)
        if codes == text and not moved:
            return Piece(self.fontName, text, width)
        return Piece(self.fontName, ShapedStr(codes, data), width)

    def _code_of(self, glyph: int) -> int:
        """A code point that stands for the glyph inside reportlab, the same in every process and document.

        reportlab's own numbering counts up in the order of use, so that a page would depend on the pages before it.
        """
        face = self.face
        if known := face.glyphToChar.get(glyph):
            return int(known[0])
        code = _PRIVATE + glyph
        if code >= _PRIVATE_END:
            raise ValueError(f"{self.fontName} has too many glyphs for the private area: {glyph}")
        face.charToGlyph[code] = glyph
        face.charWidths[code] = self.pdfScale(self._font.get_glyph_h_advance(glyph))
        face.glyphToChar[glyph] = [code]
        return code


class Family(Face):
    """The primary face, known to reportlab under the family's name, and the faces that help it out."""

    def __init__(self, name: str, file: object, others: tuple[Face, ...]) -> None:
        super().__init__(name, file)
        self._faces: tuple[Face, ...] = (self, *others)
        self._words = lru_cache(_WORDS_KEPT)(self._set_word)

    def words(self, text: str) -> Iterator[Word]:
        """The words and the spaces between them, in the language of the moment."""
        tongue = language()
        for typed in _WORDS.findall(text):
            yield self._words(typed, tongue)

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:  # noqa: N802 - reportlab's
        """Width in points of what will be drawn."""
        if isinstance(text, bytes):
            text = text.decode(encoding)
        if is_plain(text):
            return float(TTFont.stringWidth(self, text, size))
        return sum(word.width for word in self.words(text)) * size / 1000

    def _set_word(self, typed: str, tongue: str) -> Word:
        visible = self._visible(typed)
        pieces = tuple(self._piece(face, text, script, tongue) for face, text, script in self._runs(visible))
        # Even unmoved, a zero-width sign before a space would swallow the space in a search.
        plain = visible == typed and not _has_marks(typed) and not any(isinstance(p.glyphs, ShapedStr) for p in pieces)
        return Word(pieces, "" if plain else typed, sum(piece.width for piece in pieces))

    @staticmethod
    def _piece(face: Face, text: str, script: str, tongue: str) -> Piece:
        if script == "Latn" and not _has_marks(text):
            return face.plain(text)
        return face.shaped(text, script, tongue if tongue in _LANGUAGES[script] else _USUAL_LANGUAGE[script])

    def _runs(self, text: str) -> list[tuple[Face, str, str]]:
        """Cut where the script or the face changes; marks, joiners and dandas stay with the letter before them."""
        runs: list[tuple[Face, str, str]] = []
        for char in text:
            script = script_of(char)
            if runs:
                face, letters, before = runs[-1]
                if script in {None, before} and face.has(char):
                    runs[-1] = (face, letters + char, before)
                    continue
            face = next(face for face in self._faces if face.has(char))
            runs.append((face, char, script or ("Guru" if face is not self else "Deva")))
        return runs

    def _visible(self, typed: str) -> str:
        """The nearest text that can be drawn, so that nothing vanishes and nothing is a printer's empty box."""
        out: list[str] = []
        gap = False
        for char in unicodedata.normalize("NFC", typed):
            category = unicodedata.category(char)
            if category == "Cf":  # no shape of its own: direction marks, soft hyphens; joiners matter to Indic letters
                if char in _JOINERS and out and script_of(out[-1]) in {None, "Deva", "Guru"}:
                    out.append(char)
            elif self._drawable(char):
                gap = False
                out.append(char)
            elif char.isspace():
                out.append(" ")
            elif not (gap and category[0] == "M"):
                simpler = _simpler(char)
                gap = not (simpler and all(map(self._drawable, simpler)))
                out.append(REPLACEMENT if gap else simpler)
        return "".join(out)

    def _drawable(self, char: str) -> bool:
        return any(face.has(char) for face in self._faces)


def is_plain(text: str) -> bool:
    """Whether every letter stands for itself and in every font: no shaping, no fallback, no replacement."""
    return text.isascii() and text.isprintable()


def script_of(char: str) -> str | None:
    """ISO 15924 code of a letter's script, or None where it takes the script of its neighbours."""
    if char in _DANDAS or char == "\u25cc":
        return None
    if "\u0900" <= char <= "\u097f" or "\ua8e0" <= char <= "\ua8ff":
        return "Deva"
    if "\u0a00" <= char <= "\u0a7f":
        return "Guru"
    if char in _JOINERS or unicodedata.category(char)[0] == "M":
        return None
    return "Latn"


def _has_marks(text: str) -> bool:
    return any(unicodedata.category(char)[0] == "M" for char in text)


def _simpler(char: str) -> str:
    """A letter without its ornaments: ``½`` as 1/2, ``ţ`` as t, a full-width digit as a digit; else empty."""
    parts = unicodedata.normalize("NFKD", _STAND_INS.get(char, char))
    simpler = "".join(_STAND_INS.get(part, part) for part in parts if unicodedata.category(part)[0] != "M")
    return "" if simpler == char else simpler
