"""Today: groups that fell below their least members, said beside the facts of the day."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from peerdesk.domain.groups.capacity import SmallGroup
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.ui.widgets.parts import button
from peerdesk.ui.widgets.tips import set_tip


class SmallGroups(QObject):
    """A button that says how many there are and leads to the one; where there are several it asks which."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.button = button("", "smallGroups", flat=True, icon="users")
        self.menu = QMenu(parent)
        self.menu.setObjectName("smallGroupsMenu")
        self._groups: Sequence[SmallGroup] = ()
        self.button.clicked.connect(self._on_clicked)

    def show_groups(self, groups: Sequence[SmallGroup]) -> None:
        """Say how many there are, and in the tip which."""
        self._groups = groups
        count = len(groups)
        text = ngettext("{count} group below its least size", "{count} groups below their least size", count)
        which = "\n".join(map(_size, groups))
        self.button.setText(text.format(count=count))
        self.button.setAccessibleName(self.button.text())
        self.button.setAccessibleDescription(which)
        set_tip(self.button, which)
        self.button.setVisible(bool(groups))
        self.menu.clear()
        for group in groups:
            asked = self.menu.addAction(_size(group).replace("&", "&&"))
            asked.setData(group.id)
            asked.triggered.connect(self._on_asked)

    @Slot()
    def _on_clicked(self) -> None:
        if len(self._groups) == 1:
            self.chosen.emit(self._groups[0].id)
        else:
            self.menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    @Slot()
    def _on_asked(self) -> None:
        asked = self.sender()
        if isinstance(asked, QAction):
            self.chosen.emit(asked.data())


def _size(group: SmallGroup) -> str:
    text = _("{group}: {count} of at least {least} members")
    return text.format(group=group.name, count=group.members, least=group.least)
