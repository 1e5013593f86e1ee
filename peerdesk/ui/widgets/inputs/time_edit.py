"""A time of day typed as HH:MM, in any script's digits."""

from datetime import time

from PySide6.QtCore import Slot

from peerdesk.domain.dates import parse_time, short_time
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.inputs.digits_edit import DigitsEdit


class TimeEdit(DigitsEdit):
    """A line for one time by the 24-hour clock; 1145, 11.45 and 11:45 am all read 11:45 once it is left."""

    def __init__(self, moment: time | None = None) -> None:
        super().__init__()
        self.setPlaceholderText(_("HH:MM"))
        self.setMaxLength(20)
        self.setMaximumWidth(90)
        self.editingFinished.connect(self._on_finished)
        self.set_time(moment)

    def moment(self) -> time | None:
        """The time, or ``None`` where nothing (or nothing readable) is typed."""
        return parse_time(self.text())

    def required_time(self, field: str) -> time:
        """The time.

        Raises:
            InvalidInput: if there is none.
        """
        moment = self.moment()
        if moment is None:
            raise InvalidInput(self.problems(field))
        return moment

    def problems(self, field: str) -> list[Problem]:
        """What is wrong with a time that must be there; to be said with what else is wrong."""
        typed = self.text().strip()
        if self.moment() is not None:
            return []
        return [Problem(field, "time-wrong" if typed else "time-missing", {"value": typed})]

    def set_time(self, moment: time | None) -> None:
        self.setText(short_time(moment) if moment else "")

    @Slot()
    def _on_finished(self) -> None:
        if moment := self.moment():
            self.set_time(moment)
