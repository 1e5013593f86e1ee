"""A member's follow-ups: what is due, what comes next, how the earlier ones went."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.follow_ups import FollowUpRow, FollowUpState
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.states import Part
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.care import follow_ups
from peerdesk.ui.follow_ups.finish import FinishPanel, Told, finished_words
from peerdesk.ui.follow_ups.lines import done_line, open_line, over
from peerdesk.ui.follow_ups.plan import PlanFollowUpPanel
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.parts import button, label, offer

LATEST = 4
"""So many that are over are shown, the latest first."""


class FollowUpsSection(QWidget):
    """Shows them, plans another one and writes down how one went, each in a panel where it stands."""

    panel_opened = Signal(QWidget)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._member: MemberPage | None = None
        self._rows: Sequence[FollowUpRow] = ()
        self._asked: int | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.add_button = button(_("Add"), "addFollowUp", icon="plus")
        self.add_button.setAccessibleName(_("New follow-up"))
        offer(self.add_button, allowed=self._context.actor.may(Permission.KEEP_FOLLOW_UPS))
        self.plan_panel = PlanFollowUpPanel(self._context, self._messages)
        self.finish_panel = FinishPanel(self._context, self._messages)
        self.finish_panel.hide()
        self.undo_bar = UndoBar(self)
        self._open = Lines("openFollowUps", _("Follow-ups to come"))
        self._later = label("", "hint", wrap=True)
        self._over = Lines("earlierFollowUps", _("Earlier follow-ups"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for part in (
            heading(_("Follow-ups"), self.add_button),
            self.plan_panel,
            self._open,
            self._later,
            self.finish_panel,
            self._over,
        ):
            lines.addWidget(part)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self._open.clicked.connect(self._on_ask)
        self._over.clicked.connect(self._on_reopen)
        self.finish_panel.finished.connect(self._on_finished)
        self.finish_panel.asked_more.connect(self.panel_opened)

    def show_member(self, member: MemberPage, rows: Sequence[FollowUpRow]) -> None:
        """Show a member's follow-ups, the latest due day first; panels under way stay as they are."""
        if self._member is None or self._member.id != member.id:
            self.undo_bar.leave()
            self._asked = None
        self._member, self._rows = member, rows
        self.finish_panel.offer_places(member.places)
        today, keeps = self._context.today(), self._context.actor.may(Permission.KEEP_FOLLOW_UPS)
        self.add_button.setVisible(keeps and member.stands_in(Part.CALLS))
        to_come = [row for row in rows if row.is_open][::-1]
        ahead = [row for row in to_come if row.state(today) is FollowUpState.AHEAD]
        shown = [row for row in to_come if row not in ahead] + ahead[:1]
        nothing = _("None is planned. A discharge plans them by the centre's schedule; Add plans another one.")
        self._open.show_lines((open_line(row, today, keeps=keeps) for row in shown), nothing)
        later = ahead[1:]
        if later:
            text = ngettext("{count} more until {day}", "{count} more until {day}", len(later))
            self._later.setText(text.format(count=len(later), day=short_date(later[-1].due_on)))
        self._later.setVisible(bool(later))
        earlier = over(rows)[:LATEST]
        self._over.show_lines((done_line(row, today, keeps=keeps) for row in earlier), "")
        self._over.setVisible(bool(earlier))
        self._show_asked()
        self.plan_panel.show_for(member)

    def _show_asked(self) -> None:
        asked = next((row for row in self._rows if row.id == self._asked and row.outcome is None), None)
        self.finish_panel.show_row(asked)
        self.finish_panel.setVisible(asked is not None)

    def _shown(self) -> MemberPage:
        assert self._member is not None, "buttons are seen only with a member"  # noqa: S101
        return self._member

    # Slots

    @Slot()
    def _on_add(self) -> None:
        self.plan_panel.open_for(self._shown())
        self.panel_opened.emit(self.plan_panel)

    @Slot(int)
    def _on_ask(self, follow_up_id: int) -> None:
        """Ask how one went; a second click puts the question away, and what is typed waits."""
        self._asked = None if self._asked == follow_up_id else follow_up_id
        self._show_asked()
        if self._asked is not None:
            self.finish_panel.begin()
            self.panel_opened.emit(self.finish_panel)

    @Slot(object)
    def _on_finished(self, told: Told) -> None:
        self._asked = None
        self.finish_panel.hide()
        text = finished_words(told)
        self.undo_bar.offer(text, partial(self._take_back, told.row.id, told.made))

    @Slot(int)
    def _on_reopen(self, follow_up_id: int) -> None:
        self._take_back(follow_up_id, None)

    def _take_back(self, follow_up_id: int, made: int | None) -> None:
        with self._messages.reporting():
            follow_ups.reopen(self._context.storage, self._context.actor, follow_up_id, made=made)
