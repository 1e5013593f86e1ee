import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.names import nearness, query, tokens

MEMBERS = {
    "sunita": ("Sunita Shinde", "सुनीता शिंदे", ["Dabra", "डबरा", "M-0042", "GWL/2026-27/0042", "98765 43210"]),
    "ramlal": ("Ram Lal Yadav", "", ["Bhitarwar", "M-0142", "GWL/2026-27/0142", "+91-91234-56789"]),
    "gurpreet": ("", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", ["Kharar", "M-0043", "GWL/2025-26/0421"]),
    "rajkumar": ("Rajkumar Gill", "", ["Mohali", "M-0007"]),
    "mohd": ("Mohd Salim", "", []),
    "oneil": ("P. D. O'Neil", "", []),
    "kurhade": ("", "दत्ता कुर्\u200dहाडे", []),
    "rai": ("Munna Rai", "", ["श्री गोपीनाथ"]),
    "meena": ("Meena Bai", "", []),
    "bachchan": ("", "अमित बच्चन @ टिंकू", []),
}


def found(text):
    """The members that a search table gives for a typed text: every word, by the start of some token."""
    return {
        member
        for member, known in MEMBERS.items()
        if all(any(token.startswith(word) for token in tokens(*known) for word in ways) for ways in query(text))
    }


@pytest.mark.parametrize(
    ("typed", "members"),
    [
        ("sun", {"sunita"}),
        ("SUNEETA", {"sunita"}),
        ("सुनि", {"sunita"}),
        ("ਸੁਨੀਤਾ", {"sunita"}),
        ("shinde sunita", {"sunita"}),
        ("Sinde", {"sunita"}),
        ("Smt. Sunita", {"sunita"}),
        ("श्रीमती सुनीता", {"sunita"}),
        ("डबरा", {"sunita"}),
        ("S/o Ram", {"ramlal"}),
        ("Ramlal", {"ramlal"}),
        ("raj kumar", {"rajkumar"}),
        ("Raajkumaar", {"rajkumar"}),
        ("Gurprit", {"gurpreet"}),
        ("गुरप्रीत सिंह", {"gurpreet"}),
        ("Muhammad", {"mohd"}),
        ("Md Saleem", {"mohd"}),
        ("oneil", {"oneil"}),
        ("O’Neil", {"oneil"}),
        ("PD", {"oneil"}),
        ("कुर्हाडे", {"kurhade"}),
        ("Kurade", {"kurhade"}),
        ("Vikram", set()),
        ("राय", {"rai"}),
        ("ਰਾਏ", {"rai"}),
        ("Gopinath", {"rai"}),
        ("Munna S/o Gopinath", {"rai"}),
        ("Shri Munnaji, son of Gopi Nath", {"rai"}),
        ("Munni", set()),
        ("Meenabai", {"meena"}),
        ("Bachchan", {"bachchan"}),
        ("tinku amit", {"bachchan"}),
        ("Amit alias Tinku", {"bachchan"}),
        ("Raj Kumar Gill", {"rajkumar"}),
        ("sunita yadav", set()),
    ],
)
def test_a_member_is_found_however_the_name_is_typed(typed, members):
    assert found(typed) == members


@pytest.mark.parametrize(
    ("typed", "members"),
    [
        ("GWL/2026-27/0042", {"sunita"}),
        ("gwl/2026-27/", {"sunita", "ramlal"}),
        ("M-0042", {"sunita"}),
        ("0042", {"sunita"}),
        ("४२", {"sunita", "gurpreet"}),
        ("142", {"ramlal"}),
        ("98765", {"sunita"}),
        ("9876543210", {"sunita"}),
        ("98765 432", {"sunita"}),
        ("+91 98765 43210", {"sunita"}),
        ("098765-43210", {"sunita"}),
        ("3210", {"sunita"}),
        ("६७८९", {"ramlal"}),
        ("sunita 3210", {"sunita"}),
        ("7777", set()),
    ],
)
def test_a_member_is_found_by_number_and_by_either_end_of_the_phone(typed, members):
    assert found(typed) == members


def test_a_short_sound_must_be_the_whole_sound_of_a_name():
    assert "gurpreet" not in found("Sun")  # Singh goes on
    assert query("Sin") == (("sin", "~isn."),)


def test_one_letter_finds_by_the_start_alone_and_a_name_of_one_consonant_by_all_its_vowels():
    assert query("r") == (("r",),)
    assert query("Ria") == (("ria", "~/ria."),)


@pytest.mark.parametrize("typed", ["", "   ", "%_*", "😀"])
def test_a_text_without_letters_asks_for_nothing(typed):
    assert query(typed) == ()


def test_a_title_alone_is_a_name_that_is_still_being_typed():
    assert query("Sri") == (("sri", "~isri."),)


def test_a_word_comes_before_its_latin_form_and_its_sound():
    assert query("शिंदे") == (("शिंदे", "shinde", "~isnd."),)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_breaks_the_search(first, second):
    assert "" not in tokens(first, second, [first + second])
    assert all(word and all(word) for word in query(first))


@given(st.text(st.characters(categories=["L", "M", "N", "Zs"]), max_size=30))
def test_whoever_is_stored_is_found_by_the_same_text(name):
    known = tokens(name, "")
    for ways in query(name):
        assert any(token.startswith(word) for token in known for word in ways)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("123456", "123456"),  # too short to be a phone
        ("1234567", "1234567"),
        ("98765 432", "98765432"),
        ("987 6543", "9876543"),
        ("(M-0042),", "m-0042"),
    ],
)
def test_a_number_is_asked_for_without_what_stands_around_it(typed, asked):
    assert query(typed)[0][0] == asked


@pytest.mark.parametrize(("typed", "ends"), [("421", ("421",)), ("3210", ("3210", "<0123")), ("m-42", ("m-42",))])
def test_four_digits_or_more_may_be_the_end_of_a_phone(typed, ends):
    assert query(typed) == (ends,)


@pytest.mark.parametrize(
    ("extra", "found"),
    [
        ("98765 43210", {"9876543210", "<0123456789"}),
        ("+91 98765 43210", {"9876543210", "<0123456789"}),
        ("1234567", {"1234567", "<7654321"}),
        ("123456", {"123456"}),
        ("M-0042", {"m-0042", "0042", "42"}),
        ("M-0000", {"m-0000", "0000", "0"}),
        ("GWL/2026-27/0420", {"gwl/2026-27/0420", "0420", "420"}),
    ],
)
def test_a_number_is_found_by_itself_its_serial_and_its_ends(extra, found):
    assert tokens("", "", [extra]) == found


def test_initials_are_found_together_and_one_alone_is_not_doubled():
    assert "pd" in tokens("P. D. Patil", "")
    assert {token for token in tokens("P. Rao", "") if token.startswith("p")} == {"p"}
    assert not {token for token in tokens("Ram Lal", "") if token in ("ramlal", "rl")}


@pytest.mark.parametrize(
    ("typed", "far"),
    [
        ("sun", 0),
        ("SUNITA SH", 0),
        ("सुन", 0),
        ("shin", 1),
        ("शिं", 1),
        ("suneeta", 2),
        ("ਸੁਨੀਤਾ", 1),
        ("sunita x", None),
        ("ita", None),
        ("", None),
        ("/", None),
    ],
)
def test_a_name_is_the_nearer_the_more_it_is_as_typed(typed, far):
    assert nearness(typed, "Sunita Shinde", "सुनीता शिंदे") == far
