"""Hindi that was typed in Kruti Dev is recognised and read; a name in Latin letters never is taken for it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.names import Script, from_kruti_dev, in_kruti_dev, is_latin, listed_names

TYPED = {
    "jes'k dqekj": "रमेश कुमार",
    "jes’k dqekj": "रमेश कुमार",
    "lquhrk nsoh": "सुनीता देवी",
    "f'ko flag": "शिव सिंह",
    "jke yky": "राम लाल",
    "vfuy 'kekZ": "अनिल शर्मा",
    'd`".k dkUr': "कृष्ण कान्त",
    "jktsUnz ;kno": "राजेन्द्र यादव",
    "Hkxoku nkl": "भगवान दास",
    "xhrk ckbZ": "गीता बाई",
    "eks- lyhe [kku": "मो. सलीम खान",
    "Jherh 'kkafr": "श्रीमती शांति",
    "iz;kx flag": "प्रयाग सिंह",
    "y{e.k": "लक्ष्मण",
    "mfeZyk": "उर्मिला",
    "fo|k": "विद्या",
    "pkS/kjh": "चौधरी",
}


@pytest.mark.parametrize("typed", TYPED)
def test_a_name_in_the_old_font_is_recognised_and_read(typed):
    assert from_kruti_dev(typed) == TYPED[typed]
    assert in_kruti_dev(typed) == TYPED[typed]


@pytest.mark.parametrize(
    "name",
    [
        *("Ramesh Kumar", "K. Ramesh", "D'Souza", "O'Neil", "S/o Hari", "Mohd. Salim", "P.D. Patil", "Ramesh @ Kallu"),
        *("McDonald", "DeSouza", "Fr. John", "Rajkumar (Pappu)", "ramesh kumar", "RAMESH", "X", "", "12", "रमेश"),
        *("<b>Ramesh</b>", "<i>X</i>", "Lt Col Singh", "riyaj khan", "mushtaq", "eqbal"),
    ],
)
def test_a_name_in_other_letters_is_left_alone(name):
    assert in_kruti_dev(name) is None


def test_no_listed_name_nor_any_usual_spelling_is_taken_for_the_old_font():
    lines = (Path(__file__).parent / "spellings.tsv").read_text(encoding="utf-8").splitlines()
    spellings = [spelling for line in lines for spelling in line.split("\t") if is_latin(spelling)]
    names = [*spellings, *(name.in_script(Script.LATIN) for name in listed_names())]
    assert [name for name in [*names, *map(str.lower, names)] if in_kruti_dev(name)] == []


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text):
    assert isinstance(from_kruti_dev(text), str)
    assert in_kruti_dev(text) is None or in_kruti_dev(text) == from_kruti_dev(text.strip())
