"""A small form about one record of the page around it."""

from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Slot

from peerdesk.context import AppContext
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.inline_panel import InlinePanel


class Record(Protocol):
    """Whatever a panel can be about."""

    @property
    def id(self) -> int:
        """What tells it from others of its kind."""

    @property
    def name(self) -> str:
        """What the reader calls it."""


T = TypeVar("T", bound=Record)


class RecordPanel(InlinePanel, Generic[T]):
    """A panel about one record; it keeps what was typed while another one is looked at.

    Whoever derives from it says in :meth:`start` how the fields begin, and in :meth:`keep` what is done with them.
    """

    def __init__(self, context: AppContext, messages: Messages, name: str, title: str, keep_text: str) -> None:
        super().__init__(messages, name, title, keep_text)
        self._context = context
        self._record: T | None = None
        self.is_open = False
        self.closed.connect(self._on_closed)

    def open_for(self, record: T) -> None:
        """Begin for a record; where it was open for the same one already, go on with what was typed."""
        if not self._is_about(record):
            self.put_aside()
            self._record, self.is_open = record, True
            if self.form:
                self.form.clear()
            with self._messages.reporting():
                self.start(record)
            self.filled(self.about_what(record), record.name)
        self.show_for(record)
        self.begin()

    def show_for(self, *shown: T) -> None:
        """Be seen only with the record it was opened for, which may have changed meanwhile."""
        mine = next(filter(self._is_about, shown), None)
        if mine is not None:
            self._record = mine
        self.setVisible(mine is not None)

    def shut(self) -> None:
        """Make room for another panel; what is typed waits."""
        self.is_open = False
        self.hide()

    def start(self, record: T) -> None:
        """Fill the fields with what is likely."""

    def about_what(self, record: T) -> Hashable:
        """What tells one thing that may be typed here from another."""
        return record.id

    @property
    def record(self) -> T:
        assert self._record is not None, "open_for comes first"  # noqa: S101 - tells the reader and the type checker
        return self._record

    def _is_about(self, record: T) -> bool:
        return self.is_open and self._record is not None and self._record.id == record.id

    @Slot()
    def _on_closed(self) -> None:
        self.is_open = False
