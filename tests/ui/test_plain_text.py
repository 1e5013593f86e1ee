"""What people typed is never drawn as markup: not by a label, not by a table, not by a tool tip."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import Value
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

from peerdesk.db.tables.centre import HolidayRow, Staff
from peerdesk.db.tables.follow_up import Contact, FollowUp
from peerdesk.db.tables.goal import Goal
from peerdesk.db.tables.group import Group
from peerdesk.db.tables.group_life import Incident, PlanRow
from peerdesk.db.tables.member import Member, MemberPhone, PlannedLeave
from peerdesk.db.tables.mentoring import MentorContact
from peerdesk.db.tables.place import Place
from peerdesk.ui.widgets.tips import plain_tip, set_tip
from peerdesk.ui.window.main_window import MainWindow
from tests.ui.tour import Tour

MARKUP = '<img src="x" width="900">'
TYPED = (
    (Member, "name_latin", "name_native", "relation_name", "village", "district"),
    (MemberPhone, "whose"),
    (Group, "name", "place"),
    (Staff, "name", "designation"),
    (Goal, "text"),
    (FollowUp, "why", "words", "next_step"),
    (Contact, "with_whom"),
    (Incident, "what", "agreed"),
    (PlannedLeave, "reason"),
    (PlanRow, "name"),
    (Place, "name", "what_for"),
    (HolidayRow, "name"),
    (MentorContact, "agreed"),
)
UI = Path(__file__).parents[2] / "peerdesk"
DRAWS_MARKUP = {
    "QTextBrowser",
    "QTextEdit",
    "QTextDocument",
    "setHtml",
    "toHtml",
    "insertHtml",
    "setMarkdown",
    "QErrorMessage",
}
ONE_WAY = {"setToolTip": {"ui/widgets/tips.py"}, "QLabel": {"ui/widgets/parts.py"}}


@pytest.mark.parametrize(
    "text",
    ["<b>Asha</b>", MARKUP, "&lt;b&gt;", "a < b", "Ramesh\n<i>Kumar</i>", "<?xml?>", " <a href='x'>y</a>", "R & S"],
)
def test_a_tool_tip_says_what_was_typed_and_nothing_else(qapp, text):
    tip = plain_tip(text)
    assert not GuiQt.mightBeRichText(tip)
    assert tip.replace("\u2060", "") == text
    assert plain_tip(tip) == tip
    part = QWidget()
    set_tip(part, text)
    assert part.toolTip() == tip


def test_there_is_one_way_to_set_a_tool_tip_and_one_to_make_a_label_and_nothing_draws_markup():
    found = [
        f"{place}:{node.lineno} {called}"
        for path in sorted(UI.rglob("*.py"))
        for place in [path.relative_to(UI).as_posix()]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for called in [ast.unparse(node.func).rpartition(".")[2]]
        if called in DRAWS_MARKUP or (called in ONE_WAY and place not in ONE_WAY[called])
    ]
    assert found == []


@pytest.mark.window
def test_no_page_interprets_what_people_typed(qtbot, on_screen, desk):
    changed = 0
    for table, *names in TYPED:
        fields = [table._meta.fields[name] for name in names]
        changed += table.update({field: Value(MARKUP).concat(field) for field in fields}).execute()
    assert changed > 100
    window = on_screen(MainWindow(desk.context, desk.bus, desk.runner))
    window.setUpdatesEnabled(False)
    seen, faults = 0, []
    for shown in Tour(window, desk).all():
        for widget in QApplication.allWidgets():
            for what, text, is_plain in drawn_by(widget):
                seen += MARKUP in text.replace("\u2060", "")
                if not is_plain:
                    faults.append(f"{shown}, {widget.objectName() or type(widget).__name__}, {what}: {text[:60]!r}")
    window.close()
    assert not faults, "\n".join(sorted(set(faults)))
    assert seen > 100


def drawn_by(widget: QWidget) -> Iterator[tuple[str, str, bool]]:
    """Everything of a widget that Qt could take for markup: what, the text, and whether it is drawn as it is."""
    if tip := widget.toolTip():
        yield "tool tip", tip, not GuiQt.mightBeRichText(tip)
    if isinstance(widget, QLabel) and (text := widget.text()):
        plain = widget.textFormat() is Qt.TextFormat.PlainText or not GuiQt.mightBeRichText(text)
        yield "label", text, plain
    if isinstance(widget, QTableView) and (model := widget.model()) is not None:
        for row in range(min(model.rowCount(QModelIndex()), 5)):
            for column in range(model.columnCount(QModelIndex())):
                tip = str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")
                yield f"column {column}", tip, not GuiQt.mightBeRichText(tip)
