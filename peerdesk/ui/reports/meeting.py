"""Which group, and which of its sessions, a report is about."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.dates import short_date, short_time
from peerdesk.domain.screens.reports import ReportOffers
from peerdesk.domain.screens.sessions import SessionRow
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.i18n import gettext as _
from peerdesk.services.sessions import sessions
from peerdesk.ui.groups.columns import group_options
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.inputs.choice import OneOf

_BEFORE, _AFTER = timedelta(days=42), timedelta(days=14)


class MeetingChoice(QWidget):
    """A group, and if asked one of its sessions of the last six and the next two weeks."""

    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._around = context.today()
        self._group_ids: set[int] = set()
        self._sessions: list[SessionRow] = []
        self._wants_session = False
        self.group: OneOf[int] = OneOf()
        self.session: OneOf[int] = OneOf()
        self._session_field = Field(_("Session"), self.session, "session")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(Field(_("Group"), self.group, "group"))
        lines.addWidget(self._session_field)
        self.group.currentIndexChanged.connect(self._on_group)
        self.session.currentIndexChanged.connect(self.changed)

    def ask(self, *, session: bool) -> None:
        """Whether a session is to be chosen too."""
        self._wants_session = session
        self._session_field.setVisible(session)
        self._offer_sessions()

    def days_wanted(self) -> tuple[date, date] | None:
        """The days of the sessions to choose from, where one is asked for."""
        if not self._wants_session:
            return None
        return self._around - _BEFORE, max(self._around, self._context.today()) + _AFTER

    def show_offers(self, offers: ReportOffers) -> None:
        """Offer what the file holds now; without a group chosen the first is."""
        options = group_options(offers.groups)
        self._group_ids = {group_id for group_id, _name in options}
        self.group.set_options(options)
        if self.group.chosen() is None and options:
            self.group.choose(options[0][0])
        self._show_sessions(offers.sessions)

    def group_id(self) -> int | None:
        """The group chosen; ``None`` in a centre without groups."""
        return self.group.chosen()

    def session_id(self) -> int | None:
        """The session chosen, if one is asked for."""
        return self.session.chosen() if self._wants_session else None

    def day(self) -> date | None:
        return next((row.day for row in self._sessions if row.id == self.session_id()), None)

    def choose_group(self, group_id: int) -> None:
        """Choose a group, announcing nothing; one that is not there leaves the choice as it is."""
        if group_id in self._group_ids:
            self.group.choose(group_id)
            self._around = self._context.today()
            self._offer_sessions()

    def choose_session(self, session_id: int) -> None:
        """Choose a session and its group, however long ago, announcing nothing.

        Raises:
            NotFound: if there is no such session.
        """
        from peerdesk.services.sessions import session_page

        sheet = session_page.sheet(self._context.storage, self._context.actor, session_id)
        self.choose_group(sheet.group_id)
        self._around = sheet.day
        self._offer_sessions()
        self.session.choose(session_id)

    def _offer_sessions(self) -> None:
        """Ask for the sessions of the group that is chosen."""
        days, group_id, context = self.days_wanted(), self.group_id(), self._context
        if days is not None and group_id is not None:
            self._show_sessions(
                sessions.between(context.storage, context.actor, *days, group_id=group_id, newest_first=True)
            )

    def _show_sessions(self, rows: Sequence[SessionRow]) -> None:
        """The newest above; the one that comes next is chosen, for its sheet is printed before it."""
        if not self._wants_session or self.group_id() is None:
            return
        self._sessions = list(rows)
        self.session.set_options([(row.id, _named(row)) for row in self._sessions])
        if self.session.chosen() is None and self._sessions:
            self.session.choose(self._next().id)

    def _next(self) -> SessionRow:
        today = self._context.today()
        coming = [row for row in self._sessions if row.day >= today and row.status is not SessionStatus.DID_NOT_HAPPEN]
        return coming[-1] if coming else self._sessions[0]

    @Slot()
    def _on_group(self) -> None:
        self._around = self._context.today()
        self._offer_sessions()
        self.changed.emit()


def _named(session: SessionRow) -> str:
    when = f"{words.short_weekday(session.day)} {short_date(session.day)}, {short_time(session.starts)}"
    return f"{when}  ·  {words.of(session.state)}"
