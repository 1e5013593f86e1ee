"""A small form about one member."""

from collections.abc import Hashable

from PySide6.QtCore import Slot

from peerdesk.context import AppContext
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.inline_panel import InlinePanel


class MemberPanel(InlinePanel):
    """A panel about one member; it keeps what was typed while another member is looked at."""

    def __init__(self, context: AppContext, messages: Messages, name: str, title: str, keep_text: str) -> None:
        super().__init__(messages, name, title, keep_text)
        self._context = context
        self._member: MemberPage | None = None
        self.is_open = False
        self.closed.connect(self._on_closed)

    def open_for(self, member: MemberPage) -> None:
        """Begin for a member; where it was open for them already, go on with what was typed."""
        if not (self.is_open and self._member and self._member.id == member.id):
            self.put_aside()
            self._member = member
            self.is_open = True
            if self.form:
                self.form.clear()
            with self._messages.reporting():
                self.start(member)
            self.filled(self.about_what(member), member.name)
        self.show_for(member)

    def show_for(self, member: MemberPage) -> None:
        """Be seen only with the member it was opened for."""
        mine = self.is_open and self._member is not None and self._member.id == member.id
        if mine:
            self._member = member
        self.setVisible(mine)

    def start(self, member: MemberPage) -> None:
        """Fill the fields with what is likely."""

    def about_what(self, member: MemberPage) -> Hashable:
        """What tells one thing that may be typed here from another."""
        return member.id

    @property
    def member(self) -> MemberPage:
        """Whom it was opened for."""
        assert self._member is not None, "open_for comes first"  # noqa: S101 - tells the reader and the type checker
        return self._member

    @Slot()
    def _on_closed(self) -> None:
        self.is_open = False
