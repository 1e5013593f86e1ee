"""Settings: the version, the list of keys of this centre, and the licence notices."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import __version__, words
from peerdesk.context import AppContext
from peerdesk.domain.dates import short_date, short_datetime
from peerdesk.domain.signing_keys import KeyEvent, KeyLine, NotesLock
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.paths import resource
from peerdesk.services import key_list
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.parts import card, label, scrolled, text_edit
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.words.log_in import lock_waits

_LEAST_HEIGHT = 110
"""Pixels of a list in a small window; the tab scrolls then."""


class AboutTab(QWidget):
    """About PeerDesk and about this centre: what the licences ask for, and who signs with which keys from when."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self.notices = text_edit()
        self.notices.setObjectName("notices")
        self.notices.setAccessibleName(_("Licence notices"))
        self.notices.setReadOnly(True)
        self.notices.setPlainText(resource("notices.txt").read_text(encoding="utf-8"))
        self.lock = label("", "hint", wrap=True)
        self.fingerprint = label("", "facts", wrap=True)
        self.model = RowsModel[KeyLine](
            [
                Column(_("No."), _number, _number_of),
                Column(_("Since"), _since, _moment_of),
                Column(_("Whose keys"), _whose),
                Column(_("Confirmed by"), _by),
                Column(_("Check letters up to here"), _fingerprint),
                Column(_("What"), _what),
            ],
            self,
        )
        self.table = Table(self.model, "keyList", _("List of keys"))
        self.table.set_widths(44, 124, 150, 130, 182)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 12, 0, 0)
        lines.setSpacing(10)
        self.table.setMinimumHeight(_LEAST_HEIGHT)
        self.notices.setMinimumHeight(_LEAST_HEIGHT)
        both = QWidget()
        inside = QVBoxLayout(both)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self._about_centre(), 3)
        inside.addWidget(self._about_peerdesk(), 2)
        lines.addWidget(scrolled(both, "aboutBoth"))

    def _about_centre(self) -> QWidget:
        return card(
            label(_("About this centre"), "section"),
            label(
                _(
                    "Everybody signs with a key of their own, which only their password opens. The list tells "
                    "whose key it is, and from when. Every password recovery sheet shows the check letters of the"
                    " list: if the line with the same number shows other letters here, somebody put another list "
                    "in the place of the true one."
                ),
                "hint",
                wrap=True,
            ),
            self.lock,
            self.fingerprint,
            self.table,
            stretch=3,
        )

    def _about_peerdesk(self) -> QWidget:
        return card(
            label(_("PeerDesk {version}").format(version=__version__), "section"),
            label(
                _(
                    "The peer-support desk of a de-addiction centre. Everything stays on this PC, encrypted. PeerDesk "
                    "is free software under the GNU General Public License, version 3 or later, without any warranty."
                ),
                "hint",
                wrap=True,
            ),
            label(_("Licence notices"), "fieldLabel"),
            self.notices,
            stretch=3,
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        with self._messages.reporting():
            asked = self._context.storage, self._context.actor
            self.lock.setText(_lock(key_list.notes_lock(*asked)))
            rows = key_list.known(*asked)
            self.model.set_rows(rows[::-1])
            if rows:
                text = ngettext(
                    "List of keys, {count} entry: {fingerprint}",
                    "List of keys, {count} entries: {fingerprint}",
                    len(rows),
                )
                self.fingerprint.setText(text.format(count=len(rows), fingerprint=rows[-1].fingerprint))


def _lock(lock: NotesLock) -> str:
    if lock.since is None:
        return lock_waits(lock)
    return _(
        "Since {day} everything that office staff may not read is locked with a second key, which only the passwords "
        "of counsellors and project coordinators open."
    ).format(day=short_date(lock.since.date()))


def _number(row: KeyLine) -> str:
    return str(row.number)


def _number_of(row: KeyLine) -> int:
    return row.number


def _since(row: KeyLine) -> str:
    return short_datetime(row.at)


def _moment_of(row: KeyLine) -> float:
    return row.at.timestamp()


def _what(row: KeyLine) -> str:
    return words.of(row.event)


def _whose(row: KeyLine) -> str:
    if row.event is KeyEvent.NOTES:
        return _("The notes")
    return row.whose or _("Password recovery sheet")


def _by(row: KeyLine) -> str:
    return row.by or _("Password recovery sheet")


def _fingerprint(row: KeyLine) -> str:
    return row.fingerprint
