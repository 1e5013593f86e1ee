"""Tab goes through a page as the eye does: what is made later stands last in Qt's own order, wherever it is shown."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QTabWidget, QWidget

from peerdesk.ui.widgets.steady import SteadyRoom


def follow_layout(page: QWidget) -> None:
    """Let Tab go through everything inside a widget in the order of its layouts; hidden parts keep their place."""
    for before, after in pairwise(stops(page)):
        QWidget.setTabOrder(before, after)


class InOrder(QWidget):
    """Tab follows what is shown now, whenever its parts were made."""

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        follow_layout(self)
        return super().focusNextPrevChild(next)


def stops(widget: QWidget) -> Iterator[QWidget]:
    """Whatever takes the cursor, from above to below; what is inside of it is its own affair."""
    if isinstance(widget, QTabWidget):
        yield widget
        yield from _stops_of(widget.currentWidget())
    elif widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    elif isinstance(widget, QScrollArea):
        yield from _stops_of(widget.widget())
    elif isinstance(widget, SteadyRoom):
        yield from stops(widget.inside)
    elif isinstance(widget, QStackedWidget):
        yield from _stops_of(widget.currentWidget())
    elif (layout := widget.layout()) is not None:
        yield from _inside(layout)


def _stops_of(widget: QWidget | None) -> Iterator[QWidget]:
    if widget is not None:
        yield from stops(widget)


def _inside(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from stops(widget)
        elif (inner := item.layout()) is not None:
            yield from _inside(inner)
