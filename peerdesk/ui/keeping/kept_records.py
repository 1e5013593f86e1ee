"""In the settings of the record: whose record was kept long enough, and what was erased."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.dates import short_date, short_datetime
from peerdesk.domain.members.erasing import ErasureLine
from peerdesk.domain.members.members import number_text
from peerdesk.domain.members.retention import KeptLongEnough
from peerdesk.i18n import gettext as _
from peerdesk.services.members import erasing, retention
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.lines import Lines
from peerdesk.ui.widgets.links import link
from peerdesk.ui.widgets.parts import card, column, label, row


class KeptRecords(QWidget):
    """Two lists; each member leads to their page, where a record is erased."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._old = Lines("keptLongEnough", _("Kept long enough"))
        self._erased = Lines("erasedRecords", _("Erased records"))
        self._old.clicked.connect(messages.lead_to_member)
        hint = label(
            _(
                "How many years records are kept stands under Programme. Nothing is erased by itself: it is done on "
                "the member's page, under Stays."
            ),
            "hint",
            wrap=True,
        )
        inside = card(
            label(_("Kept long enough"), "section"),
            hint,
            self._old,
            label(_("Erased records"), "section"),
            self._erased,
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(inside)

    def refresh(self) -> None:
        """Show both lists as the file has them now."""
        context = self._context
        with self._messages.reporting():
            old = retention.kept_long_enough(context.storage, context.actor, today=context.today())
            erased = erasing.lines(context.storage, context.actor)
            self._old.show_lines(map(_old_line, old), _("No record is older than that."))
            self._erased.show_lines(map(_erased_line, erased), _("No record was erased so far."))


def _old_line(kept: KeptLongEnough) -> QWidget:
    told = _("Last entry {day}, kept until {until}").format(day=short_date(kept.last_day), until=short_date(kept.until))
    name = link(f"{number_text(kept.number)} · {kept.name}", f"keptLongEnough-{kept.member_id}", kept.member_id)
    return column(row(name, None), label(told, "hint", wrap=True), spacing=0)


def _erased_line(line: ErasureLine) -> QWidget:
    told = [short_datetime(line.at), line.by, words.of(line.why), *line.stays]
    number = _("Member {number}").format(number=number_text(line.number))
    return column(label(number, "stay"), label(" · ".join(told), "hint", wrap=True), spacing=0)
