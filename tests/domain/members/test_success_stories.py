"""A story fits on one page, and stands there as the member tells it."""

from datetime import date, timedelta

from peerdesk.domain.members.success_stories import MOST_STORY, MOST_STORY_LINES, ToldStory

TODAY = date(2026, 11, 21)


def codes(text, on=TODAY):
    return [problem.code for problem in ToldStory(text, on).problems(TODAY)]


def test_a_story_has_a_text_that_fits_on_a_page_and_a_day_that_is_not_ahead():
    assert codes("I walk every morning.") == []
    assert codes(" \n ") == ["text-missing"]
    assert codes("x" * MOST_STORY) == []
    assert codes("x" * (MOST_STORY + 1)) == ["story-too-long"]
    assert codes("\n".join("x" * MOST_STORY_LINES)) == []
    assert codes("\n".join("x" * (MOST_STORY_LINES + 1))) == ["story-too-long"]
    assert codes("I walk.", TODAY + timedelta(1)) == ["day-ahead"]


def test_empty_lines_part_and_do_not_pile_up():
    assert ToldStory("  One. \n\n\n\nTwo.\nThree.\n\n", TODAY).tidied == "One.\n\nTwo.\nThree."
