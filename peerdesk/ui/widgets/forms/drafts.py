"""Forms that were begun and left: each waits with what was typed, one click away."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.parts import button, clear_layout, label, row, wide


class Draft(Protocol):
    """What the bar asks of a form that was begun: something to call it by."""

    def draft_name(self) -> str:
        """What the unfinished form is called."""


D = TypeVar("D", bound=Draft)


class DraftsBar(QFrame, Generic[D]):
    """Lists the unfinished forms, except the one that is being typed into."""

    resumed = Signal(object)
    discarded = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setAccessibleName(_("Unfinished"))
        self._forms: list[D] = []
        self._asked: D | None = None
        self._shown: object = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(12, 4, 6, 4)
        self._lines.setSpacing(0)
        self.hide()

    def forms(self) -> Sequence[D]:
        return tuple(self._forms)

    def add(self, form: D) -> None:
        self._forms.append(form)

    def remove(self, form: D) -> None:
        self._forms.remove(form)

    def show_beside(self, shown: object) -> None:
        """List all but the form that is shown."""
        self._shown, self._asked = shown, None
        self._rebuild()

    def _rebuild(self) -> None:
        clear_layout(self)
        waiting = [form for form in self._forms if form is not self._shown]
        for form in waiting:
            self._lines.addWidget(self._line(form))
        self.setVisible(bool(waiting))

    def _line(self, form: D) -> QWidget:
        place, name = self._forms.index(form), form.draft_name()
        text = label(_("Not saved yet: {name}").format(name=name), "draft", wrap=True)
        go_on = button(_("Continue"), f"continue-{place}", flat=True)
        go_on.setAccessibleName(_("Continue {name}").format(name=name))
        sure = form is self._asked
        drop = button(_("Really discard") if sure else _("Discard"), f"discard-{place}", flat=True)
        spoken = _("Really discard {name}") if sure else _("Discard {name}")
        drop.setAccessibleName(spoken.format(name=name))
        for made, slot in ((go_on, self._on_continue), (drop, self._on_discard)):
            made.setProperty("place", place)
            made.clicked.connect(slot)
        return row(wide(text), go_on, drop)

    @Slot()
    def _on_continue(self) -> None:
        self.resumed.emit(self._forms[self.sender().property("place")])

    @Slot()
    def _on_discard(self) -> None:
        """The first press asks, the second does it: what was typed cannot be had back."""
        form = self._forms[self.sender().property("place")]
        if form is self._asked:
            self.discarded.emit(form)
            return
        self._asked = form
        self._rebuild()
