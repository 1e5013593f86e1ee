"""The side bar: the pages from top to bottom, and who is at work."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QToolButton, QVBoxLayout, QWidget

from peerdesk.i18n import gettext as _
from peerdesk.ui import theme
from peerdesk.ui.actions import Command
from peerdesk.ui.place import PageName, PagePlace
from peerdesk.ui.widgets.bars.step_bar import StepBar
from peerdesk.ui.widgets.parts import label
from peerdesk.ui.widgets.tips import set_tip

WIDTH = 178
ROW = 38
_BAR = 4


class SideBar(QWidget):
    """Leads to the page that is chosen."""

    leads_to = Signal(object)
    """A ``PagePlace``."""

    def __init__(self, user: str, actions: Mapping[Command, QAction], pages: Mapping[PageName, Command]) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setFixedWidth(WIDTH)
        self.pages = list(pages)
        self.nav = QListWidget()
        self.nav.setObjectName("nav")
        self.nav.setAccessibleName(_("Pages"))
        self.nav.setIconSize(QSize(18, 18))
        for command in pages.values():
            item = QListWidgetItem(actions[command].icon(), actions[command].text())
            item.setSizeHint(QSize(WIDTH, ROW))
            set_tip(item, actions[command].toolTip())
            self.nav.addItem(item)
        menu = QMenu(self)
        menu.addActions([actions[c] for c in (Command.LOCK, Command.SWITCH_USER, Command.QUIT)])
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 8)
        lines.addWidget(label("PeerDesk", "brand"))
        lines.addWidget(self.nav, 1)
        lines.addWidget(self._checking())
        lines.addWidget(self._user_button(user, menu))
        self.nav.currentRowChanged.connect(self._on_row)
        self.nav.itemClicked.connect(self._on_clicked)

    def show_chosen(self, page: PageName) -> None:
        """Mark a page as the one that is seen, without announcing it."""
        self.nav.blockSignals(True)
        self.nav.setCurrentRow(self.pages.index(page))
        self.nav.blockSignals(False)

    def _checking(self) -> QWidget:
        self.check_bar = StepBar("startCheck", _("Checking the record"), _BAR)
        # Translators: small, in the side bar, while every part of the file is looked at after the log-in
        self.check_text = label(_("Checking the record"), "hint", wrap=True)
        self.checking = QWidget()
        inner = QVBoxLayout(self.checking)
        inner.setContentsMargins(12, 0, 12, 4)
        inner.setSpacing(2)
        inner.addWidget(self.check_text)
        inner.addWidget(self.check_bar)
        self.checking.hide()
        return self.checking

    @Slot(int, int)
    def show_check(self, done: int, total: int) -> None:
        """How far the look at every part of the record is."""
        self.check_bar.show_step(done, total)
        self.checking.show()

    def end_check(self) -> None:
        """It is over."""
        self.checking.hide()

    def _user_button(self, name: str, menu: QMenu) -> QToolButton:
        user = QToolButton()
        user.setObjectName("user")
        user.setText(name)
        user.setAccessibleName(_("User: {name}").format(name=name))
        user.setIcon(theme.icon("user-round", self.palette()))
        user.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        user.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        user.setFixedWidth(WIDTH - 12)
        user.setMenu(menu)
        return user

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        """The entry that is marked leads back to its page from one that is shown under it."""
        self._on_row(self.nav.row(item))

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.leads_to.emit(PagePlace(self.pages[row]))
