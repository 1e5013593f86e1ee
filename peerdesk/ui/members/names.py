"""A member's name in Latin letters and in their own script; the one that is missing is suggested while typing."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from peerdesk.domain.names import Script, in_kruti_dev, is_indic, normal, romanise, script_of, suggestions
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.links import link_button
from peerdesk.ui.widgets.parts import label, row


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
        self.use_latin, self.also_latin = _suggestion("useLatin"), _suggestion("alsoLatin")
        self.use_native, self.also_native = _suggestion("useNative"), _suggestion("alsoNative")
        self.old_font = label(
            _("This looks like Hindi in the old font Kruti Dev. It can be read as:"), "hint", wrap=True
        )
        self.old_font_native, self.old_font_latin = _suggestion("oldFontNative"), _suggestion("oldFontLatin")
        self.fields = (
            Field(_("Name in Latin letters"), self.latin, "name_latin", required=True),
            Field(_("Name in own script"), self.native, "name_native", hint=_("One of the two names is enough.")),
        )
        self._old_font_readings = row(self.old_font_native, self.old_font_latin, None)
        self._uses = [row(self.use_latin, self.also_latin, None), row(self.use_native, self.also_native, None)]
        for part in (self.old_font, self._old_font_readings, *self._uses):
            part.hide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        latin, native = self.fields
        for widget in (latin, self.old_font, self._old_font_readings, self._uses[0], native, self._uses[1]):
            lines.addWidget(widget)
        self.latin.textChanged.connect(self._on_typed)
        self.native.textChanged.connect(self._on_typed)
        for use in (self.use_latin, self.also_latin):
            use.clicked.connect(self._on_use_latin)
        for use in (self.use_native, self.also_native):
            use.clicked.connect(self._on_use_native)
        self.old_font_native.clicked.connect(self._on_old_font_native)
        self.old_font_latin.clicked.connect(self._on_old_font_latin)

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
        old_font = self._in_old_font()
        self._shown_readings(in_kruti_dev(old_font.text()) if old_font else None)
        for line, shown, uses in (
            (self.latin, self._uses[0], (self.use_latin, self.also_latin)),
            (self.native, self._uses[1], (self.use_native, self.also_native)),
        ):
            suggested = () if old_font else self._suggested(line)
            for place, use in enumerate(uses):
                _offer(use, suggested[place] if place < len(suggested) else "")
            shown.setVisible(bool(suggested))
        self.changed.emit()

    def _in_old_font(self) -> QLineEdit | None:
        return next((line for line in (self.latin, self.native) if in_kruti_dev(line.text())), None)

    def _shown_readings(self, hindi: str | None) -> None:
        """Say that a name is in Kruti Dev, and offer it in both alphabets; nothing hides all of it."""
        for part in (self.old_font, self._old_font_readings):
            part.setVisible(bool(hindi))
        _offer(self.old_font_native, hindi or "")
        _offer(self.old_font_latin, romanise(hindi or "", self._language))

    def _suggested(self, line: QLineEdit) -> tuple[str, ...]:
        """What may go into a line: it is empty, or still holds a suggestion that was taken from the shorter name."""
        other = self.native if line is self.latin else self.latin
        typed = normal(other.text())
        free = not line.text().strip() or self._taken == (line, line.text())
        if not free or not typed or self._taken == (other, other.text()):
            return ()
        target = Script.LATIN if is_indic(typed) else self._script
        found = suggestions(typed, target, self._language)
        return tuple(suggested for suggested in found if suggested not in (typed, line.text()))

    @Slot()
    def _on_use_latin(self) -> None:
        self._use(self.latin)

    @Slot()
    def _on_use_native(self) -> None:
        self._use(self.native)

    def _use(self, line: QLineEdit) -> None:
        suggested = str(self.sender().property("name"))
        self._taken = (line, suggested)
        line.setFocus()
        line.setText(suggested)

    @Slot()
    def _on_old_font_native(self) -> None:
        self._read_as(self.native, self.old_font_native)

    @Slot()
    def _on_old_font_latin(self) -> None:
        self._read_as(self.latin, self.old_font_latin)

    def _read_as(self, line: QLineEdit, reading: QPushButton) -> None:
        """Put a reading where it belongs, and take away what was typed in the old font."""
        name, typed = str(reading.property("name")), self._in_old_font()
        if typed is not None and typed is not line:
            typed.clear()
        line.setFocus()
        line.setText(name)


def _offer(use: QPushButton, name: str) -> None:
    use.setText(_("Use: {name}").format(name=name))
    use.setAccessibleName(use.text())
    use.setProperty("name", name)
    use.setVisible(bool(name))


def _suggestion(name: str) -> QPushButton:
    made = link_button("", name)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.hide()
    return made
