"""Going somewhere: whatever part of the window leads there says one place, and nothing in between passes it on."""

import ast
from pathlib import Path

from PySide6.QtWidgets import QPushButton

import peerdesk.ui
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.services.sessions import sessions
from peerdesk.ui.page import Page
from peerdesk.ui.place import (
    GroupPlace,
    MeasuresOf,
    MemberPlace,
    MentorFor,
    PageBefore,
    PageName,
    PagePlace,
    Place,
    ReportPlace,
    SessionPlace,
)
from peerdesk.ui.window.main_window import MainWindow
from peerdesk.ui.window.pages import PAGES
from tests.centres import TODAY
from tests.screen import click

UI = Path(peerdesk.ui.__file__).parent


def forwarded(source: str) -> list[str]:
    """Connects of a signal to a signal (or whatever it may be) of the same name."""
    return [
        ast.unparse(call)
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "connect"
        and isinstance(call.func.value, ast.Attribute)
        and call.args
        and isinstance(call.args[0], ast.Attribute)
        and call.args[0].attr == call.func.value.attr
    ]


def test_no_connect_only_forwards_a_signal_to_its_namesake():
    assert forwarded("self.detail.left.connect(self.left)") == ["self.detail.left.connect(self.left)"]
    found = {path.relative_to(UI).as_posix(): forwarded(path.read_text(encoding="utf-8")) for path in UI.rglob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def shown_member(window: MainWindow) -> MemberPage:
    member = window.pages.members.detail.member
    assert member is not None
    return member


def test_every_page_stands_in_the_table_once_and_is_what_the_table_says(window):
    assert list(PAGES) == list(PageName)
    for name, entry in PAGES.items():
        window.open(PagePlace(name))
        page = window.pages.currentWidget()
        assert isinstance(page, Page)
        assert (type(page).__module__, type(page).__name__) == (f"peerdesk.ui.{entry.module}", entry.class_name)
        assert getattr(window.pages, name) is page
        assert window.side_bar.pages[window.side_bar.nav.currentRow()] == (entry.under or name)


def test_a_page_is_built_when_somebody_first_goes_there(window):
    assert [type(page).__name__ for page in window.pages.built()] == ["TodayPage"]
    window.open(PagePlace(PageName.GROUPS))
    assert [type(page).__name__ for page in window.pages.built()] == ["TodayPage", "GroupsPage"]


def places(circle, session_id: int) -> dict[Place, PageName]:
    member_id = circle.member_ids[0]
    return {
        MemberPlace(member_id): PageName.MEMBERS,
        GroupPlace(circle.group_id): PageName.GROUPS,
        SessionPlace(session_id): PageName.SESSION,
        ReportPlace("attendance-register", Choices(group=circle.group_id)): PageName.REPORTS,
        MentorFor(member_id): PageName.MENTORING,
        MeasuresOf(member_id): PageName.MEASURES,
        PagePlace(PageName.PRESENCE): PageName.PRESENCE,
    }


def test_whatever_place_a_part_leads_to_the_window_opens_it(window, context, circle):
    session_id = sessions.between(context.storage, context.actor, TODAY, TODAY)[0].id
    for place, name in places(circle, session_id).items():
        window.messages.lead_to(place)
        assert window.pages.shows(name), place
    pages = window.pages
    assert shown_member(window).id == circle.member_ids[0]
    assert pages.groups.detail.group.id == circle.group_id
    assert pages.session._session_id == session_id
    assert pages.reports.panel.choices().group == circle.group_id
    assert pages.mentoring.finder.search.person.id == circle.member_ids[0]
    assert pages.measures.member_button.isEnabled()
    window.messages.lead_to(PageBefore())
    assert window.pages.shows(PageName.MEASURES)


def test_a_member_leads_to_another_member_on_the_same_page(window, circle):
    first, second = circle.member_ids[:2]
    window.messages.lead_to_member(first)
    window.messages.lead_to_member(second)
    assert shown_member(window).id == second
    window.go_back()
    assert window.pages.shows(PageName.TODAY), "one page is one step back"


def test_the_button_of_a_session_leads_back_to_the_page_before(qtbot, window, context):
    session_id = sessions.between(context.storage, context.actor, TODAY, TODAY)[0].id
    window.open(PagePlace(PageName.SESSIONS))
    window.open(SessionPlace(session_id))
    back = window.pages.session.head.findChild(QPushButton, "back")
    click(qtbot, back)
    assert window.pages.shows(PageName.SESSIONS)
