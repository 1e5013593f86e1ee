"""Settings: the copies of the record, where they go, and whether one of them would do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.backups.places import Drive, SecondPlace
from peerdesk.domain.backups.trying import CopyInside
from peerdesk.domain.dates import short_datetime
from peerdesk.i18n import gettext as _
from peerdesk.services.backups import places, state
from peerdesk.ui.backups.copies import WIDTHS, CopyRow, columns, everything
from peerdesk.ui.backups.opener import CopyOpener
from peerdesk.ui.backups.place_choice import PlaceChoice, place_said
from peerdesk.ui.messages import Messages
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.widgets.parts import button, card, column, label, offer, row, scrolled, wide
from peerdesk.ui.widgets.tables.rows_model import RowsModel
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.words.record.backups import backup_reminder, backup_state, bytes_shown

_SIDE = 400


class BackupsTab(QWidget):
    """The list at the left; at the right one copy is tried, which changes nothing."""

    def __init__(self, context: AppContext, messages: Messages, runner: TaskRunner) -> None:
        super().__init__()
        self._context, self._messages, self._runner = context, messages, runner
        self._build()
        self._connect()

    def _build(self) -> None:
        self._state = label("", "facts", wrap=True)
        self._reminder = label("", "problem", wrap=True)
        self.now_button = button(_("Back up now"), "backUpNow", primary=True)
        offer(self.now_button, allowed=self._context.may_write(Permission.BACK_UP))
        self.folder_button = button(_("Open the folder"), "openBackupFolder")
        self._place = label("", "facts", wrap=True)
        self.choice = PlaceChoice(self._context.storage.folder)
        self.forget_button = button(_("Stop using the second place"), "forgetPlace", flat=True)
        self.model = RowsModel[CopyRow](columns(), self)
        self.table = Table(self.model, "copies", _("Copies of the record"))
        self.table.share_width(WIDTHS)
        self._size = label("", "hint")
        self.again_button = button(_("Look again"), "lookAgain")
        self.restore_button = button(_("Restore…"), "restore")
        offer(self.restore_button, allowed=self._context.actor.may(Permission.RESTORE))
        self.opener = CopyOpener(self._runner, self._context.now, self._context.actor.user_name)
        self._tried = label("", "hint", wrap=True)
        side = card(
            label(_("Try a restore"), "section"),
            label(
                _("A copy is opened beside the record and read through. Nothing is changed by it."), "hint", wrap=True
            ),
            self.opener,
            self._tried,
        )
        around = scrolled(column(side, None), "tryCopy")
        around.setFixedWidth(_SIDE)
        above = card(
            row(wide(self._state), self.folder_button, self.now_button),
            self._reminder,
            row(wide(self._place), self.forget_button),
            self.choice,
        )
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(above)
        left.addWidget(card(self.table, margin=4), 1)
        left.addWidget(row(self._size, None, self.again_button, self.restore_button))
        lines = QHBoxLayout(self)
        lines.setContentsMargins(0, 12, 0, 0)
        lines.setSpacing(12)
        lines.addLayout(left, 1)
        lines.addWidget(around)
        self._reminder.hide()

    def _connect(self) -> None:
        self.now_button.clicked.connect(self._messages.backup_asked)
        self.folder_button.clicked.connect(self._open_folder)
        self.choice.chosen.connect(self._on_chosen)
        self.forget_button.clicked.connect(self._forget)
        self.again_button.clicked.connect(self.refresh)
        self.restore_button.clicked.connect(self._messages.restore_asked)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.opener.opened.connect(self._on_opened)

    def begin(self) -> None:
        """Somebody came for the copies: the cursor goes to the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def refresh(self) -> None:
        """Look at what is there now; the chosen copy stays chosen."""
        context, place = self._context, places.kept(self._context.settings)
        drives = context.drives()
        found, now = state.state(context.storage, context.actor, place), context.now()
        self._state.setText(backup_state(found, now))
        reminder = backup_reminder(replace(found, same_disk=False), now)  # the place says that itself, below
        self._reminder.setText(reminder)
        self._reminder.setVisible(bool(reminder))
        self._show_place(place, drives)
        chosen = self.model.chosen_in(self.table)
        rows = everything(context.storage.folder, place, drives)
        self.model.set_rows(rows)
        paths = [copy.path for copy in rows]
        self.table.show_chosen(paths.index(chosen.path) if chosen and chosen.path in paths else 0 if rows else None)
        self._on_selected()
        here = sum(copy.found.size for copy in rows if copy.path.parent == context.storage.folder.backups)
        self._size.setText(_("The copies on this PC take {size}.").format(size=bytes_shown(here)))
        self._show_tried()

    def _show_place(self, place: SecondPlace | None, drives: Sequence[Drive]) -> None:
        there = places.find(place, drives) if place else None
        self._place.setText(place_said(place, there, self._context.storage.folder))
        self.forget_button.setVisible(place is not None)
        self.choice.show_drives([drive for drive in drives if there is None or drive.root not in there.parents])

    def _show_tried(self) -> None:
        tried = self._context.settings.tried
        try:
            when = short_datetime(datetime.fromisoformat(tried))
        except ValueError:
            self._tried.setText(_("No copy was tried on this PC yet."))
        else:
            self._tried.setText(_("A copy was tried last on {when}, and everything in it was whole.").format(when=when))

    @Slot()
    def _on_selected(self, *_selection: object) -> None:
        self.opener.show_copy(self.model.chosen_in(self.table))

    @Slot(object)
    def _on_opened(self, inside: CopyInside) -> None:
        if not inside.findings:
            self._context.settings.tried = self._context.now().isoformat(" ", "seconds")
            self._context.settings.save()
            self._show_tried()

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._context.storage.folder.backups))

    @Slot(object)
    def _on_chosen(self, place: SecondPlace) -> None:
        """Bring copies there from now on, and the newest at once."""
        self._keep(place)
        self._messages.backup_asked.emit()

    @Slot()
    def _forget(self) -> None:
        self._keep(None)

    def _keep(self, place: SecondPlace | None) -> None:
        places.keep(self._context.settings, place)
        self.refresh()
