"""Putting right what is written of a stay, and taking a discharge back; each for a reason, which is kept."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from peerdesk.context import AppContext
from peerdesk.domain.members.changes import MOST_WHY
from peerdesk.domain.members.stays import Discharge, DischargeType, Series, StayCorrection, StayRow
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.services.members import stays
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.place_choice import PlaceField
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.far_day import FarDayReason
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.choice import Choice, worded
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.inputs.digits_edit import DigitsEdit
from peerdesk.ui.widgets.parts import label


@dataclass(frozen=True, slots=True)
class StayOfMember:
    """A stay that is put right, and whose it is."""

    stay: StayRow
    member: MemberPage

    @property
    def id(self) -> int:
        return self.stay.id

    @property
    def name(self) -> str:
        """The member with the number of the stay."""
        return f"{self.member.name} · {self.stay.number}"


def stays_of(member: MemberPage) -> list[StayOfMember]:
    """Everything that a panel about a stay of theirs may be about."""
    return [StayOfMember(stay, member) for stay in member.stays]


def undone() -> str:
    """The reason that is kept when somebody takes an act back at once."""
    return _("Undone at once.")


def why_edit() -> QLineEdit:
    """Where the reason is typed."""
    edit = QLineEdit()
    edit.setMaxLength(MOST_WHY)
    return edit


class CorrectStayPanel(RecordPanel[StayOfMember]):
    """Day, kind and number of the admission; of a stay that has ended, when and how too."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, "correctStay", _("Correct the stay"), _("Keep the correction"))
        self._undo_bar = undo_bar
        self.admitted_on, self.discharged_on = DayEdit(), DayEdit()
        self.series: Choice[Series] = Choice(Series, empty=False)
        self.number = DigitsEdit()
        self.type: Choice[DischargeType] = Choice(DischargeType, empty=False)
        self.why = why_edit()
        self.far = FarDayReason()
        admitted = Field(_("Admitted on"), self.admitted_on, "admitted_on")
        series = Field(_("Kind of stay"), self.series, "series")
        number = Field(_("Admission number"), self.number, "number")
        discharged = Field(_("Discharged on"), self.discharged_on, "discharged_on")
        how = Field(_("How the stay ended"), self.type, "discharge_type")
        why = Field(_("Why is it corrected?"), self.why, "why", required=True)
        self._end = FieldGrid((discharged,), (how,))
        kept = _(
            "What stood there before is kept. Absences after another leaving day are not due any more; "
            "a signed session still shows what was signed."
        )
        self._about_end = label(kept, "hint", wrap=True)
        self.place = PlaceField()
        fields = (admitted, series, number, self.far, discharged, how, self.place, why)
        grid = FieldGrid((admitted, series), (number,))
        self.take_fields(fields, (grid, self.far, self._end, self.place, self._about_end, why))
        self.type.currentIndexChanged.connect(self._show_places)

    def start(self, record: StayOfMember) -> None:
        stay = record.stay
        self.far.start()
        self.admitted_on.set_day(stay.admitted_on)
        self.series.choose(stay.series)
        self.number.setText(stay.number)
        self.discharged_on.set_day(stay.discharged_on)
        died = stay.discharge_type is DischargeType.DIED
        self.type.set_options(worded(how for how in DischargeType if (how is DischargeType.DIED) is died))
        self.type.choose(stay.discharge_type)
        self._show_places()
        self.place.choose(stay.referred_to_id)
        self.why.setText("")
        for part in (self._end, self._about_end):
            part.setVisible(stay.discharged_on is not None)

    @Slot()
    def _show_places(self) -> None:
        """Where to is asked only of somebody who was referred."""
        stay, referred = self.record.stay, self.type.code() is DischargeType.REFERRED
        if referred and stay.discharged_on is not None:
            self.place.offer(self.record.member.places, stay.referred_to_id, stay.referred_to)
        else:
            self.place.offer(())

    def keep(self) -> None:
        stay = self.record.stay
        ended = stay.discharged_on is not None
        unreadable = self.admitted_on.problems("admitted_on")
        unreadable += self.discharged_on.problems("discharged_on") if ended else []
        admitted_on = self.admitted_on.day()
        if unreadable or admitted_on is None:
            raise InvalidInput(unreadable)
        self._correct(
            StayCorrection(
                admitted_on,
                self.series.code() or stay.series,
                self.number.text(),
                self.why.text(),
                self.discharged_on.day() if ended else None,
                self.type.code() if ended else None,
                self.place.place_id(),
            ),
            self.far.reason(),
        )
        before = StayCorrection(
            stay.admitted_on,
            stay.series,
            stay.number,
            undone(),
            stay.discharged_on,
            stay.discharge_type,
            stay.referred_to_id,
        )
        self._undo_bar.offer(_("The correction is kept."), partial(self._undo, stay.id, before))

    def _correct(self, correction: StayCorrection, why: str) -> None:
        context, today = self._context, self._context.today()
        stays.correct(context.storage, context.actor, self.record.id, correction, today=today, confirmed=why)

    def _undo(self, stay_id: int, before: StayCorrection) -> None:
        context = self._context
        with self._messages.reporting():
            today, why = context.today(), undone()
            stays.correct(context.storage, context.actor, stay_id, before, today=today, confirmed=why)


class TakeDischargeBackPanel(RecordPanel[StayOfMember]):
    """The stay goes on as if nobody had ended it."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, "dischargeBack", _("Take the discharge back"), _("Take back"))
        self._undo_bar = undo_bar
        self.why = why_edit()
        why = Field(_("Why is it taken back?"), self.why, "why", required=True)
        said = _(
            "The stay goes on. The groups that ended with it come back, and the follow-ups that it planned go; "
            "those already done stay."
        )
        self.take_fields((why,), (label(said, "hint", wrap=True), why))

    def start(self, record: StayOfMember) -> None:
        self.why.setText("")

    def keep(self) -> None:
        context, stay_id, name = self._context, self.record.id, self.record.member.name
        ended = stays.take_back_discharge(context.storage, context.actor, stay_id, self.why.text())
        text = _("{name} is in the programme again.").format(name=name)
        self._undo_bar.offer(text, partial(self._undo, stay_id, ended))

    def _undo(self, stay_id: int, ended: Discharge) -> None:
        context = self._context
        with self._messages.reporting():
            stays.discharge(context.storage, context.actor, stay_id, ended, today=context.today())
