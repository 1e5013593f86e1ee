"""The small forms about consents: what a member agrees to, and that they agree no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.consents import ConsentKind, ConsentRow, ConsentWay, NewConsents, latest
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import LANGUAGES, language, pgettext
from peerdesk.i18n import gettext as _
from peerdesk.services import staff
from peerdesk.services.members import consents
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.choice import Choice, OneOf
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import column, label


def family_consent(rows: Sequence[ConsentRow]) -> str:
    """What is said where contact with the family is offered: that nobody agreed to it; empty where the member did."""
    found = latest(rows, ConsentKind.FAMILY)
    if found is None:
        return _("No consent to contact with the family is recorded.")
    if found.withdrawn_on is None:
        return ""
    return _("The consent to contact with the family was withdrawn on {day}.").format(
        day=short_date(found.withdrawn_on)
    )


class StaffChoice(OneOf[int]):
    """Who of the staff; at first whoever is at work."""

    def start(self, context: AppContext) -> None:
        """Offer those who can log in."""
        everybody = staff.everybody(context.storage, context.actor)
        self.set_options([(found.id, found.name) for found in everybody if found.active])
        self.choose(context.actor.staff_id)


class RecordConsentPanel(RecordPanel[MemberPage]):
    """Ticks what the member agrees to, with day, how and before whom."""

    recorded = Signal(object)
    """The numbers of the consents."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "recordConsent", _("What the member agrees to"), _("Record"))
        self.boxes = {kind: _box(kind) for kind in ConsentKind}
        self._kinds = column(*self.boxes.values(), spacing=2)
        self.given_on, self.way, self.taken_by = DayEdit(), Choice(ConsentWay, empty=False), StaffChoice()
        self.language: OneOf[str] = OneOf()
        self.language.set_options(list(LANGUAGES.items()))
        kinds = self._kinds_field = Field(_("Consent to"), self._kinds, "kinds")
        for box in self.boxes.values():
            box.toggled.connect(self._on_ticked)
        given_on = Field(_("Given on"), self.given_on, "given_on")
        way, taken_by = Field(_("How"), self.way, "way"), Field(_("Taken by"), self.taken_by, "taken_by")
        read_in = Field(_("Read, or read out, in"), self.language, "language")
        hint = label(
            _("Tell in plain words what it is for, and that each can be withdrawn at any time."), "hint", wrap=True
        )
        fields = (kinds, given_on, way, read_in, taken_by)
        self.take_fields(fields, (hint, kinds, FieldGrid((given_on, way)), read_in, taken_by))

    def start(self, member: MemberPage) -> None:
        self.given_on.set_day(self._context.today())
        self.way.choose(ConsentWay.SIGNATURE)
        self.taken_by.start(self._context)
        self.language.choose(language())
        for kind, box in self.boxes.items():
            box.setChecked(False)
            found = latest(member.consents, kind)
            box.setVisible(found is None or not found.stands)

    def begin(self) -> None:
        first = next((box for box in self.boxes.values() if not box.isHidden()), None)
        (first or self.given_on).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_ticked(self) -> None:
        self._kinds_field.show_problem("")

    def keep(self) -> None:
        context, day = self._context, self.given_on.required_day("given_on")
        kinds = frozenset(kind for kind, box in self.boxes.items() if box.isChecked() and not box.isHidden())
        way, read_in = self.way.code() or ConsentWay.SIGNATURE, self.language.chosen() or language()
        new = NewConsents(kinds, day, way, self.taken_by.chosen(), read_in)
        self.recorded.emit(consents.record(context.storage, context.actor, self.record.id, new, today=context.today()))


def _box(kind: ConsentKind) -> QCheckBox:
    made = QCheckBox(words.of(kind))
    made.setObjectName(f"consent-{kind.value}")
    made.setAccessibleName(made.text())
    return made


@dataclass(frozen=True, slots=True)
class ConsentOfMember:
    """A consent that is withdrawn, and whose it is."""

    row: ConsentRow
    member: MemberPage

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def name(self) -> str:
        return f"{self.member.name} · {words.of(self.row.kind)}"


class WithdrawConsentPanel(RecordPanel[ConsentOfMember]):
    """On which day the member said no more, and to whom."""

    withdrawn = Signal(int)
    """The number of the consent."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        keep = pgettext("consent", "Withdraw")
        super().__init__(context, messages, "withdrawConsent", _("The member withdraws a consent"), keep)
        self._what = label("", "stay", wrap=True)
        self.withdrawn_on, self.told_to = DayEdit(), StaffChoice()
        day = Field(_("Withdrawn on"), self.withdrawn_on, "withdrawn_on")
        told_to = Field(_("Told to"), self.told_to, "told_to")
        kept = label(_("What was agreed before stays in the record with its days."), "hint", wrap=True)
        self.take_fields((day, told_to), (self._what, kept, FieldGrid((day, told_to))))

    def start(self, record: ConsentOfMember) -> None:
        self._what.setText(words.of(record.row.kind))
        self.withdrawn_on.set_day(self._context.today())
        self.told_to.start(self._context)

    def keep(self) -> None:
        context, day = self._context, self._day()
        by = self.told_to.chosen()
        consents.withdraw(context.storage, context.actor, self.record.id, day, by=by, today=context.today())
        self.withdrawn.emit(self.record.id)

    def _day(self) -> date:
        return self.withdrawn_on.required_day("withdrawn_on")
