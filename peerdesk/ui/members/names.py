"""A member's name in Latin letters and in their own script; the one that is missing is suggested while typing."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from peerdesk.domain.names import Script, is_indic, script_of, suggest
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.links import link_button


class NameFields(QWidget):
    """Two names, either of them enough. A suggestion is a button: nothing that was typed is ever replaced by itself."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._script = Script.DEVANAGARI
        self._language = "hi"
        self._taken: tuple[QLineEdit, str] | None = None  # the suggestion that was taken, and where it stands
        self.latin = QLineEdit()
        self.native = QLineEdit()
        self.use_latin = _suggestion("useLatin")
        self.use_native = _suggestion("useNative")
        self.fields = (
            Field(_("Name in Latin letters"), self.latin, "name_latin", required=True),
            Field(_("Name in own script"), self.native, "name_native", hint=_("One of the two names is enough.")),
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for widget in (self.fields[0], self.use_latin, self.fields[1], self.use_native):
            lines.addWidget(widget)
        self.latin.textChanged.connect(self._on_typed)
        self.native.textChanged.connect(self._on_typed)
        self.use_latin.clicked.connect(self._on_use_latin)
        self.use_native.clicked.connect(self._on_use_native)

    def set_language(self, language: str) -> None:
        """Suggest in the script and the spelling of the centre's language."""
        self._script = Script.GURMUKHI if language == "pa" else Script.DEVANAGARI
        self._language = language if language != "en" else "hi"

    def set_names(self, latin: str, native: str) -> None:
        self.latin.setText(latin)
        self.native.setText(native)

    def names(self) -> tuple[str, str]:
        """Latin and own script; a name typed into the other one's line is put right."""
        latin, native = self.latin.text().strip(), self.native.text().strip()
        if is_indic(latin) and not is_indic(native):
            return native, latin
        if native and not latin and script_of(native) is Script.LATIN:
            return native, ""
        return latin, native

    @Slot()
    def _on_typed(self) -> None:
        for line, use in ((self.latin, self.use_latin), (self.native, self.use_native)):
            suggested = self._suggested(line)
            use.setText(_("Use: {name}").format(name=suggested))
            use.setAccessibleName(use.text())
            use.setProperty("name", suggested)
            use.setVisible(bool(suggested))
        self.changed.emit()

    def _suggested(self, line: QLineEdit) -> str:
        """What may go into a line: it is empty, or still holds a suggestion that was taken from the shorter name."""
        other = self.native if line is self.latin else self.latin
        typed = other.text().strip()
        free = not line.text().strip() or self._taken == (line, line.text())
        if not free or not typed or self._taken == (other, other.text()):
            return ""
        target = Script.LATIN if is_indic(typed) else self._script
        suggested = suggest(typed, target, self._language)
        return suggested if suggested not in (typed, line.text()) else ""

    @Slot()
    def _on_use_latin(self) -> None:
        self._use(self.latin, self.use_latin)

    @Slot()
    def _on_use_native(self) -> None:
        self._use(self.native, self.use_native)

    def _use(self, line: QLineEdit, use: QPushButton) -> None:
        suggested = str(use.property("name"))
        self._taken = (line, suggested)
        line.setFocus()
        line.setText(suggested)


def _suggestion(name: str) -> QPushButton:
    made = link_button("", name)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.hide()
    return made
