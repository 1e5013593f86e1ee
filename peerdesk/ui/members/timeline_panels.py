"""The small forms of a member's recovery: return to use, recovery date, step work."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from peerdesk.context import AppContext
from peerdesk.domain.care.recovery import MOST_SPONSOR, STEPS, ReturnReason, ReturnToUse, StepRow
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.services.care import recovery
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.calm import CalmCombo
from peerdesk.ui.widgets.inputs.choice import Choice
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import label, text_edit


class ReturnPanel(RecordPanel[MemberPage]):
    """Notes a return to use. The days before stay; the next ones begin when the member is ready."""

    taken_back_possible = Signal(int)
    """The member whose return was kept just now."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "returnToUse", _("Return to use"), _("Keep"))
        self.returned_on, self.recovery_on = DayEdit(), DayEdit()
        self.reason: Choice[ReturnReason] = Choice(ReturnReason)
        self.text = text_edit(72)
        not_yet = _("Leave it empty while recovery has not begun anew; it can be entered later.")
        days = (
            Field(_("Returned to use on"), self.returned_on, "returned_on"),
            Field(_("Recovery began anew on"), self.recovery_on, "recovery_on", hint=not_yet),
        )
        reason = Field(_("What it had to do with"), self.reason, "reason")
        text = Field(_("What helped, and the next step"), self.text, "text")
        kept = label(_("The days before stay counted: longest and total keep them."), "hint", wrap=True)
        self.take_fields((*days, reason, text), (kept, FieldGrid(days), reason, text))

    def start(self, member: MemberPage) -> None:
        self.returned_on.set_day(member.died_on or self._context.today())
        self.recovery_on.set_day(None)
        self.reason.choose(None)
        self.text.setPlainText("")

    def keep(self) -> None:
        problems = self.returned_on.problems("returned_on") + self.recovery_on.problems("recovery_on", required=False)
        returned_on = self.returned_on.day()
        if problems or returned_on is None:
            raise InvalidInput(problems)
        returned = ReturnToUse(returned_on, self.recovery_on.day(), self.reason.code(), self.text.toPlainText().strip())
        context, member = self._context, self.record
        recovery.record_return(context.storage, context.actor, member.id, returned, today=context.today())
        self.taken_back_possible.emit(member.id)


class StartPanel(RecordPanel[MemberPage]):
    """Asks for a recovery date: where none is under way, or to correct the one that is.

    Args:
        act: the service that keeps it, `recovery.restart` or `recovery.correct_start`.
    """

    def __init__(
        self, context: AppContext, messages: Messages, name: str, title: str, hint: str, act: Callable[..., None]
    ) -> None:
        super().__init__(context, messages, name, title, _("Keep"))
        self._act = act
        self.recovery_on = DayEdit()
        day = Field(_("Recovery date"), self.recovery_on, "recovery_on")
        self.take_fields((day,), (label(hint, "hint", wrap=True), day))

    def start(self, member: MemberPage) -> None:
        context = self._context
        since = recovery.open_since(context.storage, context.actor, member.id)
        self.recovery_on.set_day(since or context.today())

    def keep(self) -> None:
        day, context = self.recovery_on.required_day("recovery_on"), self._context
        self._act(context.storage, context.actor, self.record.id, day, today=context.today())


class StepPanel(RecordPanel[MemberPage]):
    """Notes a step worked: its number, the sponsor's first name, the day; never its content."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "stepWork", _("Step work"), _("Keep"))
        self.step = CalmCombo()
        self.step.addItems([_("Step {number}").format(number=number) for number in range(1, STEPS + 1)])
        self.day, self.sponsor = DayEdit(), QLineEdit()
        self.sponsor.setMaxLength(MOST_SPONSOR)
        fields = (Field(_("Step"), self.step, "step"), Field(_("Worked on"), self.day, "day"))
        sponsor = Field(_("Sponsor's first name"), self.sponsor, "sponsor")
        nothing_else = label(_("Nothing of what was said or written is kept."), "hint", wrap=True)
        self.take_fields((*fields, sponsor), (nothing_else, FieldGrid(fields), sponsor))

    def suggest(self, worked: int) -> None:
        """Begin with the step after the last one worked."""
        self.step.setCurrentIndex(min(worked, STEPS - 1))

    def start(self, member: MemberPage) -> None:
        self.day.set_day(self._context.today())
        self.sponsor.setText("")

    def keep(self) -> None:
        step = StepRow(self.step.currentIndex() + 1, self.day.required_day("day"), self.sponsor.text().strip())
        context = self._context
        recovery.work_step(context.storage, context.actor, self.record.id, step, today=context.today())
