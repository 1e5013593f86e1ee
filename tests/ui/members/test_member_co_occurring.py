"""The box that notes a co-occurring illness: seen by counsellors, taken back at once."""

import pytest

from peerdesk.services.members import member_page
from peerdesk.ui.members.members_page import MembersPage
from tests.centres import TODAY
from tests.screen import click

pytestmark = pytest.mark.window


@pytest.fixture
def known(storage, coordinator, member_id):
    return lambda: member_page.page(storage, coordinator, member_id, today=TODAY).co_occurring


@pytest.fixture
def stays(open_page, member_id):
    """The tab on which groups are chosen, as somebody sees it."""

    def stays(actor=None):
        page = open_page(MembersPage, actor)
        page.open(member_id)
        page.detail.show_part(page.detail.stays)
        return page.detail

    return stays


def test_it_is_kept_when_it_is_clicked_and_taken_back_with_undo(qtbot, stays, known):
    detail = stays()
    click(qtbot, detail.stays.co_occurring.box)
    assert known()
    assert detail.stays.co_occurring.box.isChecked()
    click(qtbot, detail.undo_bar.undo_button)
    assert not known()
    assert not detail.stays.co_occurring.box.isChecked()


def test_the_office_does_not_see_it(stays, office):
    assert not stays(office).stays.co_occurring.isVisible()
