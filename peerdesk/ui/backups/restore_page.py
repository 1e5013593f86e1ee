"""Before anybody is logged in: a copy takes the place of the record."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.domain.backups.copies import SUFFIX
from peerdesk.domain.backups.places import Drives
from peerdesk.domain.progress import unwatched
from peerdesk.errors import PeerDeskError
from peerdesk.i18n import gettext as _
from peerdesk.paths import DataFolder
from peerdesk.services import door
from peerdesk.services.backups import places, restoring
from peerdesk.settings import Settings
from peerdesk.ui.backups.copies import WIDTHS, CopyRow, chosen_file, columns, everything
from peerdesk.ui.backups.opener import CopyOpener
from peerdesk.ui.tasks import Job, TaskRunner
from peerdesk.ui.widget_keys import ENTER, ESCAPE
from peerdesk.ui.widgets.parts import button, card, column, label, press_focused, row, scrolled
from peerdesk.ui.widgets.tables.rows_model import RowsModel
from peerdesk.ui.widgets.tables.table import Table

_SIDE = 400


class RestorePage(QWidget):
    """The copies that were found, one of them looked into, and put in place; what was there is set aside."""

    restored = Signal(str)
    """A copy is in place: what is said of it at the log-in."""
    left = Signal()

    def __init__(
        self,
        folder: DataFolder,
        settings: Settings,
        now: Callable[[], datetime],
        runner: TaskRunner,
        drives: Drives,
    ) -> None:
        super().__init__()
        self.setObjectName("start")
        self._folder, self._settings, self._now, self._runner, self._drives = folder, settings, now, runner, drives
        self._by_hand: list[CopyRow] = []
        self._under_way: CopyRow | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.model = RowsModel[CopyRow](columns(), self)
        self.table = Table(self.model, "copies", _("Copies of the record"))
        self.table.share_width(WIDTHS)
        self._none = label(
            _("No copy was found. Plug in the USB stick, then press “Look again”; or choose the file yourself."),
            "hint",
            wrap=True,
        )
        self.again_button = button(_("Look again"), "lookAgain")
        self.file_button = button(_("Choose a file…"), "chooseCopy")
        self.back_button = button(_("Back"), "back")
        self.opener = CopyOpener(self._runner, self._now, self._settings.user_name, self._folder)
        self._what = label("", "hint", wrap=True)
        self.restore_button = button(_("Put this copy in place"), "restoreCopy", primary=True)
        self.keys_button = button(_("Bring back only the keys"), "restoreKeys", primary=True)
        self._problem = label("", "problem", wrap=True)
        side = card(self.opener, self._what, self._problem, row(None, self.keys_button), row(None, self.restore_button))
        around = scrolled(column(side, None), "restoreSide")
        around.setFixedWidth(_SIDE)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(card(self.table, margin=4), 1)
        left.addWidget(self._none)
        left.addWidget(row(self.back_button, None, self.file_button, self.again_button))
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addLayout(left, 1)
        both.addWidget(around)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 20, 24, 16)
        lines.setSpacing(8)
        lines.addWidget(label(_("Put a copy of the record in place"), "title"))
        lines.addWidget(
            label(
                _("Choose a copy, look inside, and put it in place. What is on this PC now is set aside, not deleted."),
                "subtitle",
                wrap=True,
            )
        )
        lines.addLayout(both, 1)

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.again_button.clicked.connect(self.refresh)
        self.file_button.clicked.connect(self._choose_file)
        self.back_button.clicked.connect(self.left)
        self.opener.opened.connect(self._show_buttons)
        self.opener.changed.connect(self._show_buttons)
        self.restore_button.clicked.connect(self._restore)
        self.keys_button.clicked.connect(self._bring_keys)

    def begin(self) -> None:
        """Look for copies, and put the cursor on the newest."""
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def refresh(self) -> None:
        """Look for copies on this PC and on whatever is plugged in."""
        chosen = self.model.chosen_in(self.table)
        rows = [*self._by_hand, *everything(self._folder, places.kept(self._settings), self._drives())]
        self.model.set_rows(rows)
        self._none.setVisible(not rows)
        paths = [found.path for found in rows]
        self.table.show_chosen(paths.index(chosen.path) if chosen and chosen.path in paths else 0 if rows else None)
        self._on_selected()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == ESCAPE:
            self.left.emit()
        elif event.key() not in ENTER or not press_focused(self):
            super().keyPressEvent(event)

    @Slot()
    def _on_selected(self, *_selection: object) -> None:
        self.opener.show_copy(self.model.chosen_in(self.table))

    @Slot()
    def _choose_file(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(
            self, _("Choose a copy"), "", _("Copies of a record ({ending})").format(ending=f"*{SUFFIX}")
        )
        if path:
            self.add_file(Path(path))

    def add_file(self, path: Path) -> None:
        """Put a file that somebody chose at the head of the list, and choose it."""
        self._by_hand = [chosen_file(path), *(copy for copy in self._by_hand if copy.path != path)]
        self.refresh()
        self.table.show_chosen(self.model.rows().index(self._by_hand[0]))
        self._on_selected()
        self.opener.begin()

    @Slot()
    def _show_buttons(self, _inside: object = None) -> None:
        inside = self.opener.inside
        self._problem.hide()
        self.restore_button.setEnabled(inside is not None)
        self._what.setVisible(inside is not None)
        only_keys = self.opener.only_keys
        self.keys_button.setVisible(only_keys)
        if only_keys:
            what = _("The record on this PC is as it was; only its key file is damaged. The keys of this copy open it.")
        elif door.has_centre(self._folder):
            what = _("What is on this PC now is set aside first: you can go back to it, here and in Settings.")
        else:
            what = _("There is no record on this PC yet: the copy becomes its record.")
        self._what.setText(what)
        if inside is not None:
            (self.keys_button if only_keys else self.restore_button).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _restore(self) -> None:
        copy = self.model.chosen_in(self.table)
        if copy is None:
            return
        self.setEnabled(False)
        self._under_way = copy
        job = self._runner.start(
            partial(_restore, copy.path, self._folder, self._now()), self._on_restored, self._on_failed
        )
        self.destroyed.connect(job.cancel)  # nobody is left to be told

    @Slot()
    def _bring_keys(self) -> None:
        copy = self.model.chosen_in(self.table)
        if copy is None:
            return
        try:
            restoring.bring_keys(copy.path, self._folder, self._now())
        except PeerDeskError as error:
            self._on_failed(error)
        else:
            self.restored.emit(_("The keys are back. Please log in with a password of the day of that copy."))

    def _on_restored(self, aside: Path | None) -> None:
        self.setEnabled(True)
        self._keep_place()
        if self.opener.by_sheet:
            said = _("The copy is in place. Please press “Forgot the password?” and use the password recovery sheet.")
        else:
            said = _("The copy is in place. Please log in with a password of the day on which it was made.")
        if aside is not None:
            said = "\n".join(
                (said, _("The record that was here before is set aside in {folder}.").format(folder=aside))
            )
        self.restored.emit(said)

    def _keep_place(self) -> None:
        """On a new PC the stick that the copy came from goes on getting the copies."""
        copy = self._under_way
        if copy is None or places.kept(self._settings) is not None:
            return
        if place := places.marked(copy.path.parent, copy.where):
            places.keep(self._settings, place)

    def _on_failed(self, error: PeerDeskError) -> None:
        self.setEnabled(True)
        self._problem.setText(words.failure(error))
        self._problem.show()


def _restore(path: Path, folder: DataFolder, now: datetime, _job: Job) -> Path | None:
    """Not called off half-way: it is short, and what is begun is better finished."""
    return restoring.restore(path, folder, now, unwatched)
