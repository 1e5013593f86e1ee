"""The small forms inside a member's page: discharge, admit again, planned leave."""

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.members.key_counsellors import HandedOver
from peerdesk.domain.members.stays import Discharge, DischargeType, Leave, Series
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.services.care import recovery
from peerdesk.services.members import deaths, key_counsellors, stays, way_back
from peerdesk.ui.members.admission import AdmissionFields
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.place_choice import PlaceField
from peerdesk.ui.stays.correct import undone
from peerdesk.ui.stays.gone import Confirmed, noted
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.far_day import FarDayReason
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.choice import Choice, OneOf
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import clear_layout, label
from peerdesk.words import endings


class DischargePanel(RecordPanel[MemberPage]):
    """Ends the open stay and the memberships chosen to end with it; a death, once confirmed, ends everything."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, "discharge", _("Discharge"), _("Discharge"))
        self._undo_bar = undo_bar
        self.day = DayEdit()
        self.type: Choice[DischargeType] = Choice(DischargeType)
        self._boxes: dict[int, QCheckBox] = {}
        self._ending = QWidget()
        self._ending_lines = QVBoxLayout(self._ending)
        self._ending_lines.setContentsMargins(0, 0, 0, 0)
        self._ending_lines.setSpacing(2)
        self._ending_field = Field(_("Groups that end with the stay"), self._ending, "ending")
        self.confirmed = Confirmed()
        self._all_end = label("", "hint", wrap=True)
        day = Field(_("Discharged on"), self.day, "discharged_on")
        how = Field(_("How the stay ended"), self.type, "discharge_type")
        self.place = PlaceField()
        fields = (day, how, self.place, self._ending_field, self.confirmed)
        self.take_fields(fields, (day, how, self.place, self._ending_field, self._all_end, self.confirmed))
        self.day.day_changed.connect(self._show_memberships)
        self.type.currentIndexChanged.connect(self._show_memberships)

    def start(self, member: MemberPage) -> None:
        self.day.set_day(self._context.today())
        self.type.choose(None)
        self._boxes = {}
        self.place.choose(None)
        self.confirmed.begin()
        self._show_memberships()

    def keep(self) -> None:
        day, ended = self.day.required_day("discharged_on"), self.type.code()
        self._show_memberships()  # of the day as it is typed now
        if ended is None:
            raise InvalidInput([Problem("discharge_type", "discharge-type-missing")])
        stay = next((stay for stay in self.record.stays if stay.discharged_on is None), None)
        if stay is None:
            raise InvalidInput([Problem("", "stay-missing")])
        ending = frozenset(membership for membership, box in self._boxes.items() if box.isChecked())
        died = ended is DischargeType.DIED
        if died:
            self.confirmed.require()
        context, name = self._context, self.record.name
        discharge = Discharge(day, ended, ending, self.place.place_id())
        stays.discharge(context.storage, context.actor, stay.id, discharge, today=context.today())
        text = noted(name) if died else _("{name} was discharged.").format(name=name)
        self._undo_bar.offer(text, partial(self._undo, stay.id))

    def _undo(self, stay_id: int) -> None:
        with self._messages.reporting():
            stays.take_back_discharge(self._context.storage, self._context.actor, stay_id, undone())

    @Slot()
    def _show_memberships(self) -> None:
        """One box per membership that is open on the day; what somebody ticked or cleared stays so.

        After a death there is no choice: everything ends, and it has to be confirmed.
        """
        day, died = self.day.day() or self._context.today(), self.type.code() is DischargeType.DIED
        referred = self.type.code() is DischargeType.REFERRED
        self.place.offer(self.record.places if referred else ())
        self.confirmed.setVisible(died)
        self._all_end.setVisible(died)
        with self._messages.reporting():
            if died:
                ends = deaths.what_ends(self._context.storage, self._context.actor, self.record.id, day)
                self._all_end.setText(endings.what_ends(ends))
            open_ones = stays.ending_memberships(self._context.storage, self._context.actor, self.record.id, day)
            ticked = {membership: box.isChecked() for membership, box in self._boxes.items()}
            clear_layout(self._ending)
            self._boxes = {}
            for membership, group, usually in open_ones:
                box = QCheckBox(group)
                box.setObjectName(f"ending-{membership}")
                box.setAccessibleName(group)
                box.setChecked(ticked.get(membership, usually))
                self._boxes[membership] = box
                self._ending_lines.addWidget(box)
            self._ending_field.setVisible(bool(self._boxes) and not died)


class AdmitPanel(RecordPanel[MemberPage]):
    """Begins a stay: the first one, or another one after a discharge."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, "admit", _("Admission"), _("Admit"))
        self._undo_bar = undo_bar
        self.fields = AdmissionFields(self._next_number)
        self.take_fields(self.fields.fields, (self.fields,))

    def start(self, member: MemberPage) -> None:
        context = self._context
        open_since = recovery.open_since(context.storage, context.actor, member.id)
        counsellors = key_counsellors.choice(context.storage, context.actor, member.id)
        self.fields.start(context.today(), counsellors, open_since)

    def keep(self) -> None:
        context, admission = self._context, self.fields.admission()
        today, why = context.today(), self.fields.far.reason()
        stay_id = stays.admit(context.storage, context.actor, self.record.id, admission, today=today, confirmed=why)
        self._undo_bar.offer(_("{name} was admitted.").format(name=self.record.name), partial(self._take_back, stay_id))

    def _take_back(self, stay_id: int) -> None:
        with self._messages.reporting():
            way_back.take_back_admission(self._context.storage, self._context.actor, stay_id)

    def _next_number(self, series: Series, day: date) -> str:
        return stays.next_number(self._context.storage, self._context.actor, series, day)


class KeyCounsellorPanel(RecordPanel[MemberPage]):
    """Somebody else answers for the member, from a day on."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "keyCounsellor", _("Key counsellor"), _("Save"))
        self.counsellor: OneOf[int] = OneOf(nothing=_("Nobody yet"))
        self.from_day = DayEdit()
        hint = _("Members without a key counsellor are everybody's: every counsellor sees them among their own.")
        self.done: HandedOver | None = None
        self.take_fields(
            (
                Field(_("Who answers for the member"), self.counsellor, "counsellor", hint=hint),
                Field(_("From"), self.from_day, "from_day"),
            )
        )

    def start(self, member: MemberPage) -> None:
        context, current = self._context, member.key_counsellor
        candidates = key_counsellors.choice(context.storage, context.actor, member.id).candidates
        self.counsellor.set_options([(who.id, who.name) for who in candidates])
        self.counsellor.choose(current.staff_id if current else None)
        self.from_day.set_day(context.today())

    def keep(self) -> None:
        context, day = self._context, self.from_day.required_day("from_day")
        self.done = key_counsellors.change(
            context.storage, context.actor, self.record.id, self.counsellor.chosen(), day, today=context.today()
        )


class LeavePanel(RecordPanel[MemberPage]):
    """Notes a planned absence, which sessions then show as Leave."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "leave", _("Planned leave"), _("Add leave"))
        self.from_day, self.to_day, self.reason = DayEdit(), DayEdit(), QLineEdit()
        self.reason.setMaxLength(200)
        days = (Field(_("First day"), self.from_day, "from_day"), Field(_("Last day"), self.to_day, "to_day"))
        reason = Field(_("Reason"), self.reason, "reason")
        self.far = FarDayReason()
        self.take_fields((*days, reason, self.far), (FieldGrid(days), reason, self.far))

    def start(self, member: MemberPage) -> None:
        self.from_day.set_day(self._context.today())
        self.to_day.set_day(self._context.today())
        self.reason.setText("")
        self.far.start()

    def keep(self) -> None:
        problems = self.from_day.problems("from_day") + self.to_day.problems("to_day")
        first, last = self.from_day.day(), self.to_day.day()
        if problems or first is None or last is None:
            raise InvalidInput(problems)
        leave = Leave(first, last, self.reason.text())
        context = self._context
        stays.add_leave(context.storage, context.actor, self.record.id, leave, confirmed=self.far.reason())
