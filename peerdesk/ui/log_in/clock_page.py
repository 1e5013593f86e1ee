"""The question about the PC's clock, where it does not fit the record."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.domain.clock import ClockDoubt
from peerdesk.domain.dates import EARLIEST, LATEST, short_date, short_datetime
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.parts import button, card, centred, label, row

_WIDTH = 520
_LOOK_MS = 1000


class ClockPage(QWidget):
    """Stands before everything else until somebody says that the date is right, or the clock is.

    It goes on looking: whoever sets the PC's clock has nothing more to press here.
    """

    accepted = Signal(object)
    """The date is right, says the person: the :class:`ClockDoubt` they saw."""

    settled = Signal()
    """The clock was set and fits now."""

    def __init__(self, doubt: ClockDoubt, look: Callable[[], ClockDoubt | None]) -> None:
        super().__init__()
        self.setObjectName("start")
        self.doubt, self._look = doubt, look
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._build()
        self._connect()
        self.ask(doubt)

    def _build(self) -> None:
        self.said = label("", "section", wrap=True)
        self.said.setObjectName("clockSaid")
        self.why = label("", "subtitle", wrap=True)
        self.how = label(
            _(
                "Please set date and time in the settings of the PC. "
                "PeerDesk looks every second and goes on by itself as soon as they are right."
            ),
            "hint",
            wrap=True,
        )
        self.how.setObjectName("clockHow")
        self.how.hide()
        self.use_button = button(_("Use this date"), "useThisDate")
        self.set_button = button(_("I will set the PC's clock"), "setClock", primary=True)
        for answer in (self.use_button, self.set_button):
            answer.setAutoDefault(True)  # Enter presses the one that has the cursor
        surface = card(
            label(_("Is the date of this PC right?"), "title", wrap=True),
            self.said,
            self.why,
            label(_("Until this is settled nothing is written, signed or numbered."), "subtitle", wrap=True),
            row(self.set_button, self.use_button, None),
            self.how,
            margin=24,
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(centred(surface, _WIDTH))

    def _connect(self) -> None:
        self.use_button.clicked.connect(self._on_use)
        self.set_button.clicked.connect(self._on_set)
        self._timer.timeout.connect(self._on_time)

    def ask(self, doubt: ClockDoubt) -> None:
        """Say what does not fit, and go on looking at the clock."""
        self.doubt = doubt
        self.said.setText(
            _("This PC says {now}; the last entry in PeerDesk is of {latest}.").format(
                now=_moment(doubt), latest=_latest(doubt)
            )
        )
        self.why.setText(_why(doubt))
        self.use_button.setVisible(doubt.usable)
        self._timer.start()

    def begin(self) -> None:
        """Put the cursor on the answer that does no harm."""
        self.how.hide()
        self.set_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """It is answered, or the window goes."""
        self._timer.stop()

    @Slot()
    def _on_use(self) -> None:
        self.stop()
        self.accepted.emit(self.doubt)

    @Slot()
    def _on_set(self) -> None:
        self.how.show()

    @Slot()
    def _on_time(self) -> None:
        found = self._look()
        if found is None:
            self.stop()
            self.settled.emit()
        elif found.now.replace(second=0, microsecond=0) != self.doubt.now.replace(second=0, microsecond=0):
            self.ask(found)


def _why(doubt: ClockDoubt) -> str:
    """Why it is asked; of a day that no record can hold, why it cannot be used."""
    if not doubt.usable:
        return _(
            "This date cannot be right, and cannot be used: PeerDesk keeps days from {first} to {last}. "
            "The clock of the PC has to be set first."
        ).format(first=short_date(EARLIEST), last=short_date(LATEST))
    if doubt.behind:
        return _(
            "The record knows a later day already. After a power cut or with an old battery a PC forgets the date."
        )
    return _("For more than 30 days nothing was entered. Was the centre closed, or is the date too far ahead?")


def _moment(doubt: ClockDoubt) -> str:
    """The day; where it is the same, the time too."""
    return short_datetime(doubt.now) if doubt.now.date() == doubt.latest.date() else short_date(doubt.now)


def _latest(doubt: ClockDoubt) -> str:
    return short_datetime(doubt.latest) if doubt.now.date() == doubt.latest.date() else short_date(doubt.latest)
