"""What may be said of a member beyond the three things that registration needs."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from peerdesk.domain.members.members import Language, MemberDetails, Relation
from peerdesk.domain.members.portal_codes import Education, MaritalStatus, Occupation, Referral, Substance
from peerdesk.i18n import gettext as _
from peerdesk.ui.pages.member_phones import PhonesEdit
from peerdesk.ui.widgets.calm import CalmCombo
from peerdesk.ui.widgets.check_list import CheckList
from peerdesk.ui.widgets.choice import Choice
from peerdesk.ui.widgets.fields import Field, FieldGrid

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
        self.substances: CheckList[Substance] = CheckList(Substance)
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
        """Show what is kept already."""
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
        self.substances.check(details.substances)

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
            substances=self.substances.codes(),
        )
