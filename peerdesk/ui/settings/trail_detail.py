"""One entry of the trail beside the list: what was done, of whom, and each fact, old → new."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.domain.dates import short_datetime
from peerdesk.domain.trail.lines import Thing, TrailLine
from peerdesk.i18n import gettext as _
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import GroupPlace, MemberPlace, Place, SessionPlace
from peerdesk.ui.widgets.lines import Lines
from peerdesk.ui.widgets.parts import button, flow, label, scrolled
from peerdesk.words.trail.actions import done
from peerdesk.words.trail.lines import Names, about, facts

WIDTH = 330


class TrailDetail(QWidget):
    """The entry that is chosen; a hint while none is."""

    record_wanted = Signal()
    """Only entries about the same record are to be listed."""

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self._messages = messages
        self._place: Place | None = None
        self.setFixedWidth(WIDTH)
        self.what = label("", "section", wrap=True)
        self.when = label("", "hint", wrap=True)
        self.about = label("", "stay", wrap=True)
        self.said = Lines("trailFacts", _("What it says"))
        self.record_button = button(_("All about this record"), "trailRecord", icon="layers")
        self.open_button = button(_("Open"), "trailOpen")
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(4, 0, 8, 0)
        lines.setSpacing(6)
        for part in (self.what, self.when, self.about, self.said):
            lines.addWidget(part)
        lines.addStretch(1)
        self._buttons = flow(self.record_button, self.open_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(scrolled(inside, "trailDetail"), 1)
        whole.addWidget(self._buttons)
        self.record_button.clicked.connect(self.record_wanted)
        self.open_button.clicked.connect(self._on_open)
        self.show_line(None, {})

    def show_line(self, line: TrailLine | None, names: Names) -> None:
        """Show an entry, or that none is chosen."""
        if line is None:
            self._place = None
            self.what.setText("")
            self.when.setText(_("Choose a line to see what was and what is."))
            self.about.hide()
            self.said.show_lines((), "")
            self._buttons.hide()
            return
        self.what.setText(done(line.action))
        self.when.setText(f"{short_datetime(line.at)} · {line.staff}")
        self.about.setText(about(line, names))
        self.about.setVisible(bool(line.about))
        told = [label(text, "fact", wrap=True) for text in facts(line, names)]
        self.said.show_lines(told, _("There is no more to say of it."))
        self._place = place_of(line, names)
        self.open_button.setVisible(self._place is not None)
        self.record_button.setVisible(line.record is not None)
        self._buttons.setVisible(self._place is not None or line.record is not None)

    @Slot()
    def _on_open(self) -> None:
        if self._place is not None:
            self._messages.lead_to(self._place)


def place_of(line: TrailLine, names: Names) -> Place | None:
    """Where what an entry is about is seen: the session or the group, else the member; of those still there."""
    there = [ref for ref in line.about if ref in names]
    ways: dict[Thing, Callable[[int], Place]] = {
        Thing.SESSION: SessionPlace,
        Thing.GROUP: GroupPlace,
        Thing.MEMBER: MemberPlace,
    }
    for thing, place in ways.items():
        for ref in there:
            if ref.thing is thing and isinstance(ref.key, int):
                return place(ref.key)
    return None
