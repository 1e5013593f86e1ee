"""Closing a group and opening it again: what ends or comes back is said before it is done."""

from datetime import date
from functools import partial

from PySide6.QtCore import Slot

from peerdesk.context import AppContext
from peerdesk.domain.dates import short_date
from peerdesk.domain.screens.groups import GroupPage
from peerdesk.i18n import gettext as _
from peerdesk.services.groups import groups
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.far_day import FarDayReason
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import label
from peerdesk.words import endings


class ClosePanel(RecordPanel[GroupPage]):
    """Closes a group, having said exactly what that does."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, "closeGroup", _("Close group"), _("Close group"))
        self._undo_bar = undo_bar
        stays = _(
            "No session is planned after the last day. Sessions, marks and notes stay. "
            "The group can be opened again, with everything that ends now."
        )
        self.day, self.ends = DayEdit(), label("", "groupEnds", wrap=True)
        day, self.far = Field(_("Last day"), self.day, "closed_on"), FarDayReason()
        self.take_fields([day, self.far], [label(stays, "hint", wrap=True), day, self.far, self.ends])
        self.day.day_changed.connect(self._show_ends)

    def start(self, group: GroupPage) -> None:
        self.far.start()
        self.day.set_day(self._context.today())
        self._show_ends()

    def keep(self) -> None:
        day, context, group = self.day.required_day("closed_on"), self._context, self.record
        groups.close(context.storage, context.actor, group.id, day, confirmed=self.far.reason())
        text = _("{group} is closed; its last day is {day}.").format(group=group.name, day=short_date(day))
        self._undo_bar.offer(text, partial(self._undo, group.id, day))

    def _undo(self, group_id: int, day: date) -> None:
        with self._messages.reporting():
            groups.reopen(self._context.storage, self._context.actor, group_id, first=day)

    @Slot()
    def _show_ends(self) -> None:
        context, day = self._context, self.day.day() or self._context.today()
        with self._messages.reporting():
            ends = groups.what_ends(context.storage, context.actor, self.record.id, day)
            self.ends.setText(endings.what_closes(ends))


class ReopenPanel(RecordPanel[GroupPage]):
    """Opens a closed group again."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, "reopenGroup", _("Open again"), _("Open again"))
        self._undo_bar = undo_bar
        said = _(
            "What ended with the group comes back: memberships, waitlist and turns at duties, "
            "as far as nothing has taken their place."
        )
        self.day = DayEdit()
        day = Field(_("Sessions again from"), self.day, "first")
        self.take_fields([day], [label(said, "hint", wrap=True), day])

    def start(self, group: GroupPage) -> None:
        self.day.set_day(self._context.today())

    def keep(self) -> None:
        context, group = self._context, self.record
        groups.reopen(context.storage, context.actor, group.id, first=self.day.required_day("first"))
        text = _("{group} is open again.").format(group=group.name)
        if group.closed_on is not None:
            self._undo_bar.offer(text, partial(self._undo, group.id, group.closed_on))

    def _undo(self, group_id: int, last_day: date) -> None:
        context, why = self._context, _("Undone at once.")
        with self._messages.reporting():
            groups.close(context.storage, context.actor, group_id, last_day, confirmed=why)
