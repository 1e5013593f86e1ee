"""Which scale's blank sheet is printed."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.domain.measures.scales import Scale
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.calm import CalmCombo
from peerdesk.ui.widgets.fields import Field
from peerdesk.words.measures import scale_name


class ScaleChoice(QWidget):
    """The scales that are asked and that the reader may see; the first is chosen at first."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = CalmCombo()
        self.box.setMinimumContentsLength(10)
        self.box.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(Field(_("Scale"), self.box, "scale"))
        self.box.currentIndexChanged.connect(self.changed)

    def show_scales(self, scales: Sequence[Scale]) -> None:
        """Offer these; the chosen one stays so where it still is one. Announces nothing."""
        chosen = self.code()
        with QSignalBlocker(self.box):
            self.box.clear()
            for scale in scales:
                self.box.addItem(scale_name(scale), scale.code)
        if chosen is not None:
            self.choose(chosen)

    def code(self) -> str | None:
        """The code of the scale chosen."""
        found: str | None = self.box.currentData()
        return found

    def choose(self, code: str) -> None:
        """Choose a scale, announcing nothing; one that is not offered leaves the choice as it is."""
        place = self.box.findData(code)
        if place >= 0:
            with QSignalBlocker(self.box):
                self.box.setCurrentIndex(place)
