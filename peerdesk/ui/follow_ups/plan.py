"""Planning a follow-up: a call, a home visit, a talk at the centre, on a day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from peerdesk.context import AppContext
from peerdesk.domain.care.follow_ups import MOST_WHY, FollowUpKind, FollowUpWay, NewFollowUp
from peerdesk.domain.members.consents import ConsentRow
from peerdesk.domain.members.states import Part
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.services import staff
from peerdesk.services.care import follow_ups
from peerdesk.services.members import consents
from peerdesk.ui.consents.panels import family_consent
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.member_choice import MemberChoice
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.inline_panel import InlinePanel
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.choice import Choice, OneOf
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import label


class PlanFields:
    """Way, day, by whom and why, as two panels ask for them."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self.way: Choice[FollowUpWay] = Choice(FollowUpWay, empty=False)
        self.due_on, self.why = DayEdit(), QLineEdit()
        self.staff: OneOf[int] = OneOf(nothing=_("anybody"))
        self.why.setMaxLength(MOST_WHY)
        way, due_on = Field(_("How"), self.way, "way"), Field(_("Due on"), self.due_on, "due_on")
        why, by = Field(_("Why"), self.why, "why"), Field(_("By whom"), self.staff, "staff_id")
        self.family = label("", "hint", wrap=True)
        self.fields = (way, due_on, by, why)
        self.arranged = (FieldGrid((way, due_on)), self.family, by, why)

    def start(self) -> None:
        """A call today, by anybody."""
        context = self._context
        everybody = staff.everybody(context.storage, context.actor)
        self.staff.set_options([(found.id, found.name) for found in everybody if found.active])
        self.staff.choose(None)
        self.way.choose(FollowUpWay.CALL)
        self.due_on.set_day(context.today())
        self.why.setText("")

    def say_of_family(self, consents: Sequence[ConsentRow] | None) -> None:
        """Where the family is to be called, whether the member agreed to that; ``None``: nobody is chosen yet."""
        asked = consents is not None and self.way.code() is FollowUpWay.FAMILY_CALL
        said = family_consent(consents or ()) if asked else ""
        self.family.setText(said)
        self.family.setVisible(bool(said))

    def keep(self, member_id: int) -> date:
        """Plan what is typed for a member and return the day.

        Raises:
            InvalidInput: if it cannot be kept.
        """
        context, day = self._context, self.due_on.required_day("due_on")
        way = self.way.code() or FollowUpWay.CALL
        new = NewFollowUp(member_id, FollowUpKind.PLANNED, day, way, self.why.text(), self.staff.chosen())
        follow_ups.add(context.storage, context.actor, new, today=context.today())
        return day


class PlanFollowUpPanel(RecordPanel[MemberPage]):
    """Plans a follow-up of the member whose page it stands on."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "planFollowUp", _("New follow-up"), _("Plan it"))
        self.fields = PlanFields(context)
        self.take_fields(self.fields.fields, self.fields.arranged)
        self.fields.way.currentIndexChanged.connect(self._on_way)

    def start(self, member: MemberPage) -> None:
        self.fields.start()
        self.fields.say_of_family(member.consents)

    @Slot()
    def _on_way(self) -> None:
        self.fields.say_of_family(self.record.consents)

    def keep(self) -> None:
        self.fields.keep(self.record.id)


class PlanForPanel(InlinePanel):
    """Plans a follow-up of anybody: type a few letters, then choose."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(messages, "planFor", _("New follow-up"), _("Plan it"))
        self._context = context
        self.member, self.fields = MemberChoice(context, messages, Part.CALLS), PlanFields(context)
        self.take_fields(self.fields.fields, (self.member, *self.fields.arranged))
        self.fields.way.currentIndexChanged.connect(self._say_of_family)
        self.member.changed.connect(self._say_of_family)

    @Slot()
    def _say_of_family(self) -> None:
        """Asked of the file only where the family is to be called."""
        member_id = self.member.member_id()
        found = None
        if member_id is not None and self.fields.way.code() is FollowUpWay.FAMILY_CALL:
            with self._messages.reporting():
                found = consents.of_member(self._context.storage, self._context.actor, member_id)
        self.fields.say_of_family(found)

    def open_for(self, number: int | None) -> None:
        """Begin, or go on with what was typed; ``number`` is of the member who is looked at."""
        if self.isHidden():
            with self._messages.reporting():
                self.member.refresh()
                if number is not None:
                    self.member.choose(number)
                self.fields.start()
                self._say_of_family()
            self.filled()
            if self.form:
                self.form.clear()
        self.show()
        self.member.search.setFocus()

    def keep(self) -> None:
        member_id = self.member.member_id()
        if member_id is None:
            raise InvalidInput([Problem("member", "members-missing")])
        self.fields.keep(member_id)
