"""A return to use, told without blame: from the page where it is noted until somebody has spoken with the member."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from peerdesk.domain.care.follow_ups import FollowUpOutcome
from peerdesk.domain.groups.memberships import Joining
from peerdesk.services.groups import memberships
from tests.e2e.test_recovery_sitting import (
    ADMITTED,
    Sitting,
    behind_the_window,
    centre,
    lines_of,
    register,
    shaming,
    sitting,
    texts_of,
)

__all__ = ["centre"]  # a fixture

pytestmark = pytest.mark.window

MONDAY, THURSDAY, FRIDAY, SATURDAY = (date(2026, 11, day) for day in (16, 19, 20, 21))
NOTED = "Ramesh Kumar | a return to use, noted on 16-11-2026"


@pytest.fixture
def ramesh(desk, centre) -> int:
    """In recovery for a fortnight, and in the circle."""
    desk.day = MONDAY
    with behind_the_window(desk) as (storage, actor):
        who = register(storage, actor, "Ramesh Kumar", ADMITTED, ADMITTED)
        memberships.join(storage, actor, Joining(centre.circle, (who,), ADMITTED))
        return who


def tell(at: Sitting) -> None:
    """He tells of it himself; it is noted on his own page."""
    at.open_member("Ramesh Kumar")
    timeline = at.detail.story.timeline
    at.click(timeline.return_button)
    at.fill(timeline.return_panel.form, returned_on="14-11-2026", recovery_on="15-11-2026", reason="Stress")
    at.click(timeline.return_panel.keep_button)
    assert "a return to use, noted on 16-11-2026" in texts_of(at.detail.story)
    assert not shaming(texts_of(at.window))


def plan(at: Sitting, due: str) -> None:
    """One key makes a follow-up of it, due within three days."""
    [line] = at.contact_needed()
    assert line.startswith(NOTED)
    assert "settled" not in line
    card = at.pages.today.attention
    at.choose_row(card.table, "Ramesh Kumar")
    at.press(card.table, Qt.Key.Key_F)
    [line] = at.contact_needed()
    assert line.startswith(f"{NOTED} – settled until {due}")
    assert not shaming(texts_of(at.window))


def write_down(at: Sitting, outcome: FollowUpOutcome, **typed: str) -> None:
    """The call of the day, from the page of follow-ups."""
    [line] = [line for line in at.today("follow_ups") if "Ramesh Kumar" in line]
    assert "a return to use" in line
    at.go("follow_ups")
    page = at.pages.follow_ups
    at.choose_row(page.table, "Ramesh Kumar")
    at.fill(page.detail.panel.form, **typed)
    at.click(page.detail.panel.buttons[outcome])
    assert not [line for line in lines_of(page.model) if "Ramesh Kumar" in line]


def test_a_return_to_use_is_told_followed_up_and_settled(desk, ramesh):
    with sitting(desk, MONDAY) as at:
        assert not at.contact_needed()
        tell(at)
        plan(at, "19-11-2026")
        assert at.today("follow_ups") == [], "its day has not come"

    with sitting(desk, THURSDAY) as at:
        [line] = at.contact_needed()
        assert line.startswith(f"{NOTED} – settled until 19-11-2026"), "on the morning of the call too"
        write_down(at, FollowUpOutcome.NOT_REACHED)
        [line] = at.contact_needed()
        assert line.startswith(NOTED)
        assert "settled" not in line, "nobody has spoken with him yet"
        plan(at, "19-11-2026")

    with sitting(desk, FRIDAY) as at:
        [line] = at.contact_needed()
        assert (line.startswith(NOTED), "settled" in line) == (True, False), "the day of the call is over"
        at.go("follow_ups")
        write_down(at, FollowUpOutcome.REACHED, words="He came through it.", next_step="Sit with his mentor")
        [line] = at.contact_needed()
        assert line.startswith(f"{NOTED} – spoken with on 20-11-2026: Sit with his mentor")
        at.open_member("Ramesh Kumar")
        assert "spoken with on 20-11-2026: Sit with his mentor" in texts_of(at.detail.story)

    with sitting(desk, SATURDAY) as at:
        assert at.needing_contact() == []
        [line] = at.contact_needed()
        assert "spoken with on 20-11-2026" in line, "it stays settled"
        at.open_member("Ramesh Kumar")
        assert not shaming(at.member_texts())
