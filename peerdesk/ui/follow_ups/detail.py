"""Beside the list of follow-ups: whom to call, the last contact, how it went, and what was before."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.follow_ups import FollowUpRow, FollowUpWay
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.members import number_text
from peerdesk.domain.members.phones import family_first
from peerdesk.domain.screens.follow_ups import FollowUpsOfMember
from peerdesk.i18n import gettext as _
from peerdesk.ui.follow_ups.finish import FinishPanel
from peerdesk.ui.follow_ups.lines import done_line, over, told
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.links import link_button
from peerdesk.ui.widgets.parts import button, card, column, label, row, scrolled
from peerdesk.words import follow_ups

MOST_EARLIER = 8


class FollowUpDetail(QWidget):
    """One follow-up; says when its outcome is to be taken back."""

    reopen_asked = Signal(int)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self.row: FollowUpRow | None = None
        self.panel = FinishPanel(context, messages)
        self._asked: QWidget = self.panel
        self._build()
        self.name_button.clicked.connect(self._on_name)
        self.reopen_button.clicked.connect(self._on_reopen)
        self._earlier.clicked.connect(self.reopen_asked)
        self.panel.asked_more.connect(self._on_asked_more)

    def _build(self) -> None:
        self.name_button = link_button("", "followUpMember")
        self.name_button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.name_button.setAccessibleName(_("Open the member's page"))
        self._phase = label("", "badge")
        self._phase.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.phone = label("", "title", wrap=True)
        self._other_phones = label("", "hint", wrap=True)
        self._no_consent = label("", "warning", wrap=True)
        self._due = label("", "followUpDue", wrap=True)
        self._why = label("", "followUpWhy", wrap=True)
        self._last = label("", "hint", wrap=True)
        self._told = label("", "noteText", wrap=True)
        self.reopen_button = button(_("Take back"), "reopenFollowUp", icon="undo-2")
        self._earlier = Lines("earlierFollowUps", _("Earlier follow-ups"))
        for text in (self.phone, self._other_phones):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._area = scrolled(
            column(
                row(self.name_button, self._phase),
                column(self.phone, self._other_phones, self._no_consent, spacing=0),
                column(self._due, self._why, self._last, spacing=2),
                self.panel,
                column(self._told, row(self.reopen_button, None)),
                heading(_("Earlier follow-ups")),
                self._earlier,
                None,
                spacing=8,
                margins=(0, 0, 8, 0),
            ),
            "followUpArea",
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(card(self._area, margin=12), 1)

    def show_follow_up(self, shown: FollowUpRow, beside: FollowUpsOfMember) -> None:
        """Show one as the file has it now; what is being typed about it stays."""
        if self.row is None or self.row.id != shown.id:
            self._area.verticalScrollBar().setValue(0)
        self.row, today = shown, self._context.today()
        keeps = self._context.actor.may(Permission.KEEP_FOLLOW_UPS)
        self._show_member(shown, beside)
        due = _("Due {day}").format(day=short_date(shown.due_on))
        self._due.setText(f"{due} · {follow_ups.outcome(shown, today)}")
        why = [words.of(shown.way), follow_ups.why(shown.kind, shown.why, shown.sequence)]
        self._why.setText(" · ".join([*why, *([shown.staff] if shown.staff else [])]))
        self._last.setText(follow_ups.last_contact(beside.heard) or _("No contact known so far"))
        self.panel.setVisible(keeps and shown.outcome is None)
        self.panel.show_row(shown if shown.outcome is None else None)
        self._told.setText("\n".join(told(shown)))
        self._told.setVisible(bool(self._told.text()) and shown.outcome is not None)
        self.reopen_button.setVisible(keeps and shown.outcome is not None)
        earlier = [found for found in over(beside.rows) if found.id != shown.id]
        lines = (done_line(found, today, keeps=keeps) for found in earlier[:MOST_EARLIER])
        self._earlier.show_lines(lines, _("No follow-up of this member has been done before."))

    def _show_member(self, shown: FollowUpRow, beside: FollowUpsOfMember) -> None:
        name = f"{shown.name} · {number_text(shown.number)}"
        self.name_button.setText(name.replace("&", "&&"))
        self.name_button.setAccessibleName(_("Open the page of {name}").format(name=shown.name))
        self._phase.setText(words.of(shown.phase) if shown.phase else "")
        self._phase.setVisible(shown.phase is not None)
        phones = family_first(beside.phones) if shown.way is FollowUpWay.FAMILY_CALL else beside.phones
        first, *others = [follow_ups.phone(phone.number, phone.whose) for phone in phones] or [""]
        self.phone.setText(first or _("No number is known"))
        self._other_phones.setText(" · ".join(others))
        self._other_phones.setVisible(bool(others))
        self._no_consent.setText("\n".join(follow_ups.no_consent(shown.no_calls_since, shown.no_family_since)))
        self._no_consent.setVisible(bool(self._no_consent.text()))

    # Slots

    @Slot()
    def _on_name(self) -> None:
        if self.row is not None:
            self._messages.lead_to_member(self.row.member_id)

    @Slot(QWidget)
    def _on_asked_more(self, part: QWidget) -> None:
        self._asked = part
        QTimer.singleShot(0, self, self._reveal)  # once the part has its place

    @Slot()
    def _reveal(self) -> None:
        self._area.ensureWidgetVisible(self._asked)

    @Slot()
    def _on_reopen(self) -> None:
        if self.row is not None:
            self.reopen_asked.emit(self.row.id)
