"""The first run: from an empty folder to a centre that is open, one calm step after the other."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from peerdesk import words
from peerdesk.domain.backups.places import Drives
from peerdesk.errors import InvalidInput, PeerDeskError
from peerdesk.i18n import gettext as _
from peerdesk.i18n import pgettext
from peerdesk.paths import DataFolder
from peerdesk.security.slots import Opened
from peerdesk.services import access, door
from peerdesk.ui import theme
from peerdesk.ui.first_run.copies_step import CopiesStep
from peerdesk.ui.first_run.sheet_step import SheetStep
from peerdesk.ui.first_run.steps import AccountStep, CentreStep, LanguageStep, NewCentre, ReadyStep, Step
from peerdesk.ui.tasks import Job, TaskRunner
from peerdesk.ui.widget_keys import ENTER
from peerdesk.ui.widgets.bars.busy_bar import busy_bar
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.parts import button, label, rename, row, scrolled

_RAIL = 250
_COLUMN = 620


class FirstRunPage(QWidget, HoldsTyping):
    """A list of the steps on the left, the step itself, Back and Next."""

    made = Signal(object, str)
    """The centre is made: what its password opened, and who made it."""
    demo_asked = Signal()
    restore_asked = Signal()
    """There is a centre already, in a copy."""
    failed = Signal(object)
    """The centre could not be made: why (:class:`PeerDeskError`)."""

    def __init__(
        self,
        folder: DataFolder,
        now: Callable[[], datetime],
        runner: TaskRunner,
        draft: NewCentre,
        drives: Drives,
    ) -> None:
        super().__init__()
        self._drives = drives
        self.setObjectName("start")
        self._folder, self._now, self._runner, self._draft = folder, now, runner, draft
        self._build()
        self._connect()
        for step in self.steps:
            step.show_draft(draft)

    def _build(self) -> None:
        self.language_step = LanguageStep()
        self.sheet_step = SheetStep(self._now)
        self.steps: tuple[Step, ...] = (
            self.language_step,
            CentreStep(),
            AccountStep(),
            self.sheet_step,
            CopiesStep(self._folder, self._drives),
            ReadyStep(self._folder),
        )
        self._stack = QStackedWidget()
        for step in self.steps:
            self._stack.addWidget(step)
        self.back_button = button(_("Back"), "back")
        self.next_button = button(_("Next"), "next", primary=True)
        self._busy = busy_bar()
        self._problem = label("", "problem", wrap=True)
        column = QWidget()
        column.setMaximumWidth(_COLUMN)
        lines = QVBoxLayout(column)
        lines.setContentsMargins(44, 36, 44, 28)
        lines.setSpacing(10)
        lines.addWidget(self._stack, 1)
        for part in (self._problem, self._busy, row(self.back_button, None, self.next_button)):
            lines.addWidget(part)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._rail())
        line.addWidget(scrolled(column, "firstRun"), 1)

    def _rail(self) -> QWidget:
        self._list = QListWidget()
        self._list.setObjectName("nav")
        self._list.setAccessibleName(_("Steps"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._list.setIconSize(QSize(16, 16))
        names = (
            pgettext("step", "Language"),
            pgettext("step", "Centre"),
            pgettext("step", "Coordinator"),
            pgettext("step", "Password recovery sheet"),
            pgettext("step", "Copies"),
            pgettext("step", "Ready"),
        )
        for number, name in enumerate(names, 1):
            item = QListWidgetItem(f"{number}   {name}")
            item.setSizeHint(QSize(_RAIL, 38))
            self._list.addItem(item)
        rail = QWidget()
        rail.setObjectName("sidebar")
        rail.setFixedWidth(_RAIL)
        lines = QVBoxLayout(rail)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(label("PeerDesk", "brand"))
        lines.addWidget(self._list, 1)
        return rail

    def _connect(self) -> None:
        self.back_button.clicked.connect(self._on_back)
        self.next_button.clicked.connect(self._on_next)
        self.language_step.demo_asked.connect(self._on_demo)
        self.language_step.restore_asked.connect(self._on_restore)
        self.sheet_step.ready_changed.connect(self._on_ready_changed)
        self._runner.busy.connect(self._on_busy)

    def begin(self) -> None:
        """Show the first step; called when the page is in its window, for the cursor's sake."""
        self._show(0)

    def draft(self) -> NewCentre:
        """Everything typed so far."""
        draft = self._draft
        for step in self.steps:
            draft = step.filled(draft)
        return draft

    def unsaved(self) -> Sequence[str]:
        return [_("Your centre")] if self.draft().is_begun() else []

    @Slot(object)
    def show_error(self, error: PeerDeskError) -> None:
        """Say what could not be done; everything typed is still there."""
        self._problem.setText(words.failure(error))
        self._problem.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER:
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton) and not focused.isCheckable():
            focused.click()
        else:
            self.next_button.click()

    def _current(self) -> Step:
        return self.steps[self._stack.currentIndex()]

    def _show(self, number: int) -> None:
        self._problem.hide()
        self._current().leave()
        self._stack.setCurrentIndex(number)
        self._list.setCurrentRow(number)
        done, not_yet = theme.icon("check", self.palette()), QPixmap(self._list.iconSize())
        not_yet.fill(Qt.GlobalColor.transparent)  # as wide as a tick: the name stays where it is
        for place in range(self._list.count()):
            self._list.item(place).setIcon(done if place < number else QIcon(not_yet))
        self.back_button.setVisible(number > 0)
        last = number == len(self.steps) - 1
        rename(self.next_button, _("Make the centre") if last else _("Next"))
        self._current().begin(self.draft())
        self._on_ready_changed()
        if not self._current().asks:
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_ready_changed(self) -> None:
        self.next_button.setEnabled(self._current().ready())
        if self._current() is self.sheet_step and self.next_button.isEnabled():
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_back(self) -> None:
        self._show(self._stack.currentIndex() - 1)

    @Slot()
    def _on_next(self) -> None:
        step = self._current()
        if step.form is not None:
            step.form.clear()
        try:
            step.check(self.draft())
        except InvalidInput as error:
            step.show_problems(error)
            return
        if step is self.steps[-1]:
            self._problem.hide()
            self._runner.start(partial(_make, self._folder, self._now, self.draft()), self._on_made, self._on_failed)
        else:
            self._show(self._stack.currentIndex() + 1)

    @Slot()
    def _on_demo(self) -> None:
        self._problem.hide()
        self.demo_asked.emit()

    @Slot()
    def _on_restore(self) -> None:
        self._problem.hide()
        self.restore_asked.emit()

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        for part in (self._stack, self.back_button):
            part.setEnabled(not busy)
        self.next_button.setEnabled(not busy and self._current().ready())

    def _on_failed(self, error: PeerDeskError) -> None:
        self.failed.emit(error)

    def _on_made(self, opened: Opened) -> None:
        self.made.emit(opened, self.draft().coordinator.user_name)


def _make(folder: DataFolder, now: Callable[[], datetime], draft: NewCentre, _job: Job) -> Opened:
    access.set_up(folder, draft.centre, draft.coordinator, draft.password, draft.code, now, founding=draft.founding)
    return door.unlock(folder, draft.coordinator.user_name, draft.password)
