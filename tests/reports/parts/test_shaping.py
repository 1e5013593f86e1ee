"""Golden tests of the text engine against HarfBuzz itself."""

from io import BytesIO

import pypdfium2
import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapedStr

from peerdesk.i18n import speaking
from peerdesk.paths import resource
from peerdesk.reports.parts.canvas import ShapedCanvas
from peerdesk.reports.parts.shaping import REPLACEMENT
from peerdesk.reports.parts.type import BOLD, FAMILY, register, width

LETTERS = st.text(st.characters(exclude_categories=())) | st.text("कषरहऱ्ि़ीਪ੍ਰੀ।ं \u200c\u200d\u00ad1,a")


@pytest.fixture(scope="module", autouse=True)
def fonts():
    register()


def family(name=FAMILY):
    return pdfmetrics.getFont(name)


def glyphs(text, name=FAMILY):
    """Glyph numbers, face by face, as reportlab will write them."""
    return [
        pdfmetrics.getFont(piece.face).face.charToGlyph[ord(char)]
        for word in family(name).words(text)
        for piece in word.pieces
        for char in piece.glyphs
    ]


def harfbuzz(text, file, script, language):
    font = uharfbuzz.Font(uharfbuzz.Face(resource(f"fonts/{file}.ttf").read_bytes()))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", script, language
    uharfbuzz.shape(font, buffer, {"kern": True, "liga": True})
    return [info.codepoint for info in buffer.glyph_infos], sum(place.x_advance for place in buffer.glyph_positions)


def drawn(*lines, font=FAMILY):
    out = BytesIO()
    canvas = ShapedCanvas(out, initialFontName=FAMILY, invariant=1)
    canvas.setFont(font, 12)
    for at, line in enumerate(lines):
        canvas.drawString(40, 800 - 20 * at, line)
        canvas.drawCentredString(300, 800 - 20 * at, line)
        canvas.drawRightString(560, 800 - 20 * at, line)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("word", ["क्ष", "विद्यार्थी", "कुऱ्हाडे", "श्री", "ज्ञानेश्वर", "हिन्दी", "त्र्यंबक", "क्‍ष"])
@pytest.mark.parametrize(("name", "weight"), [(FAMILY, "Regular"), (BOLD, "Bold")])
def test_devanagari_is_set_as_harfbuzz_sets_it(word, name, weight):
    expected, advance = harfbuzz(word, f"NotoSansDevanagari-{weight}", "Deva", "hi")
    assert glyphs(word, name) == expected
    assert width(word, 1000, bold=name == BOLD) == pytest.approx(advance)


@pytest.mark.parametrize("word", ["ਪ੍ਰੀਤ", "ਸਿੰਘ", "ਅੰਮ੍ਰਿਤ", "ਪੰਜਾਬੀ"])
def test_gurmukhi_is_set_by_the_fallback_face(word):
    expected, advance = harfbuzz(word, "NotoSansGurmukhi-Regular", "Guru", "pa")
    assert glyphs(word) == expected
    assert width(word, 1000) == pytest.approx(advance)


def test_a_conjunct_is_one_glyph_and_a_short_i_stands_before_its_letter():
    assert len(glyphs("क्ष")) == 1
    assert glyphs("कि")[1] == glyphs("क")[0]


def test_marathi_has_its_own_forms_of_letters():
    with speaking("mr"):
        marathi = glyphs("लश")
    assert marathi == harfbuzz("लश", "NotoSansDevanagari-Regular", "Deva", "mr")[0]
    assert marathi != glyphs("लश")


def test_scripts_inside_one_word_are_set_apart_and_none_spoils_the_other():
    latin, hindi, punjabi = glyphs("Name:"), glyphs("विद्यार्थी"), glyphs("ਪ੍ਰੀਤ")
    assert glyphs("Name:विद्यार्थीਪ੍ਰੀਤ,") == latin + hindi + punjabi + glyphs(",")


@pytest.mark.parametrize(
    "line", ["कुऱ्हाडे ਪ੍ਰੀਤ", "Name:विद्यार्थी, क्ष", "ਜਸਪ੍ਰੀਤ ਸਿੰਘ (ਪਿੰਡ)", "कु सं ज्ञानेश्वर २१", "₹ 500 – Ramesh", "है। ठीक ॥"]
)
def test_every_word_can_be_found_in_the_file_wherever_the_line_stands(line):
    with pypdfium2.PdfDocument(drawn(line)) as document:
        found = document[0].get_textpage().get_text_range()
    assert " ".join(found.split()) == " ".join([line] * 3)


@pytest.mark.parametrize(
    ("typed", "visible"),
    [("½", "1/2"), ("ţ", "t"), ("≥", ">="), ("é", "é"), ("１", "1"), ("→", "->"), ("ﬁ", "fi")],
)
def test_a_letter_no_font_has_is_set_by_its_nearest_likeness(typed, visible):
    assert glyphs(typed) == glyphs(visible)


@pytest.mark.parametrize("typed", ["😀", "س", "\x07", "\ud800", "\ue001", "漢", "👍🏽"])
def test_a_letter_without_likeness_is_visible_as_a_mark_and_never_an_empty_box(typed):
    glyphs("क्ष")  # gives private codes to glyphs: a typed private letter must not show one of them
    assert set(glyphs(typed)) == set(glyphs(REPLACEMENT))


def test_the_letters_behind_a_mark_stay_in_the_file():
    with pypdfium2.PdfDocument(drawn("سلیم")) as document:
        found = document[0].get_textpage().get_text_range()
    assert "س" in found
    assert REPLACEMENT not in found


def test_letters_without_a_shape_take_no_room():
    assert width("\u202eRamesh\u200b\u00ad", 10) == width("Ramesh", 10)


def test_a_vowel_sign_on_its_own_gets_its_dotted_circle():
    assert len(glyphs("ि")) == 2


@given(LETTERS)
def test_whatever_was_typed_is_drawn_with_real_glyphs_only(text):
    assert 0 not in glyphs(text)
    assert width(text, 10) == pytest.approx(
        sum(piece.width for word in family().words(text) for piece in word.pieces) / 100
    )


@given(LETTERS, st.sampled_from([FAMILY, BOLD]))
def test_whatever_was_typed_makes_a_file_that_opens(text, font):
    with pypdfium2.PdfDocument(drawn(text, font=font)) as document:
        assert len(document) == 1


def test_centred_text_is_centred_by_its_shaped_width():
    word = "विद्यार्थी"
    out = BytesIO()
    canvas = ShapedCanvas(out, initialFontName=FAMILY, pagesize=(400, 100))
    canvas.setFont(FAMILY, 40)
    canvas.drawCentredString(200, 40, word)
    canvas.save()
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        ink = document[0].render(scale=1, grayscale=True).to_pil().point(lambda value: 255 - value).getbbox()
    assert (ink[0] + ink[2]) / 2 == pytest.approx(200, abs=4)
    assert ink[2] - ink[0] == pytest.approx(width(word, 40), abs=6)


def test_plain_letters_are_left_to_reportlab():
    assert not any(isinstance(piece.glyphs, ShapedStr) for word in family().words("Ramesh") for piece in word.pieces)
