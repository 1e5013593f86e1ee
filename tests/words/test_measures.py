from datetime import date

import pytest

from peerdesk.domain.measures.results import Change, Measured, trends
from peerdesk.domain.measures.scales import BARC_10, BUILT_IN, PHQ_9, WEEKLY, Item, Rhythm, Scale
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.words import measures as words

DAY = date(2026, 11, 14)
OWN = Scale("own-7", "Sleep", (Item(1, "How rested?", 0, 12),), Rhythm.WEEKLY, source="Ours", built_in=False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", BUILT_IN.values(), ids=BUILT_IN)
def test_every_built_in_question_has_its_wording(scale, language):
    with speaking(language):
        questions = [words.question(scale, item) for item in scale.items]
        assert all(questions)
        assert len(set(questions)) == len(scale.items)
        assert words.scale_name(scale)
        assert words.scale_title(scale)
        assert words.scale_stem(scale)


@pytest.mark.parametrize("scale", [BARC_10, PHQ_9])
def test_every_answer_of_a_scale_in_words_has_its_word(scale):
    for item in scale.items:
        assert list(words.answers(scale)) == list(range(item.lowest, item.highest + 1))


def test_who_made_a_scale_is_said():
    assert "Vilsaint et al. 2017" in words.scale_source(BARC_10)
    assert "Pfizer Inc." in words.scale_source(PHQ_9)
    assert words.scale_source(WEEKLY) == ""
    assert words.scale_source(OWN) == "Ours"


def test_the_reference_is_a_fact_and_no_verdict():
    assert words.scale_reference(BARC_10) == "47 and above goes with sustained remission in the study."
    assert words.scale_reference(PHQ_9) == words.scale_reference(OWN) == ""


def test_a_translation_says_that_it_is_no_official_one():
    assert words.own_translation(BARC_10) == ""
    with speaking("mr"):
        assert words.own_translation(BARC_10)
        assert words.own_translation(PHQ_9)
        assert words.own_translation(WEEKLY) == ""
        assert words.own_translation(OWN) == ""


@pytest.mark.parametrize(
    ("by", "said"),
    [(-2, "2 fewer than on 14-11-2026"), (0, "the same as on 14-11-2026"), (1, "1 more than on 14-11-2026")],
)
def test_a_change_is_said_without_a_verdict(by, said):
    assert words.change(Change(by, DAY)) == said


def test_without_an_earlier_number_no_change_is_said():
    assert words.change(None) == ""


def test_a_chart_can_be_heard():
    measured = [Measured(1, date(2026, 11, 7), {1: 7}, "Ravi"), Measured(2, DAY, {1: 4}, "Ravi")]
    craving, importance, *_rest = trends(WEEKLY, measured)
    assert words.trend_in_words(WEEKLY, craving) == (
        "Craving: entered 2 times from 07-11-2026 to 14-11-2026, from 7 to 4; the least was 4, the most 7."
    )
    assert words.trend_in_words(WEEKLY, importance) == "Importance: no number yet."
    [once, *_others] = trends(WEEKLY, measured[:1])
    assert words.trend_in_words(WEEKLY, once) == "Craving: 7 on 07-11-2026, entered once."


def test_a_scale_of_the_centre_s_own_speaks_its_own_words():
    [trend] = trends(OWN, [Measured(1, DAY, {1: 8}, "Ravi")])
    assert (words.scale_name(OWN), words.question(OWN, OWN.items[0])) == ("Sleep", "How rested?")
    assert (words.trend_name(OWN, trend), words.out_of(8, trend)) == ("Score", "8 of 12")
