"""A counsellor leaves: sitting by sitting, from an admission to the Today of whoever takes the members over."""

from datetime import date

import pytest

from peerdesk.domain.access import Role
from peerdesk.domain.centre import CentreDetails, StaffDetails
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Series
from peerdesk.security.password_recovery import new_code
from peerdesk.services import access, staff
from peerdesk.services.members import members
from peerdesk.ui.settings.staff import StaffTab
from tests.centres import CHEAP, PASSWORD
from tests.e2e.test_recovery_sitting import Sitting, behind_the_window, sitting
from tests.screen import click, press, words_in

pytestmark = pytest.mark.window

EVE, ADMITTED, LATER, LEFT = date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 12), date(2026, 11, 13)
NO_GROUP = "in no group for 10 days"


@pytest.fixture
def team(desk) -> None:
    """Meena, Ravi, and Anita, who answers for Anil."""
    desk.day = EVE
    access.set_up(
        desk.folder,
        CentreDetails("Asha Kendra", "ASH", "Station Road, Dabra", "MP/2019/114"),
        StaffDetails("meena", "Meena Rawat", "Project coordinator", Role.COORDINATOR),
        PASSWORD,
        new_code(),
        desk.now,
        CHEAP,
    )
    with behind_the_window(desk) as (storage, actor):
        for user_name, name in (("ravi", "Ravi Tomar"), ("anita", "Anita Rao")):
            details = StaffDetails(user_name, name, "Counsellor", Role.COUNSELLOR)
            last = staff.add(storage, actor, details, PASSWORD, PASSWORD, CHEAP)
        admission = Admission(Series.RESIDENTIAL, EVE, counsellor=last)
        anil = MemberDetails("Anil Yadav", gender=Gender.MALE, age=30, village="Dabra")
        members.register(storage, actor, anil, today=EVE, admission=admission)


def register(at: Sitting, name: str) -> None:
    at.go("members")
    at.click(at.pages.members.new_button)
    form = at.pages.members._form_of(None)
    at.type_into(form.fields.names.latin, name)
    form.fields.gender.choose(Gender.MALE)
    at.type_into(form.fields.age, "30")
    assert form.fields.admission.counsellor.currentText() == "Ravi Tomar", "who admits is suggested"
    press(at.qtbot, at.pages.members, "saveMember")


def needing_contact(at: Sitting) -> list[str]:
    at.go("today")
    at.qtbot.waitUntil(lambda: at.pages.today.is_whole)
    return [member.name for member in at.pages.today.attention.model.records()]


def test_the_members_of_a_counsellor_who_leaves_stand_on_the_today_of_another(desk, team):
    with sitting(desk, ADMITTED, "ravi") as at:
        register(at, "Ramesh Kumar")
        assert "Key counsellor: Ravi Tomar" in words_in(at.detail.head)
    with sitting(desk, LATER, "ravi") as at:
        assert needing_contact(at) == ["Ramesh Kumar"]
        assert at.pages.today.whose.shown() is Whose.MINE
    with sitting(desk, LATER, "anita") as at:
        assert needing_contact(at) == ["Anil Yadav"]
        press(at.qtbot, at.pages.today, "chip-whose-everybody")
        assert sorted(needing_contact(at)) == ["Anil Yadav", "Ramesh Kumar"]
        press(at.qtbot, at.pages.today, "chip-whose-mine")
    with sitting(desk, LEFT) as at:
        assert at.pages.today.whose.shown() is Whose.EVERYBODY
        at.go("settings")
        tab = at.pages.settings.staff_tab
        assert isinstance(tab, StaffTab)
        at.pages.settings.tabs.setCurrentWidget(tab)
        at.choose_row(tab.table, "Ravi Tomar")
        at.click(tab.take_away_button)
        assert "Ravi Tomar answers for members: 1." in words_in(tab.take_away_panel)
        at.pick(tab.take_away_panel.taker, "Anita")
        at.qtbot.keyClicks(tab.take_away_panel.own_password.edit, PASSWORD)
        at.click(tab.take_away_panel.keep_button)
        at.qtbot.waitUntil(lambda: not tab.take_away_panel.isVisible())
    with sitting(desk, LEFT, "anita") as at:
        assert sorted(needing_contact(at)) == ["Anil Yadav", "Ramesh Kumar"]
        assert at.pages.today.whose.shown() is Whose.MINE
        at.open_member("Ramesh")
        at.open_tab("Stays")
        told = words_in(at.detail.stays)
        assert "Anita Rao · since 13-11-2026" in told
        assert "Ravi Tomar · from 02-11-2026 until 13-11-2026" in told
    desk.start()
    page = desk.program.start_window.log_in_page
    page.user_name.clear()
    desk.qtbot.keyClicks(page.user_name, "ravi")
    desk.qtbot.keyClicks(page.password, PASSWORD)
    click(desk.qtbot, page.log_in_button)
    desk.qtbot.waitUntil(page.log_in_button.isEnabled)
    assert desk.program.window is None
