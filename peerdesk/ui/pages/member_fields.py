"""All fields of a member's form and what was typed into them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Series
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.ui.draft_form import DraftFields
from peerdesk.ui.pages.member_admission import AdmissionFields
from peerdesk.ui.pages.member_more import MoreFields
from peerdesk.ui.pages.member_names import NameFields
from peerdesk.ui.pages.member_same import PossibleSameBox
from peerdesk.ui.widgets.choice import Choice
from peerdesk.ui.widgets.day_edit import DayEdit
from peerdesk.ui.widgets.digits_edit import DigitsEdit
from peerdesk.ui.widgets.fields import Field, FieldGrid, Form
from peerdesk.ui.widgets.parts import button, row


class MemberFields(DraftFields):
    """First the three things registration needs, then the admission, then the rest, folded away.

    Args:
        next_number: asks for the next admission number of a series on a day.
    """

    changed = Signal()

    def __init__(self, next_number: Callable[[Series, date], str]) -> None:
        super().__init__()
        self._member: MemberPage | None = None
        self._build(next_number)
        self._connect()

    def _build(self, next_number: Callable[[Series, date], str]) -> None:
        self.names = NameFields()
        self.gender: Choice[Gender] = Choice(Gender)
        self.age = DigitsEdit()
        self.age.setMaxLength(6)
        self.birth_date = DayEdit()
        self.same = PossibleSameBox()
        self.admitted = QCheckBox(_("Admitted now"))
        self.admitted.setObjectName("admittedNow")
        self.admitted.setAccessibleName(self.admitted.text())
        self.admission = AdmissionFields(next_number)
        self.more_button = button(_("More about the member"), "moreAbout", flat=True, icon="chevron-right")
        self.more_button.setCheckable(True)
        self.more = MoreFields()
        required = (
            Field(_("Gender"), self.gender, "gender", required=True),
            Field(_("Age in years"), self.age, "age", required=True),
            Field(_("or birth date"), self.birth_date, "birth_date"),
        )
        self.form = Form((*self.names.fields, *required, *self.admission.fields, *self.more.fields), self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(10)
        for part in (
            self.names,
            FieldGrid(required[:1], required[1:]),
            self.same,
            self.admitted,
            self.admission,
            row(self.more_button, None),
            self.more,
        ):
            lines.addWidget(part)
        lines.addStretch(1)

    def _connect(self) -> None:
        self.names.changed.connect(self.changed)
        self.form.changed.connect(self.changed)
        self.admitted.toggled.connect(self.admission.setVisible)
        self.more_button.toggled.connect(self.more.setVisible)

    def fill(self, member: MemberPage | None, today: date, language: str) -> None:
        """Show what is kept of a member, or begin with somebody new. ``language`` is the centre's."""
        self._member = member
        self.names.set_language(language)
        for part in (self.admitted, self.admission):
            part.setVisible(member is None)
        self.admitted.setChecked(member is None)
        self.more_button.setChecked(member is not None)
        self.more.setVisible(member is not None)
        if member is None:
            self.admission.start(today)
            return
        details = member.details
        self.names.set_names(details.name_latin, details.name_native)
        self.gender.choose(details.gender)
        self.age.setText("" if details.birth_date or member.age is None else str(member.age))
        self.birth_date.set_day(details.birth_date)
        self.more.show_details(details)

    def details(self) -> MemberDetails:
        """What was typed so far; what cannot be read is left out."""
        latin, native = self.names.names()
        details = MemberDetails(
            name_latin=latin,
            name_native=native,
            gender=self.gender.code(),
            age=_whole_number(self.age.text()),
            birth_date=self.birth_date.day(),
        )
        details = self.more.added_to(details)
        if self._member and details.birth_date is None and details.age == self._member.age:
            kept = self._member.details  # stated on some day; what is shown is what it has grown to
            return replace(details, age=kept.age, age_on=kept.age_on)
        return details

    def admission_typed(self) -> Admission | None:
        """The first stay, if there is to be one and its days can be read."""
        if not self.admitted.isChecked() or self.admission.unreadable():
            return None
        return self.admission.admission()

    def unreadable(self) -> list[Problem]:
        """What was typed and cannot even be read."""
        found: list[Problem] = []
        birth = self.birth_date.text().strip()
        if birth and self.birth_date.day() is None:
            found.append(Problem("birth_date", "date-wrong", {"value": birth}))
        return found + (self.admission.unreadable() if self.admitted.isChecked() else [])

    def snapshot(self) -> tuple[object, ...]:
        """Everything as it stands, to be compared with another time."""
        return (
            self.names.latin.text(),
            self.names.native.text(),
            self.age.text(),
            self.birth_date.text(),
            self.details(),
            self.admitted.isChecked(),
            self.admission.typed(),
        )

    def show_problems(self, error: InvalidInput) -> Field | None:
        if {problem.field for problem in error.problems} & {field.name for field in self.more.fields}:
            self.more_button.setChecked(True)
        return super().show_problems(error)


def _whole_number(text: str) -> int | None:
    """A number; what is none is outside every limit, so that the rules refuse it."""
    digits = text.strip()
    if not digits:
        return None
    return int(digits) if digits.isdecimal() else 0
