"""Somebody already known who may be the person being registered: shown while typing, never in the way."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.domain.members.members import number_text
from peerdesk.domain.screens.members import PossibleSame
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.parts import button, clear_layout, label, row, wide


class PossibleSameBox(QFrame):
    """Lists them with a button to look at each."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setAccessibleName(_("A possible same person"))
        self._rows = QWidget()
        self._people = QVBoxLayout(self._rows)
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setSpacing(2)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 8, 8, 8)
        lines.setSpacing(4)
        lines.addWidget(label(_("A possible same person is registered already:"), "fieldLabel", wrap=True))
        lines.addWidget(self._rows)
        self._shown: Sequence[PossibleSame] = ()
        self.hide()

    def show_people(self, people: Sequence[PossibleSame]) -> None:
        """Show these; nobody hides the box."""
        if people == self._shown:
            return
        self._shown = people
        clear_layout(self._rows)
        for person in people:
            self._people.addWidget(self._line(person))
        self.setVisible(bool(people))

    def _line(self, person: PossibleSame) -> QWidget:
        relative = words.relative(person.relation, person.relation_name)
        parts = (relative, person.village, "" if person.age is None else words.age(person.age))
        name = f"{number_text(person.number)} {person.name}"
        text = label(" · ".join(part for part in (name, *parts) if part), "possibleSame", wrap=True)
        look = button(_("Open"), f"openSame-{person.id}", flat=True)
        look.setAccessibleName(_("Open {name}").format(name=name))
        look.setProperty("member", person.id)
        look.clicked.connect(self._on_look)
        return row(wide(text), look)

    @Slot()
    def _on_look(self) -> None:
        self.chosen.emit(self.sender().property("member"))
