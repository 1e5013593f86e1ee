"""Says that the record is damaged, before anybody goes on writing, and what can be done."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from peerdesk.domain.backups.copies import SUFFIX
from peerdesk.domain.file_check import Finding
from peerdesk.errors import PeerDeskError
from peerdesk.i18n import gettext as _
from peerdesk.ui.widget_keys import ENTER
from peerdesk.ui.widgets.bars.busy_bar import busy_bar
from peerdesk.ui.widgets.parts import button, card, centred, column, flow, label, press_focused, row
from peerdesk.words import failure
from peerdesk.words.record.findings import findings

_WIDTH = 620
_UNDAMAGED = {"entries-missing", "copy-not-whole"}
"""What is there can all be read: there is nothing to bring back out of it."""


class DamagePage(QWidget):
    """Stands before everything else: at the log-in, or over the pages."""

    salvage_asked = Signal(object)
    """Bring back what can be read, with this copy (``Path``) or without one (``None``)."""
    restore_asked = Signal()
    """Put a copy in the place of the record."""
    went_on = Signal()
    """Go on with the record as it is."""

    def __init__(self, found: Sequence[Finding], copy: Path | None, *, may_go_on: bool) -> None:
        super().__init__()
        self.setObjectName("start")
        self._missing_only = {finding.code for finding in found} <= _UNDAMAGED
        self._copy = copy
        self._build(found)
        self.salvage_button.setVisible(not self._missing_only)
        self._copies.setVisible(not self._missing_only)
        self.go_on_button.setVisible(may_go_on)
        self.salvage_button.clicked.connect(self._on_salvage)
        self.copy_button.clicked.connect(self._choose)
        self.restore_button.clicked.connect(self.restore_asked)
        self.go_on_button.clicked.connect(self.went_on)
        self._show_copy()

    def _build(self, found: Sequence[Finding]) -> None:
        self.said = label("\n\n".join(findings(found)), "subtitle", wrap=True)
        self.said.setObjectName("damageSaid")
        self.salvage_button = button(_("Bring back what can be read"), "salvage", primary=not self._missing_only)
        self.restore_button = button(_("Restore a copy…"), "damageRestore", primary=self._missing_only)
        self.go_on_button = button(_("Go on as it is"), "damageGoOn", flat=True)
        self.copy_button = button(_("Choose another copy…"), "salvageCopy", flat=True)
        for answer in (self.salvage_button, self.restore_button, self.go_on_button):
            answer.setAutoDefault(True)
        self._copy_label = label("", "hint", wrap=True)
        self._copies = column(self._copy_label, row(self.copy_button, None))
        self.busy = busy_bar()
        self._progress = label("", "hint", wrap=True)
        self._problem = label("", "problem", wrap=True)
        title = _("Entries are missing") if self._missing_only else _("The record is damaged")
        ways = (
            _(
                "Is there a later copy, on a USB stick for example? Then restore that one. Otherwise go on with this "
                "record."
            )
            if self._missing_only
            else _(
                "“Bring back what can be read” makes a new record out of this one and of the latest copy, and tells "
                "what is not back. The damaged record is set aside, nothing of it is lost by that."
            )
        )
        surface = card(
            label(title, "title", wrap=True),
            self.said,
            label(ways, "hint", wrap=True),
            self._copies,
            self._problem,
            self._progress,
            self.busy,
            flow(self.salvage_button, self.restore_button, self.go_on_button),
            margin=24,
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(centred(surface, _WIDTH))
        self._problem.hide()
        self._progress.hide()

    def begin(self) -> None:
        """Put the cursor on what helps."""
        first = self.restore_button if self._missing_only else self.salvage_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, done: int, total: int) -> None:
        """It is being done."""
        self._progress.setText(
            _("Bringing back what can be read: {percent} %").format(percent=100 * done // max(total, 1))
        )
        self._set_busy(busy=True)

    def show_problem(self, error: PeerDeskError) -> None:
        """It could not be done; everything is as it was."""
        self._problem.setText(failure(error))
        self._problem.show()
        self._set_busy(busy=False)

    def be_free(self) -> None:
        """Nothing is being done any more."""
        self._set_busy(busy=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER or not press_focused(self):
            super().keyPressEvent(event)

    def _set_busy(self, *, busy: bool) -> None:
        self.busy.setVisible(busy)
        self._progress.setVisible(busy)
        for part in (self.salvage_button, self.restore_button, self.go_on_button, self.copy_button):
            part.setEnabled(not busy)

    @Slot()
    def _on_salvage(self) -> None:
        self._problem.hide()
        self.salvage_asked.emit(self._copy)

    @Slot()
    def _choose(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Choose a copy of the record"), "", f"PeerDesk (*{SUFFIX} *.db)"
        )
        if name:
            self._copy = Path(name)
            self._show_copy()

    def _show_copy(self) -> None:
        self._copy_label.setText(
            _("Gaps are filled from the copy {copy}.").format(copy=self._copy.name)
            if self._copy is not None
            else _("No copy was found on this PC to fill gaps from.")
        )
