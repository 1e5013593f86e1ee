"""The page that a member takes along: one page, large letters, room to write, nobody's signature."""

from datetime import date, datetime

import pytest

from peerdesk.domain.care.staying_well import MOST_PEOPLE, MOST_WHO, MOST_WORDS, PlanWords
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.staying_well_plan import PlanSheet
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports.staying_well_plan import write
from tests.reports.paper import made

TODAY = date(2026, 11, 21)
RAMESH = PersonOnPaper(12, "Ramesh Kumar", "रमेश कुमार")
TOLD = PlanWords(
    "Pay day, and the road past the old shop.",
    "I sleep badly.",
    "Walk to the temple. Call before it gets hard.",
    (Phone("9826012345", "my brother Anil"), Phone("", "my sponsor, on Sundays")),
)
HELP = ["Tele-MANAS 14416", "14446", "112"]


def sheet(words=TOLD, person=RAMESH, address="Dabra 475110, Ph. 07524-234567", written_on=date(2026, 11, 10)):
    asked = Printed("Asha", datetime(2026, 11, 21, 10, 5))
    return PlanSheet(Letterhead("Navjeevan Centre", address), asked, TODAY, person, written_on, words, HELP)


def printed(paper):
    return [" ".join(text.split()) for text in made(write, paper).texts()]


def test_the_page_says_what_the_member_told_and_whom_to_call():
    [text] = printed(sheet())
    for part in (
        "Staying-well plan",
        "0012 · Ramesh Kumar",
        "This is yours.",
        "Written on 10-11-2026",
        "Triggers",
        "Pay day, and the road past the old shop.",
        "Warning signs",
        "What helps",
        "Whom I can call",
        "my brother Anil",
        "98260 12345",
        "my sponsor, on Sundays",
        "At any hour: Tele-MANAS 14416 · 14446 · 112",
        "The centre: 07524234567",
    ):
        assert part in text, part


def test_nobody_signs_it_and_it_is_not_a_record_of_treatment():
    [text] = printed(sheet())
    for word in ("signature", "Counsellor", "Confidential", "treatment"):
        assert word not in text


def test_it_is_read_on_a_bad_day():
    sizes = {size for letter, size in made(write, sheet()).letters() if letter.isalpha()}
    assert max(sizes) >= 15


def test_without_a_plan_there_is_room_to_write_and_a_line_for_the_name():
    [text] = printed(sheet(PlanWords(), None, written_on=None))
    assert "Name:" in text
    assert "Written on" not in text
    assert "Triggers" in text


def test_a_centre_whose_address_has_no_phone_writes_it_by_hand():
    [text] = printed(sheet(address="Near the grain market, Dabra 475110"))
    assert "The centre’s phone:" in text


@pytest.mark.parametrize(
    ("address", "phones"),
    [
        ("Dabra 475110, Ph. 07524-234567 / 98260 12345", ["07524234567", "9826012345"]),
        ("Dabra 475110", []),
        ("", []),
        ("Ph +91 98260 12345", ["9826012345"]),
    ],
)
def test_the_centres_phones_are_found_in_its_address(address, phones):
    assert [phone.number for phone in sheet(address=address).centre_phones] == phones


LONG = {
    "en": "When my uncle comes with the people from the brick kiln and they all sit down behind the shop. ",
    "hi": "जब चाचा ईंट भट्ठे वालों के साथ आते हैं और सब दुकान के पीछे बैठ जाते हैं, तब मन करता है। ",
    "mr": "जेव्हा काका वीटभट्टीवरच्या लोकांबरोबर येतात आणि सगळे दुकानामागे बसतात, तेव्हा मन होते. ",
    "pa": "ਜਦੋਂ ਚਾਚਾ ਭੱਠੇ ਵਾਲਿਆਂ ਨਾਲ ਆਉਂਦਾ ਹੈ ਅਤੇ ਸਾਰੇ ਦੁਕਾਨ ਦੇ ਪਿੱਛੇ ਬੈਠ ਜਾਂਦੇ ਹਨ, ਉਦੋਂ ਮਨ ਕਰਦਾ ਹੈ। ",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_plan_is_one_page_in_every_language(language):
    most = (LONG[language] * 10)[:MOST_WORDS]
    who = (LONG[language] * 2)[:MOST_WHO].strip()
    people = tuple(Phone("9826012345", who) for _ in range(MOST_PEOPLE))
    with speaking(language):
        assert len(printed(sheet(PlanWords(most, most, most, people)))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_open_page_is_one_page_in_every_language(language):
    with speaking(language):
        assert len(printed(sheet(PlanWords(), None, written_on=None))) == 1
