"""Find anything (Ctrl+K): a field over the page; a few letters lead to a member, group, session, report or command."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from peerdesk.context import AppContext
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services import finder
from peerdesk.ui.actions import Command
from peerdesk.ui.messages import Messages
from peerdesk.ui.widget_keys import ENTER, ESCAPE, LINE_STEPS, TAB_STEPS
from peerdesk.ui.widgets.inputs.search_edit import SearchEdit
from peerdesk.ui.widgets.parts import label
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.table import ROW_HEIGHT, Table
from peerdesk.ui.widgets.tables.two_tone import TwoToneDelegate
from peerdesk.ui.window.finder_offers import Offer, of_commands, of_found, of_reports, offers_model, spoken

MOST = 12
"""So many lines at the most."""

_MOST_BESIDE = 3
"""Reports, and commands, that always find room beside what the file holds."""

_WIDTH, _TOP, _EDGE = 720, 56, 40
_STILL_HERE = Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason


class FinderEdit(SearchEdit):
    """Where is typed. The keys that go through the list below work from here; Tab goes on in it too."""

    stepped = Signal(int)
    chosen = Signal()
    left = Signal()
    abandoned = Signal()
    """The cursor went elsewhere in the window."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in TAB_STEPS:
            self.stepped.emit(TAB_STEPS[Qt.Key(event.key())])
            return True
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STILL_HERE:
            self.abandoned.emit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in LINE_STEPS:
            self.stepped.emit(LINE_STEPS[key])
        elif key in ENTER:
            self.chosen.emit()
        elif key == ESCAPE:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Finder(QFrame):
    """Lies over its parent while somebody looks for something; every keystroke counts.

    Args:
        commands: the actions that may be offered.
        parent: the widget it lies over, the window's pages with the side bar.
    """

    command_chosen = Signal(object)
    """A ``Command``."""

    def __init__(
        self, context: AppContext, messages: Messages, commands: Mapping[Command, QAction], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context, self._messages, self._commands = context, messages, commands
        self._over = parent
        self._before: QWidget | None = None
        self._build()
        self._connect()
        parent.installEventFilter(self)

    def _build(self) -> None:
        self.setObjectName("card")
        self.setAccessibleName(_("Find anything"))
        self.setAutoFillBackground(True)
        self.field = FinderEdit(
            "finder",
            _("Find anything"),
            _("A member, a group, a session (1234, or morning 21-11), a report, a command"),
        )
        self.model = offers_model()
        self.model.setParent(self)
        self.table = Table(self.model, "found", _("Found"), sortable=False)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.horizontalHeader().hide()
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setItemDelegateForColumn(1, TwoToneDelegate(self.table))
        self.table.share_width(Widths((96, 0, 110), least={1: NAME_WIDTH}))
        self._nothing = label("", "hint", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(10, 10, 10, 10)
        lines.setSpacing(6)
        lines.addWidget(self.field)
        lines.addWidget(self._nothing)
        lines.addWidget(self.table)
        self.hide()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._find)
        self.field.stepped.connect(self._step)
        self.field.chosen.connect(self._choose)
        self.field.left.connect(self.leave)
        self.table.clicked.connect(self._on_clicked)
        self.field.abandoned.connect(self._on_abandoned)

    # Coming and going

    @Slot()
    def ask(self) -> None:
        """Open over the page with the cursor in an empty field."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.field.clear()
        self._find()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def leave(self) -> None:
        """Close, and put the cursor back where it was."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_abandoned(self) -> None:
        """Somebody clicked elsewhere: close without moving the cursor again."""
        self._before = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._over.width()
        width = min(_WIDTH, room - 2 * _EDGE)
        self.table.setFixedHeight(self.model.rowCount() * ROW_HEIGHT + 2)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((room - width) // 2, _TOP)

    # Finding

    @Slot()
    def _find(self) -> None:
        text = self.field.text().strip()
        with self._messages.reporting():
            self._show(self._offers(text))
            self._nothing.setText(_("Nothing fits “{text}”.").format(text=text))
        self._nothing.setVisible(not self.model.rowCount())
        self.table.setVisible(bool(self.model.rowCount()))
        self._place()
        self._announce()

    def _offers(self, text: str) -> Sequence[Offer]:
        """What the file holds, then reports, then commands."""
        context = self._context
        found = finder.find(context.storage, context.actor, text, today=context.today(), most=MOST)
        reports = of_reports(text, context.actor) if text else []
        commands = of_commands(text, self._commands)
        beside = len(reports[:_MOST_BESIDE]) + len(commands[:_MOST_BESIDE])
        first = of_found(found)[: MOST - beside]
        some_reports = reports[: MOST - len(first) - len(commands[:_MOST_BESIDE])]
        return [*first, *some_reports, *commands][:MOST]

    def _show(self, offers: Sequence[Offer]) -> None:
        self.model.set_rows(offers)
        self.table.show_chosen(0 if offers else None)

    @Slot(int)
    def _step(self, lines: int) -> None:
        """Up or down; one step beyond an end comes in at the other."""
        last = self.model.rowCount() - 1
        if last < 0:
            return
        at = self.table.currentIndex().row()
        if abs(lines) == 1:
            self.table.selectRow((at + lines) % (last + 1))
        else:
            self.table.selectRow(min(max(at + lines, 0), last))
        self._announce()

    def _announce(self) -> None:
        """Tell who cannot see it how much was found, and what Enter would open."""
        count = self.model.rowCount()
        said = self._nothing.text()
        if count:
            said = ngettext("{count} found", "{count} found", count).format(count=count)
            said = f"{said}. {spoken(self.model.row(self.table.currentIndex()))}"
        self.field.setAccessibleDescription(said)
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, said))

    # Choosing

    @Slot(QModelIndex)
    def _on_clicked(self, _index: QModelIndex) -> None:
        self._choose()

    @Slot()
    def _choose(self) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        target = self.model.row(index).target
        self.leave()
        if isinstance(target, Command):
            self.command_chosen.emit(target)
        else:
            self._messages.lead_to(target)
