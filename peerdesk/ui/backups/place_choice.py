"""Where copies go, too: a stick that is plugged in, or another folder."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from peerdesk.domain.backups.places import Drive, SecondPlace
from peerdesk.errors import PeerDeskError
from peerdesk.i18n import gettext as _
from peerdesk.paths import DataFolder
from peerdesk.services.backups import places
from peerdesk.ui.widgets.parts import button, clear_layout, flow, label
from peerdesk.words.failures import failure


class PlaceChoice(QWidget):
    """A button for each disk that is plugged in, and one for any other folder; what is wrong is said below."""

    chosen = Signal(object)
    """The place (:class:`SecondPlace`); its folder is made."""

    def __init__(self, folder: DataFolder) -> None:
        super().__init__()
        self._folder = folder
        self._drives: Sequence[Drive] = ()
        self._offers = flow()
        self.browse_button = button(_("Another folder…"), "browsePlace")
        self.problem = label("", "problem", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(self._offers)
        lines.addWidget(self.problem)
        self.problem.hide()
        self.browse_button.clicked.connect(self._browse)
        self.show_drives(())

    def show_drives(self, drives: Sequence[Drive]) -> None:
        """Offer what is plugged in now; nothing moves where it is what was offered before."""
        drives = [drive for drive in drives if drive.is_apart or not places.is_same_disk(drive.root, self._folder)]
        if self._drives == drives and self._offers.findChildren(QPushButton):
            return
        self._drives = drives
        self.browse_button.setParent(self)
        clear_layout(self._offers)
        layout = self._offers.layout()
        if layout is None:
            return
        for number, drive in enumerate(drives):
            made = button(_("Use {name}").format(name=drive.name), f"useDrive{number}")
            made.setProperty("drive", number)
            made.clicked.connect(self._on_drive)
            layout.addWidget(made)
        layout.addWidget(self.browse_button)
        self.browse_button.show()

    def use(self, path: Path) -> None:
        """Make the folder for copies there."""
        self.problem.hide()
        names = {drive.root: drive.name for drive in self._drives}
        try:
            place = places.choose(path, names.get(path, ""), self._folder)
        except PeerDeskError as error:
            self.problem.setText(failure(error))
            self.problem.show()
        else:
            self.chosen.emit(place)

    @Slot()
    def _on_drive(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton):
            self.use(self._drives[pressed.property("drive")].root)

    @Slot()
    def _browse(self) -> None:
        if path := QFileDialog.getExistingDirectory(self, _("A second place for the copies")):
            self.use(Path(path))


def place_said(place: SecondPlace | None, there: Path | None, folder: DataFolder) -> str:
    """Which place it is, and whether it is of use."""
    if place is None:
        return _("No second place yet. Each new copy can go to a USB stick or another disk, too:")
    if there is None:
        text = _("Second place: {place}, not plugged in now. New copies go there as soon as it is.")
    elif places.is_same_disk(there, folder):
        text = _("Second place: {place}. It is on the same disk as the record: if the disk breaks, both are gone.")
    else:
        text = _("Second place: {place}.")
    return text.format(place=place.name)
