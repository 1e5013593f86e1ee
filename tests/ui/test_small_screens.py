"""On a small or enlarged screen every page fits its window, its buttons keep their words and people their names."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from peerdesk import i18n
from peerdesk.paths import DataFolder
from peerdesk.settings import Settings
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.window.main_window import MainWindow
from peerdesk.ui.window.start_window import StartWindow
from tests.ui.tour import Tour

pytestmark = pytest.mark.window

SIZES = QSize(1093, 574), QSize(1280, 690)
"""What is left of 1366 × 768 at 125 % and of 1920 × 1080 at 150 %."""

NAMES = {
    "attention": (0,),
    "dueFollowUps": (1,),
    "followUps": (2,),
    "memberFound": (1,),
    "members": (1,),
    "membersFound": (1,),
    "mentorFound": (1,),
    "mentors": (1,),
    "milestones": (1,),
    "movements": (2,),
    "pairs": (0, 1),
    "possibleMentors": (0,),
    "presence": (1,),
    "roster": (1,),
    "sheets": (1,),
    "staff": (0,),
    "waiting": (1,),
    "waitersFound": (1,),
    "waitlist": (0,),
    "walkInFound": (1,),
}
"""The columns with people's names, by the object name of the table."""


# The columns of a table


WIDTHS = Widths((40, 0, 100, 90, 50), least={1: NAME_WIDTH, 2: 70}, goes=(4, 3))


def test_columns_keep_their_widths_where_there_is_room():
    assert WIDTHS.fit(440) == WIDTHS.fit(2000) == [40, 160, 100, 90, 50]


def test_columns_become_narrower_before_any_goes():
    assert WIDTHS.fit(420) == [40, 160, 80, 90, 50]


def test_the_least_important_columns_go_first_and_the_others_have_their_width_again():
    assert WIDTHS.fit(409) == [40, 160, 100, 90, None]
    assert WIDTHS.fit(359) == [40, 160, 100, None, None]


def test_names_and_what_stays_are_never_narrower_than_they_can_be():
    assert WIDTHS.narrowest() == 270
    assert WIDTHS.fit(100) == [40, 160, 70, None, None]


# The window


@pytest.mark.parametrize("language", ["en", "hi", "mr", "pa"])
def test_every_page_fits_a_small_window_with_its_words_and_names(qtbot, on_screen, desk, language):
    i18n.speak(language)
    window = on_screen(MainWindow(desk.context, desk.bus, desk.runner))
    window.setUpdatesEnabled(False)  # where things stand matters, not how they are painted
    faults: list[str] = []
    for shown in Tour(window, desk).all():
        window.banner.leave()
        for size in SIZES:
            look(qtbot, window, size)
            faults += [f"{shown}, {size.width()} × {size.height()}: {fault}" for fault in found_in(window, size)]
    window.close()
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults)


@pytest.mark.parametrize("language", ["en", "hi", "mr", "pa"])
def test_the_first_run_and_the_log_in_fit_a_small_window(qtbot, on_screen, runner, dressed, demo, tmp_path, language):
    i18n.speak(language)
    settings = Settings(tmp_path / "settings.json", language=language)
    faults: list[str] = []
    for folder in (demo[0], DataFolder(tmp_path / "empty")):
        window = on_screen(StartWindow(folder, settings, datetime.now, runner))
        for size in SIZES:
            look(qtbot, window, size)
            faults += [f"{size.width()} × {size.height()}: {fault}" for fault in found_in(window, size)]
        window.close()
    assert not faults, "\n".join(faults)


def test_columns_that_found_no_room_are_told_by_the_tool_tip_and_come_back_with_the_room(qtbot, on_screen, desk):
    window = on_screen(MainWindow(desk.context, desk.bus, desk.runner))
    window.go(window.pages.members)
    table = window.pages.members.list.table
    look(qtbot, window, SIZES[0])
    first = table.model().index(0, 1)
    gone = [column for column in range(table.model().columnCount()) if table.isColumnHidden(column)]
    assert gone
    told = table.told_of(first)
    for column in gone:
        assert str(first.siblingAtColumn(column).data()) in told
    look(qtbot, window, QSize(1366, 728))
    assert not any(table.isColumnHidden(column) for column in gone)
    window.close()


# Looking at it


def look(qtbot, window: QWidget, size: QSize) -> None:
    """Give the window a size, and wait until everything in it has found its place."""
    window.resize(size)
    qtbot.waitUntil(lambda: window.size() == size or window.width() > size.width() or window.height() > size.height())
    for _ in range(6):  # a line that wraps asks those around it for another height
        QApplication.sendPostedEvents()


def found_in(window: QWidget, size: QSize) -> list[str]:
    faults = [f"the window is {window.width()} × {window.height()}"] if window.size() != size else []
    shown = list(seen_in(window))
    for kind, fault_of in LOOKS:
        found = ((widget, fault_of(widget)) for widget in shown if isinstance(widget, kind))
        faults += [f"{where(widget)}: {fault}" for widget, fault in found if fault]
    return faults


def page_fault(widget: QWidget) -> str:
    """A page asks for no more room than it has."""
    if widget.objectName() != "page":
        return ""
    least, there = widget.minimumSizeHint(), widget.size()
    fits = least.width() <= there.width() and least.height() <= there.height()
    return "" if fits else f"needs {least.width()} × {least.height()} of {there.width()} × {there.height()}"


def button_fault(button: QAbstractButton) -> str:
    """A button is as wide as its words, and nothing of it is cut off."""
    if not button.text() or is_icon_alone(button):
        return ""
    if button.width() < button.sizeHint().width():
        return f"“{button.text()}” has {button.width()} of {button.sizeHint().width()} pixels"
    return f"“{button.text()}” is cut off" if is_cut_off(button) else ""


def label_fault(label: QLabel) -> str:
    """Words are read to their end; a name too long for its line is told by its tool tip."""
    if not label.text() or hasattr(label, "is_cut"):
        return ""
    if label.wordWrap():
        if label.height() < label.heightForWidth(label.width()):
            return f"“{label.text()}” lacks lines"
    elif label.width() < label.sizeHint().width():
        return f"“{label.text()}” has {label.width()} of {label.sizeHint().width()} pixels"
    return f"“{label.text()}” is cut off" if is_cut_off(label) else ""


def table_fault(table: QTableView) -> str:
    """The names of people have the room they need, and no column is off to the side."""
    if table.model() is None:
        return ""
    if table.objectName() == "milestones" and table.model().columnCount() == 2:
        return ""  # those of the settings, which are no people's
    narrow = [column for column in NAMES.get(table.objectName(), ()) if table.columnWidth(column) < NAME_WIDTH]
    if narrow:
        return f"names have {[table.columnWidth(column) for column in narrow]} pixels"
    return "scrolls sideways" if table.horizontalScrollBar().maximum() else ""


def tabs_fault(bar: QTabBar) -> str:
    """All tabs are seen without arrows, but on the smallest screens."""
    shown = sum(bar.tabSizeHint(place).width() for place in range(bar.count()) if bar.isTabVisible(place))
    return f"{shown} of {bar.width()} pixels" if bar.window().width() >= 1280 and shown > bar.width() else ""


LOOKS: tuple[tuple[type[QWidget], Callable[..., str]], ...] = (
    (QWidget, page_fault),
    (QAbstractButton, button_fault),
    (QLabel, label_fault),
    (QTableView, table_fault),
    (QTabBar, tabs_fault),
)


def is_icon_alone(button: QAbstractButton) -> bool:
    return isinstance(button, QToolButton) and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly


def seen_in(widget: QWidget) -> Iterator[QWidget]:
    """Whatever is seen in a widget; a combo box is looked at as one."""
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            yield child
            if not isinstance(child, QComboBox):
                yield from seen_in(child)


def is_cut_off(widget: QWidget) -> bool:
    """Whether something of it lies outside of what it stands in; what scrolls may go on below."""
    around, rect, inside = widget.parentWidget(), QRect(QPoint(), widget.size()), widget
    scrolls = False
    while around is not None:
        rect = rect.translated(inside.pos())
        area = around.parentWidget()
        scrolls = scrolls or (isinstance(area, QAbstractScrollArea) and around is area.viewport())
        if rect.left() < 0 or rect.right() > around.width():
            return True
        if not scrolls and (rect.top() < 0 or rect.bottom() > around.height()):
            return True
        inside, around = around, around.parentWidget()
    return False


def where(widget: QWidget) -> str:
    names = []
    while widget is not None and len(names) < 3:
        if widget.objectName() and not widget.objectName().startswith("qt_"):
            names.append(widget.objectName())
        widget = widget.parentWidget()
    return " in ".join(names)
