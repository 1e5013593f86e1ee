"""Every window is dressed: those without a parent by themselves, what they open by having them as parents."""

import ast
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFont, QHelpEvent, QImage, QPalette
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton, QToolTip, QWidget

import peerdesk.ui
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.ui import folder_lock_boxes, theme
from peerdesk.ui.crash import CrashReporter
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.window.start_window import StartWindow

pytestmark = pytest.mark.window

WINDOWS = {"QDialog", "QFileDialog", "QMenu", "QMessageBox", "QPrintDialog"}


class Onlooker(QObject):
    """Notes down by what each window that is shown is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, set[str]] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            kind, style = watched.metaObject().className(), watched.style().metaObject().className()
            self.seen.setdefault(kind, set()).add(style)
        return False


@pytest.fixture
def onlooker(qapp):
    onlooker = Onlooker()
    qapp.installEventFilter(onlooker)
    yield onlooker
    qapp.removeEventFilter(onlooker)


@pytest.fixture
def dressed(qapp):
    """In the program's own colours and type."""
    before = QFont(qapp.font()), QPalette(qapp.palette())
    yield lambda *, dark: theme.apply(qapp, dark=dark)
    qapp.setFont(before[0])
    qapp.setPalette(before[1])


def point_at(widget: QWidget, place: QPoint) -> None:
    """Let the mouse rest there until a tip is shown."""
    event = QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place))
    widget.event(event)


@pytest.mark.qt_log_ignore(r"^This plugin does not support grabbing the keyboard$", extend=True)
def test_every_window_that_is_opened_is_dressed(qtbot, qapp, onlooker, whole_window, answered, tmp_path):
    window = whole_window
    menu = window.side_bar.findChild(QMenu)
    menu.popup(QPoint(9, 9))
    menu.close()
    window.go(window.pages.reports)
    choice = next(box for box in window.pages.reports.findChildren(QComboBox) if box.isVisible())
    choice.showPopup()
    choice.hidePopup()
    window.go(window.pages.presence)
    window.pages.presence.findChild(DayEdit)._open_calendar()
    qapp.activePopupWidget().close()
    point_at(window.pages.presence.findChild(DayEdit), QPoint(4, 4))
    QToolTip.showText(QPoint(9, 9), "A tip", window.pages.presence)
    for act in (
        lambda: window._ask("Not saved yet"),
        lambda: folder_lock_boxes.tell(StorageUnavailable("folder-in-use", path="/")),
        lambda: CrashReporter(DataFolder(tmp_path), print).on_exception(ValueError, ValueError(), None),
    ):
        answered(Qt.Key.Key_Escape)
        act()
    QToolTip.hideText()
    assert {"MainWindow", "QMenu", "QComboBoxPrivateContainer", "QDialog", "QTipLabel", "QMessageBox"} <= {
        *onlooker.seen
    }
    assert {kind for kind, styles in onlooker.seen.items() if styles != {"QStyleSheetStyle"}} == set()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_window_wears_the_theme_that_is_in_force_when_it_is_built(
    qtbot, dressed, folder, settings, now, runner, dark
):
    dressed(dark=not dark)
    dressed(dark=dark)
    window = StartWindow(folder, settings, now, runner)
    qtbot.addWidget(window)
    colours = theme.DARK if dark else theme.LIGHT
    assert f"QMainWindow, QWidget#page, QWidget#start {{ background: {colours.window}; }}" in window.styleSheet()


@pytest.mark.qt_log_ignore(r"^This plugin does not support grabbing the keyboard$", extend=True)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_calendar_is_as_dark_as_the_window_and_its_month_can_be_read(qapp, on_screen, dressed, dark):
    dressed(dark=dark)
    day = DayEdit(date(2026, 11, 18))
    theme.dress(day)
    on_screen(day)._open_calendar()
    bar = qapp.activePopupWidget().findChild(QWidget, "qt_calendar_navigationbar")
    for part in (bar, *bar.findChildren(QToolButton)):
        shades = shades_of(bar.grab(part.geometry() if part is not bar else bar.rect()).toImage())
        ground = max(shades, key=shades.count)
        assert (ground < 128) is dark, part.objectName()
        assert max(abs(shade - ground) for shade in shades) > 100, part.objectName()
    qapp.activePopupWidget().close()


def shades_of(image: QImage) -> list[int]:
    """How light each pixel is."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return [image.pixelColor(x, y).lightness() for x, y in points]


def test_what_is_a_window_of_its_own_has_a_parent_to_be_dressed_by():
    alone = []
    for file in Path(peerdesk.ui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WINDOWS:
                given = {ast.unparse(value) for value in [*node.args, *(word.value for word in node.keywords)]}
                if not given & {"self", "parent"}:
                    alone.append(f"{file.name}: {ast.unparse(node)}")
    assert alone == []
