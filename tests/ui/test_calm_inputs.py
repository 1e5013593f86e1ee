"""What somebody scrolls past stays as it is."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6 import QtWidgets
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from peerdesk import ui
from peerdesk.services.sessions import sessions
from peerdesk.ui.place import GroupPlace, MemberPlace, SessionPlace
from peerdesk.ui.widgets.inputs.calm import CalmCombo, CalmSpin, CalmTabs
from peerdesk.ui.window.main_window import MainWindow
from tests.centres import TODAY

ROOT = Path(ui.__file__).parent
CHANGED_BY_WHEEL = QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar
RAW = {
    name
    for name in dir(QtWidgets)
    if isinstance(kind := getattr(QtWidgets, name), type)
    and issubclass(kind, (*CHANGED_BY_WHEEL, QTabWidget))
    and kind is not QScrollBar
}
"""Qt's own classes of such inputs."""

NOTCH = 120


def named(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name that a module imports, calls, inherits or looks something up in."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield node.lineno, name
            case ast.ImportFrom(names=names):
                yield from ((node.lineno, alias.name) for alias in names)


def bases_and_calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every class that a module inherits or makes one of."""
    for node in ast.walk(tree):
        kinds = node.bases if isinstance(node, ast.ClassDef) else [node.func] if isinstance(node, ast.Call) else []
        for kind in kinds:
            yield from [(kind.lineno, name) for _line, name in named(kind)][:1]


def test_screens_know_calm_inputs_alone():
    """The widgets may speak of Qt's own, the calm ones alone are made of them, and nothing else knows that there are
    any: an input that came in raw would be changed by whoever scrolls past it."""
    found: list[str] = []
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        place = path.relative_to(ROOT)
        if place.parts[0] == "widgets" and place.name == "calm.py":
            continue
        names = bases_and_calls(tree) if place.parts[0] == "widgets" else named(tree)
        found += [f"{place}:{line} {name}" for line, name in names if name in RAW]
    assert {"QComboBox", "QSpinBox", "QDateEdit", "QSlider", "QTabWidget"} <= RAW
    assert found == []


def turn(window: QWidget, over: QWidget, notches: int) -> None:
    """Turn the wheel with the pointer over something."""
    middle = over.mapTo(window, over.rect().center())
    QTest.wheelEvent(window.windowHandle(), QPointF(middle), QPoint(0, NOTCH * notches))


def stands(shown: Any) -> object:
    """What is chosen or typed there."""
    return shown.text() if isinstance(shown, QAbstractSpinBox) else shown.currentIndex()


def choices() -> CalmCombo:
    made = CalmCombo()
    made.addItems(["Monday", "Tuesday", "Wednesday"])
    made.setCurrentIndex(1)
    return made


def number() -> CalmSpin:
    made = CalmSpin()
    made.setValue(30)
    return made


def tabs() -> CalmTabs:
    made = CalmTabs("parts", "Parts")
    for text in ("Story", "Stays", "Notes"):
        made.addTab(QWidget(), text)
    made.setCurrentIndex(1)
    return made


@pytest.mark.window
@pytest.mark.parametrize("make", [choices, number, tabs])
@pytest.mark.parametrize("with_cursor", [False, True], ids=["without cursor", "with cursor"])
def test_the_wheel_over_an_input_scrolls_the_page_even_with_the_cursor_in_it(qtbot, make, with_cursor):
    made, other = make(), QLineEdit()
    over = made.tabBar() if isinstance(made, CalmTabs) else made
    page = QWidget()
    lines = QVBoxLayout(page)
    for part in (other, made, QLabel()):
        part.setFixedHeight(200)
        lines.addWidget(part)
    area = QScrollArea()
    area.setWidget(page)
    area.resize(400, 320)
    qtbot.addWidget(area)
    with qtbot.waitExposed(area):
        area.show()
    asked = over if with_cursor else other
    asked.setFocus()
    qtbot.waitUntil(asked.hasFocus)
    before = stands(over)
    turn(area, over, -1)
    assert (stands(over), area.verticalScrollBar().value() > 0) == (before, True)
    turn(area, over, 1)
    assert (stands(over), area.verticalScrollBar().value()) == (before, 0)


def inputs_in_sight(window: MainWindow) -> list[QWidget]:
    """Those of the page in front, wherever it is scrolled to."""
    return [
        part
        for kind in CHANGED_BY_WHEEL
        for part in window.pages.currentWidget().findChildren(kind)
        if part.isVisible() and not isinstance(part, QScrollBar)
    ]


def bring_into_view(part: QWidget) -> None:
    around = part.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(part)
        around = around.parentWidget()


def pass_by(window: MainWindow) -> set[str]:
    """Scroll up and down over every input of the page in front, and say which those are."""
    seen = inputs_in_sight(window)
    changed: set[str] = set()
    for part in seen:
        before = stands(part)
        for notches in (-1, 1):
            bring_into_view(part)
            turn(window, part, notches)
            if stands(part) != before:
                changed.add(part.objectName())
    assert changed == set()
    return {part.objectName() for part in seen}


@pytest.mark.window
def test_scrolling_past_the_inputs_of_any_page_changes_nothing(window, circle, context):
    members, groups, settings = window.pages.members, window.pages.groups, window.pages.settings
    window.open(MemberPlace(circle.member_ids[0]))
    assert pass_by(window) == {"memberTabsBar"}
    members.detail.head.edit_button.click()
    members.drafts.forms()[0].fields.more_button.setChecked(True)
    assert {"gender", "relation", "language", "can_read", "education"} <= pass_by(window)
    window.open(GroupPlace(circle.group_id))
    groups.detail.edit_button.click()
    assert {"type", "audience", "capacity_min", "capacity_max", "weekday-1", "minutes-3"} <= pass_by(window)
    window.open(SessionPlace(sessions.between(context.storage, context.actor, TODAY, TODAY)[0].id))
    assert {"objective", "visitors"} <= pass_by(window)
    window.go(window.pages.reports)
    assert {"period", "names", "language", "group"} <= pass_by(window)
    window.go(settings)
    seen = set()
    for place in range(settings.tabs.count()):
        settings.tabs.setCurrentIndex(place)
        seen |= pass_by(window)
    assert {"language", "theme", "absences_daily"} <= seen
