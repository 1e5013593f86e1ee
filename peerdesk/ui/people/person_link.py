"""A member's name that opens their page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from peerdesk.domain.mentoring.mentors import Companion
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.links import as_link
from peerdesk.ui.widgets.tips import set_tip

_FRAME = 6  # pixels that the frame of the focus takes from a link's text
_WIDEST = 230  # pixels that it always has; a longer name is told in fewer words where there is no room


class PersonLink(QPushButton):
    """Stands for a member. Where there is no room their second script goes first, then the end of the name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        as_link(self, name)
        self.setAccessibleName(_("Member"))  # until somebody is shown
        self._whole = self._shorter = ""

    def show_person(self, person: Companion) -> None:
        """Let it stand for a member."""
        both = " ".join(dict.fromkeys(filter(None, (person.name_latin, person.name_native))))
        self.setText(both.replace("&", "&&"))
        self._whole, self._shorter = both, person.name
        self.setAccessibleName(person.name)
        set_tip(self, both)
        self.setProperty("id", person.id)
        self.ensurePolished()
        self.setMinimumWidth(min(self.sizeHint().width() + _FRAME, _WIDEST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self._fitting()
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _fitting(self) -> str:
        metrics, whole = self.fontMetrics(), self.text()
        around = self.sizeHint().width() - metrics.horizontalAdvance(self._whole)
        room = self.width() - max(around, 0)
        if metrics.horizontalAdvance(self._whole) <= room:
            return whole
        return metrics.elidedText(self._shorter, Qt.TextElideMode.ElideRight, room).replace("&", "&&")
