"""The step of the first run that asks where copies go."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, Slot

from peerdesk.domain.backups.places import Drives, SecondPlace
from peerdesk.i18n import gettext as _
from peerdesk.paths import DataFolder
from peerdesk.ui.backups.place_choice import PlaceChoice, place_said
from peerdesk.ui.first_run.steps import NewCentre, Step
from peerdesk.ui.widgets.parts import label

_LOOK_MS = 2000


class CopiesStep(Step):
    """A stick may be plugged in now or later; nobody is held up for want of one."""

    asks = False

    def __init__(self, folder: DataFolder, drives: Drives) -> None:
        super().__init__(
            "stepCopies",
            _("Copies of the record"),
            _(
                "PeerDesk copies the record by itself several times a day. If this PC breaks, only a copy kept "
                "elsewhere helps: please plug in a USB stick and choose it here."
            ),
        )
        self._folder, self._drives = folder, drives
        self._place: SecondPlace | None = None
        self.choice = PlaceChoice(folder)
        self._said = label("", "facts", wrap=True)
        self.lines.addWidget(self._said)
        self.lines.addWidget(self.choice)
        self.lines.addWidget(
            label(_("No stick at hand? It can be chosen later, under Settings → Backups."), "hint", wrap=True)
        )
        self.lines.addStretch(1)
        self.choice.chosen.connect(self._on_chosen)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def show_draft(self, draft: NewCentre) -> None:
        self._place = draft.place

    def filled(self, draft: NewCentre) -> NewCentre:
        return replace(draft, place=self._place)

    def begin(self, draft: NewCentre) -> None:
        self._look()
        self._timer.start()

    def leave(self) -> None:
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        self.choice.show_drives(self._drives())
        there = Path(self._place.path) if self._place else None
        self._said.setText(place_said(self._place, there, self._folder) if self._place else _("None chosen yet."))

    @Slot(object)
    def _on_chosen(self, place: SecondPlace) -> None:
        self._place = place
        self._look()
        self.ready_changed.emit()
