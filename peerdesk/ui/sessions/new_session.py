"""A session besides the weekly times: one more, or one held earlier and written down now."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot

from peerdesk.context import AppContext
from peerdesk.domain.groups.groups import Channel
from peerdesk.domain.sessions.sessions import NewSession
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.services.groups import groups
from peerdesk.services.sessions import sessions
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.inline_panel import InlinePanel
from peerdesk.ui.widgets.inputs.calm import CalmSpin
from peerdesk.ui.widgets.inputs.choice import Choice, OneOf, Option
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.inputs.time_edit import TimeEdit
from peerdesk.ui.widgets.parts import flow

WIDTH = 160
"""Pixels of a field, so that what is wrong can be read beside it."""


class NewSessionPanel(InlinePanel):
    """Group, day, time, minutes, channel; the session opens once it is made."""

    made = Signal(int)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(messages, "newSession", _("New session"), _("Make session"))
        self._context = context
        self.group: OneOf[int] = OneOf()
        self.group.setMinimumWidth(220)
        self.day = DayEdit()
        self.starts = TimeEdit()
        self.minutes = CalmSpin()
        self.minutes.setRange(5, 480)
        self.minutes.setSingleStep(5)
        self.channel: Choice[Channel] = Choice(Channel, empty=False)
        fields = (
            Field(_("Group"), self.group, "group"),
            Field(_("Day"), self.day, "day"),
            Field(_("Time"), self.starts, "starts"),
            Field(_("Minutes"), self.minutes, "minutes"),
            Field(_("How it meets"), self.channel, "channel"),
        )
        for field in fields:
            field.setMinimumWidth(WIDTH)
            field.layout().addStretch(1)  # type: ignore[union-attr]  # a field has a layout
        self.take_fields(fields, [flow(*fields, None, spacing=10)])
        self.group.activated.connect(self._take_habits)

    def open_for(self, options: Sequence[Option[int]], group_id: int | None) -> None:
        """Begin, or go on with what was typed; ``options`` are the groups."""
        fresh = self.isHidden()
        self.group.set_options(options)
        if fresh:
            self.group.choose(group_id if group_id is not None or len(options) != 1 else options[0][0])
            self.day.set_day(self._context.today())
            self.starts.set_time(None)
            self.minutes.setValue(60)
            self.channel.choose(Channel.ROOM)
            self._take_habits()
            self.filled()
        if fresh and self.form:
            self.form.clear()
        self.show()
        first = self.group if self.group.chosen() is None else self.starts
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        group_id, day, starts = self.group.chosen(), self.day.day(), self.starts.moment()
        problems = self._unreadable()
        if problems or group_id is None or day is None or starts is None:
            raise InvalidInput(problems)
        new = NewSession(group_id, day, starts, self.minutes.value(), self.channel.code() or Channel.ROOM)
        context = self._context
        self.made.emit(sessions.create(context.storage, context.actor, new, today=context.today()))

    def _unreadable(self) -> list[Problem]:
        problems = [Problem("group", "group-missing")] if self.group.chosen() is None else []
        return problems + self.day.problems("day") + self.starts.problems("starts")

    @Slot()
    def _take_habits(self) -> None:
        """How long a group usually meets, and how."""
        group_id = self.group.chosen()
        if group_id is None:
            return
        with self._messages.reporting():
            usual = groups.page(self._context.storage, self._context.actor, group_id, on=self._context.today()).details
            self.channel.choose(usual.channel)
            if usual.times:
                self.minutes.setValue(usual.times[0].minutes)
