"""Choosing a picture from a file, seen at once and taken out again."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from peerdesk.i18n import gettext as _
from peerdesk.i18n import pgettext
from peerdesk.ui.widgets.parts import button, label

PREVIEW = QSize(96, 64)


class PictureEdit(QWidget):
    """Holds the bytes of one PNG or JPEG file, or nothing."""

    changed = Signal()
    refused = Signal()
    """The chosen file is too large, cannot be read or is no such picture; what was there stays."""

    def __init__(self, most: int) -> None:
        """Accept files of at most ``most`` bytes."""
        super().__init__()
        self._most = most
        self._data: bytes | None = None
        self._preview = label("", "hint")
        self._preview.setFixedSize(PREVIEW)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose_button = button(_("Choose a picture…"), "pictureChoose")
        self.remove_button = button(_("Remove the picture"), "pictureRemove", flat=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for part in (self._preview, self.choose_button, self.remove_button):
            line.addWidget(part)
        line.addStretch(1)
        self.setFocusProxy(self.choose_button)
        self.choose_button.clicked.connect(self._choose)
        self.remove_button.clicked.connect(self._remove)
        self.set_data(None)

    def data(self) -> bytes | None:
        """The bytes of the chosen file, as they are; ``None`` where there is no picture."""
        return self._data

    def set_data(self, data: bytes | None) -> None:
        """Show a picture, without announcing it."""
        self._data = data
        picture = QPixmap()
        if data is not None and picture.loadFromData(data):
            size = PREVIEW * self.devicePixelRatio()
            picture = picture.scaled(
                size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            picture.setDevicePixelRatio(self.devicePixelRatio())
            self._preview.setPixmap(picture)
        else:
            self._preview.setText(pgettext("picture", "None"))
        self.remove_button.setVisible(data is not None)

    @Slot()
    def _choose(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, _("Choose a picture"), "", _("Pictures (*.png *.jpg *.jpeg)"))
        if not name:
            return
        data = _read(Path(name), self._most)
        if data is None or not QPixmap().loadFromData(data):
            self.refused.emit()
            return
        self.set_data(data)
        self.changed.emit()

    @Slot()
    def _remove(self) -> None:
        self.set_data(None)
        self.choose_button.setFocus()
        self.changed.emit()


def _read(path: Path, most: int) -> bytes | None:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError:
        return None
    return data if len(data) <= most else None
