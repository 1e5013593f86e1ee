"""The head of a member's page: who it is, where they live, how to reach them."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.domain.members.members import MemberDetails, number_text
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.i18n import pgettext
from peerdesk.ui.widgets.parts import button, label, rename, row, wide


class MemberHead(QWidget):
    """Name in both scripts, number, age, relation, place, phones, and three buttons."""

    def __init__(self) -> None:
        super().__init__()
        self._name = label("", "title", wrap=True)
        self._native = label("", "subtitle", wrap=True)
        self._phase = label("", "badge")
        self._who = label("", "memberWho", wrap=True)
        self._where = label("", "memberWhere", wrap=True)
        self._phones = label("", "memberPhones", wrap=True)
        self.edit_button = button(_("Edit"), "editMember", icon="pencil")
        self.report_button = button(_("Progress report"), "progressReport", icon="file-text")
        self.archive_button = button(_("Archive"), "archiveMember", flat=True)
        for shown in (self._name, self._native, self._phones):
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for part in (
            self._name,
            self._native,
            row(wide(self._who), self._phase),
            self._where,
            self._phones,
            row(self.edit_button, self.report_button, self.archive_button, None, spacing=6),
        ):
            lines.addWidget(part)

    def show_member(self, member: MemberPage) -> None:
        details = member.details
        self._name.setText(member.name)
        self._native.setText(details.name_native if details.name_latin else "")
        self._native.setVisible(bool(self._native.text()))
        phase = words.of(member.phase) if member.phase else ""
        gone = pgettext("outcome of a follow-up", "Has died") if member.died_on else ""
        self._phase.setText(_("Archived") if member.archived else gone or phase)
        self._phase.setVisible(bool(self._phase.text()))
        for line, parts in (
            (self._who, _who(member)),
            (self._where, _where(details)),
            (self._phones, _phones(details)),
        ):
            line.setText(" · ".join(parts))
            line.setVisible(bool(line.text()))
        rename(self.archive_button, _("Bring back") if member.archived else _("Archive"))


def _who(member: MemberPage) -> Iterator[str]:
    yield _("No. {number}").format(number=number_text(member.number))
    yield words.age(member.age)
    if member.details.gender:
        yield words.of(member.details.gender)
    if (answers := member.key_counsellor) is not None:
        yield _("Key counsellor: {name}").format(name=answers.name)


def _where(details: MemberDetails) -> Iterator[str]:
    if details.relation_name:
        yield words.relative(details.relation, details.relation_name)
    yield from filter(None, (details.village, details.district))


def _phones(details: MemberDetails) -> Iterator[str]:
    for phone in details.phones:
        number = f"{phone.number[:5]} {phone.number[5:]}" if len(phone.number) == 10 else phone.number
        yield f"{number} ({phone.whose})" if phone.whose else number


def more_about(details: MemberDetails) -> Iterator[str]:
    """Whatever else is known, in a few words."""
    if details.language:
        yield words.of(details.language)
    if details.can_read is not None:
        yield _("Can read") if details.can_read else _("Cannot read")
    for code in (details.education, details.occupation, details.marital_status):
        if code:
            yield words.of(code)
    yield from sorted(words.of(substance) for substance in details.substances)
    if details.referral:
        yield _("Referred by: {who}").format(who=words.of(details.referral))
