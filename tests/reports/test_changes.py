from datetime import date, datetime

import pytest

from peerdesk.domain.disclosures import LeftBy
from peerdesk.domain.papers.changes import TrailOnPaper
from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.trail.lines import Fact, Legible, Ref, Thing, TrailLine, TrailPage
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports.changes import write
from tests.reports.paper import made

TODAY = date(2026, 11, 18)
RAMESH = Ref(Thing.MEMBER, 7)


def entry(number, *facts, action="contact.change", legible=Legible.YES):
    at = datetime(2026, 11, 18, 9, 5)
    return TrailLine(number, at, "Ravi Tomar", action, 3, (RAMESH,), legible, facts)


def paper(*lines, more=False, **changes):
    return TrailOnPaper(
        letterhead=Letterhead("Navjeevan Centre"),
        printed=Printed("Sunita Patil", datetime(2026, 11, 18, 9, 5)),
        data_as_on=TODAY,
        period=Period(date(2026, 11, 16), date(2026, 11, 22)),
        page=TrailPage(lines, {RAMESH: "Ramesh Kumar"}, more),
        people={7: PersonOnPaper(42, "Ramesh Kumar", "रमेश कुमार")},
        **changes,
    )


def printed(report):
    return made(write, report).texts()


def test_an_entry_stands_there_with_who_what_whom_and_old_and_new():
    text = printed(paper(entry(1, Fact("minutes", 30, 45), Fact("issues", "", "<b>Money</b> & more"))))[0]
    for words in (
        "18-11-2026",
        "Ravi Tomar",
        "Contact changed",
        "0042 · Ramesh Kumar",
        "Minutes: 30 → 45",
        "What was dealt with: – → <b>Money</b> & more",
        "16-11-2026 to 22-11-2026",
    ):
        assert words in text


def test_a_report_that_left_goes_by_its_title():
    left = entry(1, Fact("by", None, LeftBy.PDF), Fact("what", None, Ref(Thing.PAPER, "call-sheet")))
    assert "What: – → Call sheet" in printed(paper(left))[0]


def test_whom_it_is_about_and_who_did_it_stand_under_the_title():
    text = printed(paper(entry(1), member=PersonOnPaper(42, "Ramesh Kumar"), staff="Ravi Tomar"))[0]
    assert "0042 · Ramesh Kumar · done by Ravi Tomar" in text


def test_what_cannot_be_read_and_what_was_erased_say_so():
    text = printed(paper(entry(1, legible=Legible.CLOSED), entry(2, legible=Legible.ERASED)))[0]
    assert "What it says cannot be read with your login." in text
    assert "What it said was erased." in text


def test_an_empty_one_and_one_that_is_too_long_say_so():
    assert "Nothing changed in these days." in printed(paper())[0]
    assert "Only the newest 1 entry of these days is printed." in printed(paper(entry(1), more=True))[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_longer_than_a_page_does_not_stop_it(language):
    with speaking(language):
        pages = printed(paper(*(entry(number, Fact("issues", "word " * 900, "शब्द " * 900)) for number in range(1, 4))))
    assert len(pages) >= 2
