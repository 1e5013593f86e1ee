"""A sitting: the wrong Ramesh is discharged, which is noticed two days later and taken back as if it had never been."""

from contextlib import contextmanager
from datetime import date, datetime, time

import pytest

from peerdesk.db.storage import Storage
from peerdesk.domain.groups.groups import GroupDetails, GroupType, MeetingTime
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, DischargeType, Series
from peerdesk.services import door
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import members
from peerdesk.ui.place import MemberPlace, SessionPlace
from tests.centres import PASSWORD, Shelf, enter, nobody
from tests.looking import session_on
from tests.screen import click, press, words_in

FIRST = date(2026, 11, 2)


@pytest.fixture
def namesakes(storage_of):
    """Two of one name in one group, which meets every day."""
    with storage_of() as (storage, actor):
        ids = [
            members.register(
                storage,
                actor,
                MemberDetails("Ramesh Kumar", "", Gender.MALE, age=age, village=village),
                today=FIRST,
                admission=Admission(Series.RESIDENTIAL, FIRST),
            )
            for age, village in ((30, "Dabra"), (41, "Pichhore"))
        ]
        times = tuple(MeetingTime(weekday, time(11, 45)) for weekday in range(7))
        details = GroupDetails("Morning Circle", GroupType.SELF_HELP, started_on=FIRST, times=times, facilitators=(1,))
        group_id = groups.create(storage, actor, details, today=FIRST)
        memberships.join(storage, actor, Joining(group_id, tuple(ids), FIRST), "go together")
    return group_id, ids


@pytest.fixture
def storage_of(desk, shelf: Shelf):
    """Work done in the centre's file before anybody sits down."""
    desk.folder = shelf.copy((), desk.folder.root).folder

    @contextmanager
    def opened():
        master = door.unlock(desk.folder, "meena", PASSWORD).master
        storage = Storage.open(desk.folder, master, lambda: datetime.combine(desk.day, time(9)), nobody)
        try:
            with storage.bound():
                yield storage, enter(storage, "meena")
        finally:
            storage.close()

    return opened


def test_the_wrong_person_is_discharged_and_taken_back(qtbot, desk, namesakes):
    group_id, (right, wrong) = namesakes

    def stays_tab(window, member_id):
        window.open(MemberPlace(member_id))
        detail = window.pages.members.detail
        detail.show_part(detail.stays)
        return detail.stays

    def on_sheet(window, day):
        window.open(SessionPlace(session_on(desk.program.storage, group_id, day)))
        return {row.member_id for row in window.pages.session.model.rows()}

    desk.day = date(2026, 11, 16)
    desk.start()
    desk.log_in("meena", PASSWORD)
    window = desk.program.window
    assert on_sheet(window, date(2026, 11, 17)) == {right, wrong}
    stays = stays_tab(window, wrong)
    press(qtbot, stays, "dischargeMember")
    stays.discharge_panel.type.choose(DischargeType.COMPLETED)
    press(qtbot, stays, "dischargeKeep")
    assert on_sheet(window, date(2026, 11, 17)) == {right}
    desk.close()

    desk.day = date(2026, 11, 18)
    desk.start()
    desk.log_in("meena", PASSWORD)
    window = desk.program.window
    assert on_sheet(window, desk.day) == {right}
    stays = stays_tab(window, wrong)
    click(qtbot, stays.back_button)
    press(qtbot, stays, "dischargeBackKeep")
    assert stays.back_panel.form.fields["why"].problem == "Please give a reason."
    stays.back_panel.why.setText("Ramesh of Dabra was meant.")
    press(qtbot, stays, "dischargeBackKeep")
    assert window.pages.members.detail.undo_bar.text() == "Ramesh Kumar is in the programme again."
    assert "Ramesh of Dabra was meant." in words_in(stays)
    assert on_sheet(window, desk.day) == on_sheet(window, date(2026, 11, 17)) == {right, wrong}
    window.open(MemberPlace(wrong))
    assert window.pages.members.detail.member.story.follow_ups == []

    stays = stays_tab(window, right)
    press(qtbot, stays, "dischargeMember")
    stays.discharge_panel.day.setText("16-11-2026")
    stays.discharge_panel.type.choose(DischargeType.COMPLETED)
    press(qtbot, stays, "dischargeKeep")
    assert on_sheet(window, date(2026, 11, 17)) == {wrong}
