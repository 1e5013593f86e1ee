"""A text that names somebody is noticed, a word that only looks alike is not."""

import pytest

from peerdesk.domain.names import OtherPeople, mentioned
from peerdesk.paths import resource

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


GROUP = [
    ("Md. Salim Khan", ""),
    ("Smt. Sunita Devi", ""),
    ("K. Ramesh", ""),
    ("Gurpreet Singh", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"),
    ("Asha Bai", "आशा बाई"),
    ("Om Prakash", ""),
    ("Vijay Gaikwad", ""),
    ("Anil Yadav", ""),
    ("Mohan Yadav", "मोहन यादव"),
    ("Laxman @ Kallu", ""),
]
SALIM, SUNITA, RAMESH, GURPREET, ASHA, OM, VIJAY, ANIL, MOHAN, LAXMAN = [latin for latin, _native in GROUP]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Salim was angry with him", [SALIM]),
        ("Sunita helped him", [SUNITA]),
        ("Rameshji spoke to him", [RAMESH]),
        ("Gurpreet's money was lent", [GURPREET]),
        ("Gurpreet’s money was lent", [GURPREET]),
        ("He fought with Gurpreet/Salim", [SALIM, GURPREET]),
        ("gurprit-salim", [SALIM, GURPREET]),
        ("रमेशने पैसे दिले", [RAMESH]),
        ("रमेशाने पैसे दिले", [RAMESH]),
        ("सुनीताला सांगितले", [SUNITA]),
        ("सुनीतेने सांगितले", [SUNITA]),
        ("रमेशजींनी सांगितले", [RAMESH]),
        ("सलीमच्या घरी गेला", [SALIM]),
        ("ਰਮੇਸ਼ ਨੇ ਕਿਹਾ", [RAMESH]),
        ("ਗੁਰਪ੍ਰੀਤਨੂੰ ਮਿਲਿਆ", [GURPREET]),
        ("गुरप्रीत से मिला", [GURPREET]),
        ("Sunitha and Suneeta", [SUNITA]),
        ("mohd. saleem ke saath", [SALIM]),
        ("He walks with Gaikwad", [VIJAY]),
        ("Yadav was there, Kumar and Singh too", []),
        ("He spoke with Om today", [OM]),
        ("Om was said together", []),
        ("Kallu lent him money", [LAXMAN]),
        ("Lachhman lent him money", [LAXMAN]),
        ("He met Asha", [ASHA]),
        ("आशा देवी से मिला, आशा बाई से भी", [ASHA]),
        ("आशा ने कहा", [ASHA]),
        ("उसे आशा है कि सब ठीक होगा", []),
        ("There is asha for all", []),
        ("Rum and beer, and he took the source of it", []),
        ("मोहन यादव आया", [MOHAN]),
    ],
)
def test_a_name_is_noticed_as_notes_really_write_it(text, named):
    assert mentioned(text, GROUP) == named


def test_the_one_whom_the_text_is_about_may_be_named_in_any_way():
    assert mentioned("Rameshji told, रमेशने सांगितले", GROUP, "K. Ramesh @ रमेश") == []
    assert mentioned("Yadav told", GROUP, "Anil Yadav") == []


def test_a_surname_names_somebody_only_where_nobody_else_has_it():
    people = [("Anil Yadav", ""), ("Ramesh Jatav", "")]
    assert mentioned("Yadav and Jatav", people) == ["Anil Yadav", "Ramesh Jatav"]
    assert mentioned("Yadav and Jatav", [*people, ("Sunita Yadav", "")]) == ["Ramesh Jatav"]


def test_a_name_of_two_letters_is_noticed_within_a_sentence():
    assert mentioned("Ali and Om spoke", [("Ali Khan", ""), ("Om Prakash", "")]) == ["Ali Khan", "Om Prakash"]


COMMON = [
    *(("Ramesh Kumar", "रमेश कुमार"), ("Suresh Yadav", ""), ("", "सुनीता देवी"), ("Gurpreet Singh", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ")),
    *(("Md. Salim Khan", ""), ("Asha Bai", "आशा बाई"), ("Vijay Sharma", ""), ("Anil Jatav", ""), ("Mohan Lal", "")),
    *(
        ("Ravi Shinde", "रवि शिंदे"),
        ("Deepak Patil", ""),
        ("Santosh Gaikwad", ""),
        ("Kiran Pawar", ""),
        ("Prem Singh", ""),
    ),
    *(
        ("Rahul Verma", ""),
        ("Manjeet Kaur", "ਮਨਜੀਤ ਕੌਰ"),
        ("Balwinder Singh", ""),
        ("Shanti Devi", ""),
        ("Rajesh Gupta", ""),
    ),
    *(("Om Prakash", ""), ("Ram Singh", ""), ("Dnyaneshwar Kale", ""), ("Imran Qureshi", ""), ("John D'Souza", "")),
    *(("Vikas Rai", ""), ("Anand Mishra", ""), ("Laxmi Bai", "लक्ष्मी बाई"), ("Sanjay Dubey", ""), ("Harjit Gill", "")),
    ("Meena Solanki", ""),
]
"""Thirty names as any group may have them, many of them everyday words."""


def test_ordinary_notes_in_four_languages_name_nobody():
    lines = [line.split("\t") for line in resource("demo_notes.tsv").read_text(encoding="utf-8").splitlines()]
    warned = [(line[2], line[-1], names) for line in lines if (names := mentioned(line[-1], COMMON))]
    assert len(COMMON) == 30
    assert len(lines) > 500
    assert warned == []


MINE = ("Ramesh Kumar", "रमेश कुमार")
THEIRS = [
    ("Gurpreet Singh", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"),
    ("Sunita Shinde", "सुनीता शिंदे"),
    ("", "ज्ञानेश्वर कुऱ्हाडे"),
    ("Ramesh Patil", ""),
    ("Asha Devi", "आशा देवी"),
    ("Mohan Lal", ""),
    ("Lata Shinde", ""),
]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("He walked with Gurpreet ji and Sunita Shinde's sister.", "He walked with * ji and * sister."),
        ("रमेश ने सुनीता को बताया", "रमेश ने * को बताया"),
        ("सुनीताने सांगितले की ज्ञानेश्वर कुऱ्हाडे आले", "* सांगितले की * आले"),
        ("ਗੁਰਪ੍ਰੀਤ ਨੇ ਕਿਹਾ", "* ਨੇ ਕਿਹਾ"),
        ("Ramesh came. Ramesh Patil did not.", "Ramesh came. * did not."),
        ("उसे आशा है। आशा देवी ने कहा", "उसे आशा है। * ने कहा"),
        ("Singh ji said hello to Kumar.", "* ji said hello to Kumar."),
        ("A Shinde of the group, and Mohanlal", "A * of the group, and *"),
        ("Sunita/Gurpreet shared", "*/* shared"),
        ("He hopes for work on Monday.", "He hopes for work on Monday."),
        ("", ""),
    ],
)
def test_other_peoples_names_are_taken_out_and_the_members_own_stays(text, left):
    assert OtherPeople(THEIRS, MINE).taken_out(text, "*") == left
