"""From an empty folder to a signed session on paper, and the same again after the PC was switched off."""

import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from peerdesk.cli import main
from peerdesk.domain.groups.groups import GroupDetails, GroupType, MeetingTime
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.sessions.notes import Objective
from peerdesk.domain.sessions.sessions import RecordState
from peerdesk.services import today
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import members
from peerdesk.services.sessions import session_page
from peerdesk.ui.actions import Command
from peerdesk.ui.place import SessionPlace
from tests.screen import click

pytestmark = pytest.mark.window

PASSWORD = "river stone 7"


def set_up_centre(desk, qtbot, monkeypatch, tmp_path) -> None:
    sheet = tmp_path / "recovery.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(sheet), ""))
    page = desk.start().start_window.first_run_page
    click(qtbot, page.next_button)
    centre = page.steps[1]
    type_into(qtbot, centre, "name", "Asha Kendra")
    type_into(qtbot, centre, "code", "ASH")
    click(qtbot, page.next_button)
    account = page.steps[2]
    qtbot.keyClicks(account.name, "Meena Rawat")
    qtbot.keyClicks(account.user_name, "meena")
    for field in account.passwords.fields:
        qtbot.keyClicks(field.edit, PASSWORD)
    click(qtbot, page.next_button)
    assert not page.next_button.isEnabled()
    click(qtbot, page.sheet_step.keeper.save_button)
    assert "Asha Kendra" in pypdfium2.PdfDocument(sheet)[0].get_textpage().get_text_range()
    for _step in ("copies", "ready", "made"):
        click(qtbot, page.next_button)
    qtbot.waitUntil(lambda: desk.program.window is not None)


def type_into(qtbot, step, name: str, text: str) -> None:
    qtbot.keyClicks(step.form.fields[name].editor, text)


def test_a_centre_is_set_up_worked_in_and_found_again(desk, qtbot, monkeypatch, tmp_path, answered):
    set_up_centre(desk, qtbot, monkeypatch, tmp_path)
    window, storage, actor = desk.program.window, desk.program.storage, desk.program._actor
    window.action(Command.NEW_MEMBER).trigger()
    form = window.pages.members.findChild(object, "name_latin")
    qtbot.keyClicks(form, "Ramesh Kumar")
    names = ("Gurpreet Singh", "Sunita Shinde")
    ids = [
        members.register(storage, actor, MemberDetails(name_latin=name, gender=Gender.MALE, age=30), today=desk.day)
        for name in names
    ]
    details = GroupDetails(
        "Morning Circle",
        GroupType.SELF_HELP,
        started_on=desk.day,
        times=(MeetingTime(desk.day.weekday(), desk.now().time()),),
        facilitators=(actor.staff_id,),
    )
    group_id = groups.create(storage, actor, details, today=desk.day)
    memberships.join(storage, actor, Joining(group_id, tuple(ids), desk.day))

    window.action(Command.GO_TODAY).trigger()
    session_id = today.page(storage, actor, today=desk.day).sessions[0].id
    click(qtbot, window.pages.today.findChild(QPushButton, f"open-{session_id}"))
    page = window.pages.session
    qtbot.waitUntil(page.isVisible)
    qtbot.keyClicks(page.table, "pt10")
    qtbot.keyClicks(page.note_panel.shared, "Both told how they came.")
    page.sign_panel.objective.choose(Objective.SHARING_PROGRESS)
    qtbot.keyClicks(page.sign_panel.password, PASSWORD)
    click(qtbot, page.sign_panel.sign_button)
    assert session_page.sheet(storage, actor, session_id).state is RecordState.SIGNED
    seal = session_page.sheet(storage, actor, session_id).signature.seal
    asked = answered("discardTyping")
    window.close()
    desk.close()
    assert ["Ramesh Kumar" in said for said in asked] == [True]

    secret = tmp_path / "password.txt"
    secret.write_text(PASSWORD)
    out = tmp_path / "register.pdf"
    words = ["--from", "2026-11-16", "--to", "2026-11-22", "--out", str(out)]
    log_in = ["--data", str(desk.folder.root), "--user", "meena", "--password-file", str(secret)]
    assert main(["report", "attendance-register", *log_in, *words]) == 0
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(out))
    assert seal in text
    assert "Gurpreet Singh" in text

    desk.start()
    desk.log_in("meena", PASSWORD)
    window = desk.program.window
    window.open(SessionPlace(session_id))
    assert window.pages.session.head.state.text() == "Signed"
    assert window.pages.session.note_panel.shared.toPlainText() == "Both told how they came."
