import subprocess
import sys
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.platypus import Frame

from peerdesk.i18n import speaking
from peerdesk.reports.parts.canvas import ShapedCanvas
from peerdesk.reports.parts.type import (
    ELLIPSIS,
    FAMILY,
    Align,
    Look,
    escape,
    fitted,
    markup,
    paragraph,
    size_for,
    syllables,
    width,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def lines_of(block, room=200.0):
    """What stands on each line of a paragraph set to a width."""
    out = BytesIO()
    canvas = ShapedCanvas(out, initialFontName=FAMILY, pagesize=(room + 20, 2000))
    assert not Frame(10, 10, room, 1980, 0, 0, 0, 0).addFromList([block], canvas) or not block
    canvas.save()
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        found = document[0].get_textpage().get_text_range()
        picture = document[0].render(scale=1, grayscale=True).to_pil()
    ink = picture.point(lambda value: 255 - value).getbbox()
    return found, ink


def test_latin_keeps_nine_points_and_indic_eleven():
    assert size_for(["Ramesh"], 6) == 9
    assert size_for(["Ramesh", "रमेश"], 6) == 11
    assert size_for(["ਰਮੇਸ਼"], 9.5) == 11
    assert size_for(["रमेश"], 14) == 14


def test_a_sheet_in_an_indian_language_sets_its_digits_and_latin_names_as_large_as_the_rest():
    with speaking("pa"):
        assert size_for(["Ramesh", "42"]) == 11


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("विद्यार्थी", ["वि", "द्या", "र्थी"]),
        ("कुऱ्हाडे", ["कु", "ऱ्हा", "डे"]),
        ("ਪ੍ਰੀਤ", ["ਪ੍ਰੀ", "ਤ"]),
        ("Ram", ["R", "a", "m"]),
        ("", []),
    ],
)
def test_words_part_between_syllables(word, parts):
    assert syllables(word) == parts


@given(st.text(max_size=300), st.floats(5, 300), st.sampled_from([9.0, 11.0, 14.0]), st.booleans())
def test_fitted_text_fits_or_is_a_lone_ellipsis(text, room, size, bold):
    shown, shown_size = fitted(text, room, size, smallest=9, bold=bold)
    assert 9 <= shown_size <= size
    assert width(shown, shown_size, bold=bold) <= room + 0.01 or shown == ELLIPSIS


def test_text_shrinks_before_it_is_cut_but_indic_never_below_eleven_points():
    assert fitted("Ramesh Kumar", width("Ramesh Kumar", 10.05), 11, smallest=9) == ("Ramesh Kumar", 10)
    shown, size = fitted("ज्ञानेश्वर कुऱ्हाडे", 55, 12, smallest=9)
    assert size == 11
    assert shown.endswith(ELLIPSIS)
    assert "ज्ञानेश्वर कुऱ्हाडे".startswith(shown.removesuffix(ELLIPSIS))
    assert "".join(syllables(shown)) == shown


def test_text_that_fits_is_left_alone():
    assert fitted("Ramesh", 200, 11) == ("Ramesh", 11)


def test_a_name_that_looks_like_markup_prints_as_typed():
    found, _ink = lines_of(paragraph("Ada <b>& Sons</b> &amp; <para>"))
    assert found.strip() == "Ada <b>& Sons</b> &amp; <para>"


@given(ANY_TEXT)
def test_whatever_was_typed_can_be_set_as_a_paragraph(text):
    lines_of(paragraph(text))


@given(ANY_TEXT)
def test_whatever_was_typed_can_stand_inside_markup(text):
    lines_of(markup(f"<b>{escape(text)}</b> x"))


@pytest.mark.parametrize("name", ["ज्ञानेश्वर" * 30, "ਪ੍ਰੀਤ" * 60, "A" * 300, "Éáó" * 100, "विद्यार्थी" * 9 + " A" * 50])
@pytest.mark.parametrize("room", [30.0, 200.0])
def test_an_endless_name_stays_inside_its_column(name, room):
    _found, ink = lines_of(paragraph(name), room)
    assert ink[0] >= 9
    assert ink[2] <= room + 12


def test_an_endless_name_breaks_between_syllables():
    found, _ink = lines_of(paragraph("विद्यार्थी" * 12), 60)
    lines = [line.strip("-\ufffe\u00ad") for line in found.replace("\ufffe", "\n").split()]
    allowed = set(syllables("विद्यार्थी"))
    assert len(lines) > 3
    assert all(set(syllables(line)) <= allowed for line in lines)


def test_bold_words_and_justified_lines_can_be_found_and_fill_the_column():
    text = "<b>विद्यार्थी</b> ने समूह में अपनी बात रखी और सब ने सुना कि घर जाने से पहले क्या करना है।"
    found, ink = lines_of(markup(text, Look(align=Align.JUSTIFIED)))
    assert "विद्यार्थी ने समूह" in found
    assert ink[2] == pytest.approx(210, abs=2)


def test_importing_the_type_loads_no_font_until_something_is_set():
    code = (
        "from reportlab.pdfbase import pdfmetrics as m\n"
        "from peerdesk.reports.parts import blocks, charts, page, type as t\n"
        "assert 'PeerDesk' not in m.getRegisteredFontNames()\n"
        "t.width('क्ष', 9)\n"
        "assert 'PeerDesk' in m.getRegisteredFontNames()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
