import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.names import LONGEST_NAME, Script, is_indic, is_latin, normal, script_of, unusable

ZWJ = "\u200d"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ramesh \t Kumar\n", "Ramesh Kumar"),
        ("Ram\u200besh\u00ad", "Ramesh"),
        ("\u202eRamesh\u202c", "Ramesh"),
        ("Jose\u0301", "José"),
        ("क\u093c", "क\u093c"),
        ("कुर्" + ZWJ + "हाडे", "कुर्" + ZWJ + "हाडे"),
        ("Ram" + ZWJ + "esh", "Ramesh"),
        ("रमेश" + ZWJ, "रमेश"),
        ("S/o Ram Lal, o'neil <b>&", "S/o Ram Lal, o'neil <b>&"),
    ],
)
def test_a_name_is_kept_as_it_looks_without_what_nobody_sees(typed, kept):
    assert normal(typed) == kept


@pytest.mark.parametrize(
    "name",
    [
        "Ramesh",
        "सुनीता शिंदे",
        "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
        "Ramesh रमेश",
        "Conan O'Neil",
        "Maria D’Souza",
        "S/o Ram Lal",
        "P. D. Patil (Senior)",
        "Abdul-Rahman",
        "<b>& Ramesh",
        'Robert"); DROP TABLE member;--',
        "=cmd|' /C calc'!A0",
        "कुर्" + ZWJ + "हाडे",
        "José Łukasz",
        "ॐ प्रकाश",
        "Q",
    ],
)
def test_every_name_that_can_be_printed_is_taken(name):
    assert unusable(normal(name)) is None


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "name-empty"),
        (" \t\u200b ", "name-empty"),
        ("R" * (LONGEST_NAME + 1), "name-too-long"),
        ("ािी", "name-starts-with-mark"),
        ("राम \u093fह", "name-starts-with-mark"),
        ("Ram\u093f", "name-starts-with-mark"),
        ("ਰਾਮ\u093e", "name-starts-with-mark"),
        ("\u0301Ramesh", "name-starts-with-mark"),
        ("123 456", "name-without-letters"),
        ("...", "name-without-letters"),
        ("رمیش", "name-right-to-left"),
        ("Ramesh רמש", "name-right-to-left"),
        ("Ramesh 😀", "name-has-symbols"),
        ("👨\u200d👩\u200d👧", "name-has-symbols"),
        ("Ramesh ₹", "name-has-symbols"),
        ("Ram\ue000", "name-has-symbols"),
        ("1\ufe0f\u20e3 Ram", "name-has-symbols"),
        ("রমেশ", "name-script-not-printed"),
        ("Рамеш", "name-script-not-printed"),
    ],
)
def test_a_name_that_cannot_be_printed_is_refused_with_the_reason(name, problem):
    assert unusable(normal(name)) == problem


def test_the_longest_name_is_still_taken():
    assert unusable("R" * LONGEST_NAME) is None


@given(st.text(max_size=150))
def test_whatever_is_typed_is_kept_in_one_way(text):
    assert normal(normal(text)) == normal(text)
    unusable(normal(text))


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Ramesh 12", Script.LATIN),
        ("रमेश", Script.DEVANAGARI),
        ("ਰਮੇਸ਼", Script.GURMUKHI),
        ("Ramesh रमेश", Script.MIXED),
        ("12 !", None),
    ],
)
def test_the_alphabet_of_a_name_is_known(text, script):
    assert script_of(text) is script
    assert is_latin(text) == (script is Script.LATIN)


def test_a_text_with_one_indic_letter_needs_indic_type():
    assert is_indic("Ward ख")
    assert not is_indic("Ward B")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ram\x07esh\x7f", "Ramesh"),
        ("Ram\ud800esh", "Ramesh"),
        ("\u0905\u0945ड. राव", "\u0972ड. राव"),
        (ZWJ + "रमेश", "रमेश"),
        ("र" + ZWJ + "म", "र" + ZWJ + "म"),
        ("रा" + ZWJ + "म", "रा" + ZWJ + "म"),
        ("राम" + ZWJ + "A", "रामA"),
        ("A" + ZWJ + "राम", "Aराम"),
        ("राम" + ZWJ + " A", "राम A"),
    ],
)
def test_what_nobody_sees_goes_and_a_joiner_stays_between_indic_letters_alone(typed, kept):
    assert normal(typed) == kept


def test_digits_of_arabic_run_the_other_way_too():
    assert unusable("Ramesh \u0661\u0662") == "name-right-to-left"


def test_a_vowel_sign_behind_a_joiner_still_has_its_letter():
    assert unusable("क" + ZWJ + "\u093f") is None
    assert unusable(ZWJ + "\u093f") == "name-starts-with-mark"
