"""Today tells which copies of the record are waited for, and until when; a line leads to the member."""

from datetime import datetime, timedelta

import pytest

from peerdesk.domain.members.copies import Handed
from peerdesk.services.members import copies
from peerdesk.ui.place import MemberPlace
from peerdesk.ui.today.today_page import TodayPage
from tests.centres import at_ten
from tests.screen import press, words_in

pytestmark = pytest.mark.window


@pytest.fixture
def page(qtbot, open_page, circle) -> TodayPage:
    page = open_page(TodayPage)
    qtbot.waitUntil(lambda: page.is_whole)
    return page


def test_there_is_no_strip_while_nobody_waits_and_a_line_for_each_who_does(
    qtbot, page, circle, storage, counsellor, places
):
    assert not page.copies.isVisible()
    late = copies.ask(storage, counsellor, circle.member_ids[0], datetime(2026, 11, 14, 9, 0), now=at_ten())
    copies.ask(storage, counsellor, circle.member_ids[2], at_ten() - timedelta(hours=1), now=at_ten())
    assert page.copies.isVisible()
    assert "Copy of the record was due by 17-11-2026 09:00" in words_in(page.copies)
    assert "Copy of the record due by 21-11-2026 09:00" in words_in(page.copies)
    press(qtbot, page.copies, f"copy-{late}")
    assert places[-1] == MemberPlace(circle.member_ids[0])
    copies.give(storage, counsellor, late, Handed(at_ten()), now=at_ten())
    assert "was due" not in words_in(page.copies)


def test_office_staff_see_it_too_and_of_many_the_first(page, circle, storage, counsellor):
    for hour, member_id in enumerate(circle.member_ids, start=1):
        copies.ask(storage, counsellor, member_id, at_ten() - timedelta(hours=hour), now=at_ten())
    assert "and 2 more" in words_in(page.copies)
