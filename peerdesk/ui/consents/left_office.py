"""What left the office about a member, and how each line of that log reads."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.domain.dates import short_date, short_datetime
from peerdesk.domain.disclosures import DisclosureLine, LeftBy
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.reports.catalogue import REPORTS
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.parts import column, label

MOST = 20
"""So many lines stand on a member's page; the whole log is in the settings."""


class LeftOfficeSection(QWidget):
    """Newest first; nothing can be done with it."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = Lines("memberLeftOffice", _("What left the office"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(heading(_("What left the office")))
        lines.addWidget(self._lines)

    def show_member(self, member: MemberPage) -> None:
        """Show the log of one member."""
        shown = [_line(line) for line in member.left_office[:MOST]]
        self._lines.show_lines(shown, _("Nothing was printed or saved about this member so far."))


def what_left(line: DisclosureLine) -> str:
    """A report by its title with its days, a list by its name, a backup by its place."""
    if line.by is LeftBy.COPIED:
        rows = ngettext("{count} row", "{count} rows", line.rows).format(count=line.rows)
        return f"{line.what} · {rows}"
    title = _(REPORTS[line.what].title) if line.what in REPORTS else line.what
    if line.first is None or line.last is None:
        return title
    return f"{title} · {short_date(line.first)} – {short_date(line.last)}"


def of_whom(line: DisclosureLine) -> str:
    """The member, or how many members."""
    if line.member or not line.members:
        return line.member
    return ngettext("{count} member", "{count} members", line.members).format(count=line.members)


def for_whom(line: DisclosureLine) -> str:
    """``The employer, Tata Motors``: for whom, and which person or office exactly."""
    whom = words.of(line.for_whom) if line.for_whom else ""
    return ", ".join(filter(None, (whom, line.who)))


def _line(line: DisclosureLine) -> QWidget:
    told = [short_datetime(line.at), words.of(line.by), line.staff]
    if whom := for_whom(line):
        told.append(_("for: {whom}").format(whom=whom))
    if line.why:
        told.append(line.why)
    return column(label(what_left(line), "stay", wrap=True), label(" · ".join(told), "hint", wrap=True), spacing=0)
