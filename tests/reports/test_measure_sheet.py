from datetime import date, datetime

import pytest

from peerdesk.domain.measures.scales import BARC_10, PHQ_9, WEEKLY, Item, Rhythm, Scale
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.measure_sheet import MeasureSheet
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports.measure_sheet import write
from peerdesk.words.measures import own_translation
from tests.reports.paper import made


def own(questions=3, lowest=0, highest=100, rhythm=Rhythm.WEEKLY):
    items = tuple(Item(n, f"How was night {n}?", lowest, highest) for n in range(1, questions + 1))
    return Scale("own-7", "Nights", items, rhythm, source="The centre's own", built_in=False)


def printed(scale, help_lines=()):
    asked = Printed("Asha", datetime(2026, 11, 21, 10, 5))
    sheet = MeasureSheet(Letterhead("Navjeevan Centre"), asked, date(2026, 11, 21), scale, help_lines)
    return [" ".join(text.split()) for text in made(write, sheet).texts()]


def test_four_weeks_of_the_weekly_questions_stand_on_one_page():
    [text] = printed(WEEKLY)
    assert text.count("How strong was your craving") == 4
    assert text.count("Date:") == 4
    assert text.count("0 1 2 3 4 5 6 7 8 9 10") == 12
    assert text.count("Name:") == 1


@pytest.mark.parametrize(("scale", "questions", "answers"), [(BARC_10, 10, "1 2 3 4 5 6"), (PHQ_9, 9, "0 1 2 3")])
def test_every_question_has_its_circles_and_the_sheet_its_credit(scale, questions, answers):
    [text] = printed(scale)
    assert text.count(answers) >= questions
    assert ("Vilsaint et al. 2017" in text) is (scale is BARC_10)
    assert ("Pfizer Inc." in text) is (scale is PHQ_9)
    assert "47" not in text  # no scoring


def test_whom_to_call_stands_at_the_foot():
    [text] = printed(PHQ_9, ["14446", "112"])
    assert "Somebody to talk to: 14446 · 112" in text


def test_the_sheet_names_nobody_and_is_not_called_confidential():
    assert "Confidential" not in printed(PHQ_9)[0]


def test_great_numbers_get_a_box_instead_of_circles():
    [text] = printed(own())
    assert text.count("0–100") == 3 * 4
    assert "The centre's own" in text


def test_a_long_scale_runs_on_and_is_printed_once():
    pages = printed(own(40, 1, 5))
    assert len(pages) == 2
    assert " ".join(pages).count("How was night 40?") == 1


def test_a_monthly_scale_is_asked_once_on_its_sheet():
    [text] = printed(own(2, rhythm=Rhythm.MONTHLY))
    assert text.count("Date:") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", [BARC_10, PHQ_9])
def test_a_translation_says_on_paper_that_it_is_no_official_one(scale, language):
    with speaking(language):
        note = own_translation(scale)
        text = " ".join(printed(scale))
    assert bool(note) is (language != "en")
    assert " ".join(note.split()) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_weekly_sheet_is_one_page_in_every_language(language):
    with speaking(language):
        assert len(printed(WEEKLY)) == 1
