"""The page of a success story: the member's words, and no more of the name than was chosen."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from peerdesk.domain.members.success_stories import MOST_STORY, MOST_STORY_LINES
from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.success_story import SuccessStoryPage
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports.success_story import write
from tests.reports.paper import made

DAY = date(2026, 11, 16)
PAGE = SuccessStoryPage(
    Letterhead("Navjeevan Centre", "Station Road\nWashim 444505", "MH/IRCA/2019/0042"),
    Printed("Sunita Patil", datetime(2026, 11, 21, 9, 5)),
    date(2026, 11, 21),
    None,
    "I walk every morning.\n\nAnd I sing.",
    DAY,
    date(2026, 11, 12),
)
RAMESH = PersonOnPaper(12, "Ramesh Kumar", "रमेश कुमार")


def printed(**changes):
    return made(write, replace(PAGE, **changes)).texts()


def test_a_page_says_the_story_the_days_and_nobody_s_name():
    (text,) = printed()
    for words in ("Success story", "A member", "I walk every morning.", "And I sing.", "Told on 16-11-2026"):
        assert words in text
    assert "Shared with the consent of 12-11-2026" in text
    for private in ("Ramesh", "0012", "Confidential", "treatment"):
        assert private not in text


def test_the_name_or_the_initials_stand_there_where_they_were_chosen_and_the_number_never():
    (text,) = printed(person=RAMESH)
    assert "Ramesh Kumar · रमेश कुमार" in text
    assert "A member" not in text
    assert "0012" not in text
    (text,) = printed(person=PersonOnPaper(12, "R. K.", ""))
    assert "R. K." in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_story_fits_on_one_page_in_every_script(language):
    word = {"en": "walking ", "hi": "विद्यार्थी ", "mr": "कुऱ्हाडे ", "pa": "ਜਸਪ੍ਰੀਤ "}[language]
    text = (word * MOST_STORY)[:MOST_STORY].strip()
    cut = len(text) // MOST_STORY_LINES
    lines = [text[place : place + cut].strip() for place in range(0, cut * MOST_STORY_LINES, cut)]
    with speaking(language):
        assert len(printed(text=text, person=RAMESH)) == 1
        assert len(printed(text="\n".join(lines), person=RAMESH)) == 1
        assert len(printed(text="\n\n".join(line[:10] for line in lines[: MOST_STORY_LINES // 2]))) == 1


def test_where_nobody_shares_a_story_the_page_says_what_it_needs():
    (text,) = printed(text="", told_on=None, consent_on=None)
    assert "No member shares a story so far." in text
