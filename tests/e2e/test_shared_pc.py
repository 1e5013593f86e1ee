"""A day of three people on one PC: the clerk keys in, the counsellor signs, the coordinator corrects and prints."""

from datetime import timedelta

import pypdfium2
import pytest

from peerdesk.cli import main
from peerdesk.domain.access import Role
from peerdesk.domain.sessions.marks import Mark
from peerdesk.domain.sessions.notes import Objective
from peerdesk.domain.sessions.sessions import RecordState
from peerdesk.services.demo import build
from peerdesk.services.sessions import session_page, sessions, signing
from peerdesk.ui.place import SessionPlace
from tests.centres import CHEAP
from tests.screen import click

pytestmark = pytest.mark.window


def switch_to(desk, login) -> None:
    desk.program.window.user_switched.emit()
    desk.log_in(login.user_name, login.password)


def test_a_sheet_is_keyed_in_signed_corrected_and_printed(desk, qtbot, tmp_path):
    logins = build.build(desk.folder, build.DemoPlan(today=desk.day, members=40), lambda _d, _t: None, CHEAP)
    by_role = {login.role: login for login in reversed(logins)}
    coordinator, clerk = logins[0], by_role[Role.OFFICE]
    desk.start()
    desk.log_in(clerk.user_name, clerk.password)
    storage, actor = desk.program.storage, desk.program._actor
    rows = sessions.between(storage, actor, desk.day, desk.day)
    session_id = max((row for row in rows if row.state in ("planned", "draft")), key=lambda row: row.tally.total).id

    window = desk.program.window
    window.open(SessionPlace(session_id))
    page = window.pages.session
    assert page.note_panel.isHidden()
    page.table.go_to(0)
    qtbot.keyClicks(page.table, "a*")
    click(qtbot, page.tools.from_paper)
    first = page.model.row(0)
    assert first.mark is Mark.ABSENT
    assert "from paper" in page.head.facts.text()

    switch_to(desk, coordinator)
    window = desk.program.window
    window.open(SessionPlace(session_id))
    page = window.pages.session
    qtbot.keyClicks(page.note_panel.shared, "A quiet morning; two members told how the week went.")
    page.sign_panel.objective.choose(Objective.SHARING_PROGRESS)
    qtbot.keyClicks(page.sign_panel.password, coordinator.password)
    click(qtbot, page.sign_panel.sign_button)
    page.table.go_to(0)
    page.after_panel.mark.choose(Mark.LATE)
    qtbot.keyClicks(page.after_panel.why, "Came after the prayer")
    qtbot.keyClicks(page.after_panel.correction_password.edit, coordinator.password)
    click(qtbot, page.after_panel.correct)
    qtbot.keyClicks(page.after_panel.text, "The sheet is in file 12.")
    qtbot.keyClicks(page.after_panel.addendum_password.edit, coordinator.password)
    click(qtbot, page.after_panel.add)
    storage, actor = desk.program.storage, desk.program._actor
    sheet = session_page.sheet(storage, actor, session_id)
    assert sheet.state is RecordState.ADDENDUM
    counter = page.head.counter.text()
    desk.close()

    secret = tmp_path / "password.txt"
    secret.write_text(coordinator.password)
    out = tmp_path / "register.pdf"
    log_in = ["--data", str(desk.folder.root), "--user", coordinator.user_name, "--password-file", str(secret)]
    week = ["--from", desk.day.isoformat(), "--to", (desk.day + timedelta(days=6)).isoformat()]
    group = ["--group", str(sheet.group_id)]
    assert main(["report", "attendance-register", *log_in, *week, *group, "--out", str(out)]) == 0
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(out))
    for printed in ("Came after the prayer", "The sheet is in file 12.", sheet.signature.seal):
        assert printed in text

    desk.start()
    desk.log_in(coordinator.user_name, coordinator.password)
    desk.program.window.open(SessionPlace(session_id))
    assert desk.program.window.pages.session.head.counter.text() == counter
    assert not signing.broken_seals(desk.program.storage, desk.program.window._context.actor)
