"""The columns of the list of sessions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont

from peerdesk import words
from peerdesk.domain.dates import short_date, short_time
from peerdesk.domain.screens.sessions import SessionRow
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext, pgettext
from peerdesk.ui.widgets.tables.column_widths import Widths
from peerdesk.ui.widgets.tables.rows_model import Column, Index, RowsModel

SESSION_WIDTHS = Widths((54, 118, 100, 158, 232, 334, 100), least={4: 200, 5: 230, 6: 80}, goes=(0, 6))
"""The number goes first, then the facilitator: the session's own screen shows them."""

_STATE_COLUMN = 4
_FONT = int(Qt.ItemDataRole.FontRole)


class SessionsModel(RowsModel[SessionRow]):
    """Sessions, with what is still to be done said in words and set in bold.

    Args:
        now: tells which planned sessions are over.
    """

    answered = RowsModel.answered | {_FONT}

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(_columns(now), parent)
        self._now = now
        self._bold = QFont()
        self._bold.setBold(True)

    def _answer(self, index: Index, role: int) -> object:
        if role == _FONT:
            bold = index.column() == _STATE_COLUMN and unfinished(self.row(index), self._now())
            return self._bold if bold else None
        return super()._answer(index, role)


def unfinished(session: SessionRow, now: datetime) -> bool:
    """Whether something of its record is still to be done."""
    return bool(missing(session, now))


def missing(session: SessionRow, now: datetime) -> str:
    """What is still to be done, in words; empty for a finished record and for a session to come."""
    if not session.state.is_open:
        return ""
    if session.status is SessionStatus.PLANNED:
        return _("attendance not taken") if datetime.combine(session.day, session.starts) < now else ""
    lacking = [_("{count} unmarked").format(count=session.tally.unmarked)] if session.tally.unmarked else []
    lacking.append(_("not signed") if session.has_note else _("note missing"))
    return ", ".join(lacking)


def _columns(now: Callable[[], datetime]) -> Sequence[Column[SessionRow]]:
    """Number, day, time, group, state, counter, facilitator."""

    def state(session: SessionRow) -> str:
        parts = [words.of(session.state), missing(session, now())]
        if session.reason is not None:
            parts.append(words.of(session.reason))
        return " · ".join(part for part in parts if part)

    return (
        Column(pgettext("column", "No."), _number, key=_by_number),
        Column(_("Day"), _day, key=_by_day),
        Column(_("Time"), _time, key=_by_time),
        Column(_("Group"), _group),
        Column(_("State"), state),
        Column(_("Attendance"), _attendance, key=_by_attendance),
        Column(_("Facilitator"), _facilitator),
    )


def _number(session: SessionRow) -> str:
    return str(session.id)


def _by_number(session: SessionRow) -> int:
    return session.id


def _day(session: SessionRow) -> str:
    return f"{words.short_weekday(session.day)} {short_date(session.day)}"


def _by_day(session: SessionRow) -> tuple[date, time]:
    return session.day, session.starts


def _time(session: SessionRow) -> str:
    return _("{time}, {minutes} min").format(time=short_time(session.starts), minutes=session.minutes)


def _by_time(session: SessionRow) -> time:
    return session.starts


def _group(session: SessionRow) -> str:
    return session.group_name


def _attendance(session: SessionRow) -> str:
    """The counter of a session that was held; before that only how many are expected, afterwards nothing."""
    if session.status is SessionStatus.DID_NOT_HAPPEN:
        return "–"
    if session.status is SessionStatus.PLANNED and session.tally.total == session.tally.unmarked:
        return ngettext("{count} member", "{count} members", session.tally.total).format(count=session.tally.total)
    return words.counter(session.tally)


def _by_attendance(session: SessionRow) -> int | None:
    return session.tally.percent


def _facilitator(session: SessionRow) -> str:
    return session.facilitator
