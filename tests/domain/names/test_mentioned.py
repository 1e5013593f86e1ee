"""A text that names somebody is noticed, a word that only looks alike is not."""

import pytest

from peerdesk.domain.names import mentioned

PEOPLE = [("Ramesh Kumar", "रमेश कुमार"), ("Sunita Shinde", "सुनीता शिंदे"), ("", "ज्ञानेश्वर कुऱ्हाडे"), ("Om", "")]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Two members disagreed about the tea money.", []),
        ("ramesh, and another member, disagreed", ["Ramesh Kumar"]),
        ("(Sunita) left the room", ["Sunita Shinde"]),
        ("सुनीता।", ["Sunita Shinde"]),
        ("ज्ञानेश्वर घर गए", ["ज्ञानेश्वर कुऱ्हाडे"]),
        ("Kumar alone is the surname of many", []),
        ("Rameshwar is no Rame", []),
        ("Om was said together", []),
        ("", []),
    ],
)
def test_first_names_are_found_as_words_of_their_own(text, named):
    assert mentioned(text, PEOPLE) == named


def test_the_one_whom_the_text_is_about_may_be_named():
    assert mentioned("Ramesh and Sunita", PEOPLE, "Ramesh Kumar रमेश कुमार") == ["Sunita Shinde"]


def test_a_name_of_three_letters_is_a_name_and_two_are_a_word():
    assert mentioned("Ali and Om spoke", [("Ali Khan", ""), ("Om Prakash", "")]) == ["Ali Khan"]
