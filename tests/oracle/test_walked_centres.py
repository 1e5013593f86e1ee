"""Centres at which anything may happen, held against the oracle: whatever was done, taken back and put right since."""

from datetime import date, datetime, timedelta

import pytest

from peerdesk.db.storage import Storage
from tests.centres import CIRCLE, KAVITA, RAVI, Shelf, at_ten, enter, nobody
from tests.oracle import shown
from tests.oracle.book import monday_of
from tests.oracle.shown import Desk, agree
from tests.oracle.walk import ACTS, Story

SEEDS = (1, 2)
DAYS, ACTS_A_DAY = 24, 9
LATER = (0, 35, 130)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture(scope="module", params=SEEDS)
def centre(request, tmp_path_factory):
    """A centre after some weeks, with the story that was lived there and what stands in its rows."""
    place = tmp_path_factory.mktemp("walked")
    made = Shelf(place).copy((RAVI, KAVITA, CIRCLE), place / "data")
    stories: list[Story] = []

    def now() -> datetime:
        return stories[0].now if stories else at_ten()

    storage = Storage.open(made.folder, made.master, now, nobody)
    with storage.bound():
        story = Story(request.param, storage, enter(storage, "meena"), date(2026, 11, 18))
        stories.append(story)
        story.live(DAYS, ACTS_A_DAY)
        desk = Desk(storage, story.actor, story.today)
        yield desk, desk.book(), story
    storage.close()


def test_the_story_is_worth_telling(centre):
    _desk, _book, story = centre
    assert sum(story.done.values()) > 1.3 * sum(story.refused.values())
    assert len(story.done) > 0.6 * len(ACTS)


def test_today_and_the_pages_of_members(centre):
    desk, book, _story = centre
    for later in LATER:
        agree(shown.compare_today(Desk(desk.storage, desk.actor, desk.day + later * DAY), book))
    agree(shown.compare_members(desk, book, list(book.member_of)[::2]))


def test_weeks_past_and_to_come(centre):
    desk, book, _story = centre
    for weeks in (0, 1, 4, -19):
        first = monday_of(desk.day) - weeks * WEEK
        later = Desk(desk.storage, desk.actor, max(desk.day, first))
        agree(shown.compare_week(later, book, first, first + 6 * DAY))


def test_the_other_papers(centre):
    desk, book, _story = centre
    agree(shown.compare_registers(desk, book, desk.day - 25 * DAY, desk.day))
    agree(shown.compare_sheets(desk, book, desk.day - 9 * DAY, desk.day))
    people = list(book.member_of)[::4]
    for first, last in ((desk.day - 60 * DAY, desk.day), (desk.day - 50 * DAY, desk.day - 12 * DAY)):
        agree(shown.compare_progress(desk, book, first, last, people))
