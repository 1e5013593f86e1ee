from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.access import Actor, Role
from peerdesk.domain.dates import week_of
from peerdesk.domain.measures.results import Change, Measured, trends
from peerdesk.domain.measures.scales import (
    BARC_10,
    BUILT_IN,
    PHQ_9,
    WEEKLY,
    NewScale,
    Rhythm,
    answer_problems,
    is_due,
    may_see,
    require_for,
    safety_answer,
    score,
    usable,
)
from peerdesk.errors import Problem
from tests.refusals import failure_of

DAY = date(2026, 11, 18)  # a Wednesday
SUMMED = st.sampled_from([BARC_10, PHQ_9])
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@st.composite
def sheets(draw, scales=SUMMED):
    """A scale with an acceptable answer to each question."""
    scale = draw(scales)
    return scale, {item.place: draw(st.integers(item.lowest, item.highest)) for item in scale.items}


def codes(problems):
    return [(problem.field, problem.code) for problem in problems]


def test_the_built_in_scales_are_as_their_sources_have_them():
    ranges = {code: [(item.lowest, item.highest) for item in scale.items] for code, scale in BUILT_IN.items()}
    assert ranges == {
        "weekly": [(0, 10), (0, 10), (0, 10), (0, 7)],
        "barc-10": [(1, 6)] * 10,
        "phq-9": [(0, 3)] * 9,
    }
    assert (BARC_10.lowest, BARC_10.highest, BARC_10.reference) == (10, 60, 47)
    assert (PHQ_9.lowest, PHQ_9.highest) == (0, 27)
    assert [scale.code for scale in BUILT_IN.values() if scale.counsellors_only] == ["phq-9"]


@given(sheets())
def test_a_full_sheet_has_a_score_within_its_range(sheet):
    scale, answers = sheet
    assert answer_problems(scale, answers) == []
    assert scale.lowest <= score(scale, answers) <= scale.highest


@given(sheets(), st.data())
def test_a_question_left_out_leaves_no_score(sheet, data):
    scale, answers = sheet
    del answers[data.draw(st.sampled_from(sorted(answers)))]
    assert score(scale, answers) is None
    assert answer_problems(scale, answers) == []


@given(sheets(), st.data())
def test_one_answer_more_by_one_is_a_score_more_by_one(sheet, data):
    scale, answers = sheet
    place = data.draw(st.sampled_from(sorted(answers)))
    if answers[place] < scale.item(place).highest:
        assert score(scale, answers | {place: answers[place] + 1}) == score(scale, answers) + 1


@given(sheets(st.just(WEEKLY)))
def test_the_weekly_questions_are_never_added_up(sheet):
    assert score(*sheet) is None


def test_everything_wrong_with_answers_is_said_at_once():
    assert codes(answer_problems(WEEKLY, {})) == [("answers", "answers-missing")]
    wrong = answer_problems(WEEKLY, {1: 11, 2: -1, 4: 8, 5: 0})
    assert codes(wrong) == [
        ("item-1", "number-out-of-range"),
        ("item-2", "number-out-of-range"),
        ("item-4", "number-out-of-range"),
        ("answers", "question-unknown"),
    ]
    assert wrong[2].values == {"least": 0, "most": 7}


@pytest.mark.parametrize(("ninth", "told"), [(None, 0), (0, 0), (1, 1), (3, 3)])
def test_the_ninth_answer_alone_calls_for_a_talk(ninth, told):
    others = dict.fromkeys(range(1, 9), 3)
    answers = others if ninth is None else others | {9: ninth}
    assert safety_answer("phq-9", answers) == told
    assert safety_answer("barc-10", answers) == 0


@given(DAYS, st.integers(0, 6), st.integers(0, 6))
def test_asked_in_this_week_is_enough_for_the_week(day, one, other):
    monday = week_of(day)[0]
    assert not is_due(Rhythm.WEEKLY, monday + timedelta(one), monday + timedelta(other))
    assert is_due(Rhythm.WEEKLY, monday - timedelta(1), monday + timedelta(other))


@given(DAYS, DAYS)
def test_a_monthly_scale_is_due_once_in_each_calendar_month(latest, today):
    latest, today = sorted((latest, today))
    assert is_due(Rhythm.MONTHLY, latest, today) is ((latest.year, latest.month) != (today.year, today.month))


@pytest.mark.parametrize(
    ("rhythm", "latest", "today", "due"),
    [
        (Rhythm.WEEKLY, None, DAY, True),
        (Rhythm.MONTHLY, None, DAY, True),
        (Rhythm.WHEN_NEEDED, None, DAY, False),
        (Rhythm.WEEKLY, date(2026, 11, 15), date(2026, 11, 16), True),  # Sunday, Monday
        (Rhythm.WEEKLY, date(2026, 12, 28), date(2027, 1, 3), False),  # one week over the turn of the year
        (Rhythm.MONTHLY, date(2028, 2, 29), date(2028, 2, 29), False),
        (Rhythm.MONTHLY, date(2028, 2, 29), date(2028, 3, 1), True),
        (Rhythm.MONTHLY, date(2025, 11, 18), DAY, True),
    ],
)
def test_when_a_scale_is_due(rhythm, latest, today, due):
    assert is_due(rhythm, latest, today) is due


@given(st.lists(sheets(st.just(BARC_10)), min_size=2, max_size=6))
def test_changes_add_up_to_the_whole_way(found):
    measured = [Measured(n, DAY + timedelta(n), answers, "Ravi") for n, (_scale, answers) in enumerate(found)]
    scores = [score(BARC_10, row.answers) for row in measured]
    changes = [trends(BARC_10, measured[: n + 1])[0].change for n in range(len(measured))]
    assert changes[0] is None
    assert sum(change.by for change in changes[1:]) == scores[-1] - scores[0]


def test_every_weekly_question_has_a_trend_of_its_own():
    measured = [
        Measured(1, DAY - timedelta(7), {1: 6, 2: 8, 3: 4, 4: 0}, "Ravi"),
        Measured(2, DAY, {1: 4, 3: 4}, "Ravi"),
    ]
    craving, importance, confidence, use = trends(WEEKLY, measured)
    assert craving.latest == (DAY, 4)
    assert craving.change == Change(-2, DAY - timedelta(7))
    assert (importance.latest, importance.change) == ((DAY - timedelta(7), 8), None)
    assert confidence.change == Change(0, DAY - timedelta(7))
    assert (use.lowest, use.highest) == (0, 7)


def test_a_sheet_without_a_score_is_no_point_of_the_trend():
    full = dict.fromkeys(range(1, 11), 4)
    measured = [
        Measured(1, DAY - timedelta(60), full, "Ravi"),
        Measured(2, DAY - timedelta(30), {1: 4}, "Ravi"),
        Measured(3, DAY, full | {1: 6}, "Ravi"),
    ]
    [trend] = trends(BARC_10, measured)
    assert trend.points == [(DAY - timedelta(60), 40), (DAY, 42)]
    assert trend.change == Change(2, DAY - timedelta(60))


OWN = NewScale("Sleep", ("How did you sleep?",), 0, 10, Rhythm.WEEKLY, "The centre's own")


def test_everything_wrong_with_a_new_scale_is_said_at_once():
    assert OWN.problems() == []
    wrong = NewScale(" ", (), 5, 5, Rhythm.WEEKLY, " ")
    assert codes(wrong.problems()) == [
        ("name", "scale-name-missing"),
        ("questions", "questions-missing"),
        ("highest", "answers-out-of-order"),
        ("source", "scale-source-missing"),
    ]
    long = NewScale("n" * 61, ("q",) * 41, 0, 101, Rhythm.WEEKLY, "s" * 201)
    assert [problem.code for problem in long.problems()] == [
        "text-too-long",
        "questions-too-many",
        "answers-out-of-order",
        "text-too-long",
    ]
    assert codes(NewScale("Sleep", ("q" * 201,), 0, 1, Rhythm.WEEKLY, "own").problems()) == [
        ("questions", "question-too-long")
    ]


def test_a_refusal_of_a_new_scale_names_the_limit_that_was_crossed():
    assert NewScale("n" * 61, ("q",) * 41, 0, 101, Rhythm.WEEKLY, "s" * 201).problems() == [
        Problem("name", "text-too-long", {"most": 60}),
        Problem("questions", "questions-too-many", {"most": 40}),
        Problem("highest", "answers-out-of-order", {"most": 100}),
        Problem("source", "text-too-long", {"most": 200}),
    ]
    assert replace(OWN, questions=("short", "q" * 201)).problems() == [
        Problem("questions", "question-too-long", {"most": 200})
    ]


@pytest.mark.parametrize(
    "known",
    [
        {"name": " " + "n" * 60 + " "},
        {"questions": ("q",) * 40},
        {"questions": ("q" * 200,)},
        {"lowest": 0, "highest": 1},
        {"lowest": 99, "highest": 100},
        {"source": " " + "s" * 200 + " "},
    ],
)
def test_a_new_scale_just_within_the_limits_is_acceptable(known):
    assert replace(OWN, **known).problems() == []


@pytest.mark.parametrize(("lowest", "highest"), [(-1, 5), (5, 5), (6, 5), (0, 101)])
def test_answers_run_from_nought_or_more_upwards(lowest, highest):
    assert codes(replace(OWN, lowest=lowest, highest=highest).problems()) == [("highest", "answers-out-of-order")]


def test_an_answer_out_of_its_range_is_named_by_its_question_with_the_range():
    assert answer_problems(WEEKLY, {1: 11, 4: 8, 9: 1}) == [
        Problem("item-1", "number-out-of-range", {"least": 0, "most": 10}),
        Problem("item-4", "number-out-of-range", {"least": 0, "most": 7}),
        Problem("answers", "question-unknown"),
    ]
    assert answer_problems(WEEKLY, {}) == [Problem("answers", "answers-missing")]


def test_a_trend_says_whose_answers_it_follows_and_within_what():
    row = [Measured(1, DAY, {1: 6}, "Ravi")]
    assert [(trend.item, trend.lowest, trend.highest) for trend in trends(WEEKLY, row)] == [
        (item, item.lowest, item.highest) for item in WEEKLY.items
    ]
    [score_trend] = trends(BARC_10, row)
    assert (score_trend.item, score_trend.lowest, score_trend.highest) == (None, 10, 60)


def actor(role):
    return Actor(1, "asha", "Asha Devi", role)


@pytest.mark.parametrize(("role", "may"), [(Role.OFFICE, False), (Role.COUNSELLOR, True), (Role.COORDINATOR, True)])
def test_a_scale_for_counsellors_is_kept_from_the_office(role, may):
    """That it was answered, too."""
    assert may_see(actor(role), PHQ_9) is may
    assert may_see(actor(role), WEEKLY)
    assert [scale.code for scale in usable(actor(role), BUILT_IN)] == ["weekly", "barc-10", *["phq-9"] * may]
    require_for(actor(role), WEEKLY)
    if may:
        require_for(actor(role), PHQ_9)
    else:
        assert failure_of(require_for, actor(role), PHQ_9) == "not-permitted"


def test_a_scale_no_longer_asked_is_usable_where_its_answers_are_looked_at():
    retired = replace(WEEKLY, code="own-1", retired_on=DAY)
    every = {"own-1": retired, "barc-10": BARC_10}
    assert usable(actor(Role.OFFICE), every) == [BARC_10]
    assert usable(actor(Role.OFFICE), every, retired=True) == [retired, BARC_10]
    assert usable(actor(Role.OFFICE), {"phq-9": PHQ_9}, retired=True) == []
