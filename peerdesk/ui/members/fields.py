"""All fields of a member's form and what was typed into them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from peerdesk.domain.members.members import Language, MemberDetails, Relation
from peerdesk.domain.members.portal_codes import Education, Gender, MaritalStatus, Occupation, Referral, Substance
from peerdesk.domain.members.stays import Admission, Series
from peerdesk.domain.screens.key_counsellors import CounsellorChoice
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.domain.typed import plain
from peerdesk.errors import Problem
from peerdesk.i18n import gettext as _
from peerdesk.ui.draft_form import DraftFields
from peerdesk.ui.members.admission import AdmissionFields
from peerdesk.ui.members.names import NameFields
from peerdesk.ui.members.phones import PhonesEdit
from peerdesk.ui.members.possible_same import PossibleSameBox
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.inputs.calm import CalmCombo
from peerdesk.ui.widgets.inputs.choice import Choice, worded
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.inputs.digits_edit import DigitsEdit
from peerdesk.ui.widgets.parts import button, row
from peerdesk.ui.widgets.tables.check_list import CheckList


class MemberFields(DraftFields):
    """First the three things registration needs, then the admission, then the rest, folded away.

    Args:
        next_number: asks for the next admission number of a series on a day.
    """

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
        self.admitted.toggled.connect(self.admission.setVisible)
        self.more_button.toggled.connect(self.more.setVisible)

    def fill(
        self, member: MemberPage | None, today: date, language: str, counsellors: CounsellorChoice | None = None
    ) -> None:
        """Show what is kept of a member, or begin with somebody new.

        Args:
            member: ``None`` for somebody new.
            today: suggested as the day of admission.
            language: the centre's.
            counsellors: who can answer for somebody new.
        """
        self._member = member
        self.names.set_language(language)
        for part in (self.admitted, self.admission):
            part.setVisible(member is None)
        self.admitted.setChecked(member is None)
        self.more_button.setChecked(member is not None)
        self.more.setVisible(member is not None)
        if member is None:
            self.admission.start(today, counsellors or CounsellorChoice((), None))
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
        return self.birth_date.problems("birth_date", required=False) + (
            self.admission.unreadable() if self.admitted.isChecked() else []
        )

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

    def reveal_problems(self) -> None:
        if any(field.problem for field in self.more.fields):
            self.more_button.setChecked(True)


def _whole_number(text: str) -> int | None:
    """A number; what is none is outside every limit, so that the rules refuse it."""
    digits = plain(text)
    if not digits:
        return None
    return int(digits) if digits.isdecimal() else 0


_CAN_READ = (None, True, False)


class MoreFields(QWidget):
    """The optional fields, two beside each other where they are short."""

    def __init__(self) -> None:
        super().__init__()
        self.relation: Choice[Relation] = Choice(Relation)
        self.relation_name = QLineEdit()
        self.village = QLineEdit()
        self.district = QLineEdit()
        self.phones = PhonesEdit()
        self.language: Choice[Language] = Choice(Language)
        self.can_read = CalmCombo()
        self.can_read.addItems(["", _("Can read"), _("Cannot read")])
        self.can_read.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.can_read.setMinimumContentsLength(8)
        self.education: Choice[Education] = Choice(Education)
        self.occupation: Choice[Occupation] = Choice(Occupation)
        self.marital_status: Choice[MaritalStatus] = Choice(MaritalStatus)
        self.referral: Choice[Referral] = Choice(Referral)
        self.substances: CheckList[Substance] = CheckList(worded(Substance))
        self._build()

    def _build(self) -> None:
        pairs = (
            (
                Field(_("Relation"), self.relation, "relation"),
                Field(_("Relative's name"), self.relation_name, "relation_name"),
            ),
            (Field(_("Village"), self.village, "village"), Field(_("District"), self.district, "district")),
            (Field(_("Phones"), self.phones, "phones"),),
            (Field(_("Language"), self.language, "language"), Field(_("Reading"), self.can_read, "can_read")),
            (Field(_("Education"), self.education, "education"),),
            (Field(_("Occupation"), self.occupation, "occupation"),),
            (
                Field(_("Marital status"), self.marital_status, "marital_status"),
                Field(_("Referred by"), self.referral, "referral"),
            ),
            (Field(_("Substances"), self.substances, "substances"),),
        )
        self.fields = tuple(field for pair in pairs for field in pair)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(FieldGrid(*pairs))

    def show_details(self, details: MemberDetails) -> None:
        self.relation.choose(details.relation)
        self.relation_name.setText(details.relation_name)
        self.village.setText(details.village)
        self.district.setText(details.district)
        self.phones.show_phones(details.phones)
        self.language.choose(details.language)
        self.can_read.setCurrentIndex(_CAN_READ.index(details.can_read))
        self.education.choose(details.education)
        self.occupation.choose(details.occupation)
        self.marital_status.choose(details.marital_status)
        self.referral.choose(details.referral)
        self.substances.tick(details.substances)

    def added_to(self, details: MemberDetails) -> MemberDetails:
        """The details with what was typed here."""
        return replace(
            details,
            relation=self.relation.code(),
            relation_name=self.relation_name.text().strip(),
            village=self.village.text().strip(),
            district=self.district.text().strip(),
            phones=self.phones.phones(),
            language=self.language.code(),
            can_read=_CAN_READ[self.can_read.currentIndex()],
            education=self.education.code(),
            occupation=self.occupation.code(),
            marital_status=self.marital_status.code(),
            referral=self.referral.code(),
            substances=frozenset(self.substances.ticked()),
        )
