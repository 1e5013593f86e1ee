"""The head of the session screen: group ▸ date ▸ time ▸ facilitators ▸ state, the strip and the counter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.domain.dates import short_date, short_time
from peerdesk.domain.screens.session_page import SessionSheet
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.day_strip import DayStrip
from peerdesk.ui.widgets.elided import Elided
from peerdesk.ui.widgets.parts import button, label, row


class SessionHead(QWidget):
    """Says where we are, and leads to the sessions before and after."""

    back_asked = Signal()
    session_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._sheet: SessionSheet | None = None
        self._build()
        self.back.clicked.connect(self.back_asked)
        self.previous.clicked.connect(self._go_previous)
        self.next.clicked.connect(self._go_next)
        self.strip.day_chosen.connect(self.session_chosen)

    def _build(self) -> None:
        self.back = button("", "back", flat=True, icon="arrow-left")
        self.back.setAccessibleName(_("Back"))
        self.back.setToolTip(_("Back (Alt+Left)"))
        self.title = Elided("", "title")
        self.previous = button("", "previousSession", flat=True, icon="chevron-left")
        self.previous.setAccessibleName(_("Session before"))
        self.previous.setToolTip(_("Session before"))
        self.day = label("", "section")
        self.next = button("", "nextSession", flat=True, icon="chevron-right")
        self.next.setAccessibleName(_("Session after"))
        self.next.setToolTip(_("Session after"))
        self.facts = label("", "subtitle", wrap=True)
        self.state = label("", "badge")
        self.counter = label("", "counter", wrap=True)
        self.strip = DayStrip()
        left = QWidget()
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(row(self.back, self.title, self.previous, self.day, self.next, self.state, None, spacing=4))
        lines.addWidget(self.facts)
        lines.addWidget(self.counter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(left, 1)
        line.addWidget(self.strip)

    def show_sheet(self, sheet: SessionSheet) -> None:
        """Show a session."""
        self._sheet = sheet
        self.title.setText(sheet.group_name)
        self.day.setText(f"{words.short_weekday(sheet.day)} {short_date(sheet.day)}")
        self.state.setText(words.of(sheet.state))
        facts = [
            _("Session no. {number}").format(number=sheet.id),
            _("{time}, {minutes} min").format(time=short_time(sheet.starts), minutes=sheet.minutes),
            words.of(sheet.channel),
            ", ".join(sheet.facilitators),
        ]
        if sheet.paper_on is not None:
            facts.append(
                _("from paper, entered by {name} on {day}").format(name=sheet.paper_by, day=short_date(sheet.paper_on))
            )
        self.facts.setText("  ·  ".join(fact for fact in facts if fact))
        self.counter.setText(self._counter(sheet))
        self.previous.setEnabled(sheet.previous_id is not None)
        self.next.setEnabled(sheet.next_id is not None)
        self.strip.show_days(sheet.day, sheet.strip, sheet.id)

    def _counter(self, sheet: SessionSheet) -> str:
        if sheet.status is SessionStatus.DID_NOT_HAPPEN and sheet.reason is not None:
            reason = words.of(sheet.reason)
            return f"{reason}: {sheet.reason_text}" if sheet.reason_text else reason
        return words.counter(sheet.tally)

    def _go_previous(self) -> None:
        if self._sheet is not None and self._sheet.previous_id is not None:
            self.session_chosen.emit(self._sheet.previous_id)

    def _go_next(self) -> None:
        if self._sheet is not None and self._sheet.next_id is not None:
            self.session_chosen.emit(self._sheet.next_id)
