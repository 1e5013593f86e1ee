"""What a member agreed to: recorded at the desk, withdrawn when they say so, put right where somebody erred."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.consents import ConsentKind, ConsentRow, latest
from peerdesk.domain.members.states import Part
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import LANGUAGES, pgettext
from peerdesk.i18n import gettext as _
from peerdesk.services.members import consents
from peerdesk.ui.consents.panels import ConsentOfMember, RecordConsentPanel, WithdrawConsentPanel
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.put_back import offer_back
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.parts import button, column, flow, label, offer, row, wide

_ASKED_OF_ALL = [
    kind for kind in ConsentKind if kind not in (ConsentKind.NOTICE, ConsentKind.EMPLOYER, ConsentKind.COURT)
]
"""The notice has a sentence of its own; papers to an employer or a court are asked about when one is wanted."""


class ConsentsSection(QWidget):
    """Every consent with its days, those withdrawn too; below them what was not asked so far."""

    panel_opened = Signal(QWidget)

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__()
        self._context, self._messages, self._undo_bar = context, messages, undo_bar
        self._member: MemberPage | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.add_button = button(_("Record a consent"), "addConsent", icon="plus")
        offer(self.add_button, allowed=self._records())
        self.record_panel = RecordConsentPanel(self._context, self._messages)
        self.withdraw_panel = WithdrawConsentPanel(self._context, self._messages)
        self._lines = Lines("memberConsents", _("Consents"))
        self._missing = label("", "hint", wrap=True)
        self._no_notice = label(
            _("The privacy notice is not given so far. Print it, read it together, and record it here."),
            "hint",
            wrap=True,
        )
        self.notice_button = button(_("Print the privacy notice"), "printNotice", flat=True, icon="printer")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for part in (
            heading(_("Consents"), self.add_button),
            self._no_notice,
            flow(self.notice_button),
            self.record_panel,
            self._lines,
            self.withdraw_panel,
            self._missing,
        ):
            lines.addWidget(part)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self.notice_button.clicked.connect(self._on_notice)
        self._lines.clicked.connect(self._on_line)
        self.record_panel.recorded.connect(self._on_recorded)
        self.withdraw_panel.withdrawn.connect(self._on_withdrawn)

    def show_member(self, member: MemberPage) -> None:
        """Show what a member agreed to as the file has it now; panels under way stay as they are."""
        self._member = member
        records, there = self._records(), member.stands_in(Part.CONSENTS)
        standing = [row.kind for row in member.consents if row.stands]
        self.add_button.setVisible(records and there and len(standing) < len(ConsentKind))
        shown = (_line(row, last=latest(member.consents, row.kind) is row, acts=records) for row in member.consents)
        self._lines.show_lines(shown, "")
        self._lines.setVisible(bool(member.consents))
        missing = [words.of(kind) for kind in _ASKED_OF_ALL if latest(member.consents, kind) is None]
        no_notice = there and latest(member.consents, ConsentKind.NOTICE) is None
        self._no_notice.setVisible(no_notice)
        self.notice_button.setVisible(no_notice)
        self._missing.setText(_("Not recorded so far: {kinds}").format(kinds=", ".join(missing)))
        self._missing.setVisible(bool(missing))
        self.record_panel.show_for(member)
        self.withdraw_panel.show_for(*(ConsentOfMember(row, member) for row in member.consents if row.stands))

    def _records(self) -> bool:
        return self._context.actor.may(Permission.REGISTER_MEMBERS)

    def _shown(self) -> MemberPage:
        assert self._member is not None, "buttons are seen only with a member"  # noqa: S101
        return self._member

    # Slots

    @Slot()
    def _on_notice(self) -> None:
        self._messages.lead_to(ReportPlace("privacy-notice", Choices(member=self._shown().number)))

    @Slot()
    def _on_add(self) -> None:
        self.record_panel.open_for(self._shown())
        self.panel_opened.emit(self.record_panel)

    @Slot(int)
    def _on_line(self, number: int) -> None:
        """A button of a line: a positive number is to be withdrawn, or stands again; a negative one was a mistake."""
        found = next(row for row in self._shown().consents if row.id == abs(number))
        if number < 0:
            self._take_out(found)
        elif found.stands:
            self.withdraw_panel.open_for(ConsentOfMember(found, self._shown()))
            self.panel_opened.emit(self.withdraw_panel)
        else:
            self._stand_again(found)

    def _take_out(self, found: ConsentRow) -> None:
        context = self._context
        with self._messages.reporting():
            binned = consents.take_back(context.storage, context.actor, [found.id])
            text = _("{consent}: taken out as a mistake.").format(consent=words.of(found.kind))
            offer_back(self._undo_bar, text, context, self._messages, *binned)

    def _stand_again(self, found: ConsentRow) -> None:
        context = self._context
        with self._messages.reporting():
            consents.take_back_withdrawal(context.storage, context.actor, found.id)
            text = _("{consent}: the consent stands again.").format(consent=words.of(found.kind))
            self._undo_bar.offer(text, partial(self._withdraw_again, found))

    def _withdraw_again(self, found: ConsentRow) -> None:
        context = self._context
        if found.withdrawn_on is None:
            return
        with self._messages.reporting():
            consents.withdraw(
                context.storage,
                context.actor,
                found.id,
                found.withdrawn_on,
                by=found.withdrawn_by_id,
                today=context.today(),
            )

    @Slot(object)
    def _on_recorded(self, kept: Sequence[int]) -> None:
        self._undo_bar.offer(_("The consent is recorded."), partial(self._do, consents.take_back, kept))

    @Slot(int)
    def _on_withdrawn(self, consent_id: int) -> None:
        self._undo_bar.offer(
            _("The consent is withdrawn."), partial(self._do, consents.take_back_withdrawal, consent_id)
        )

    def _do(self, act: Callable[..., object], what: object) -> None:
        with self._messages.reporting():
            act(self._context.storage, self._context.actor, what)


def _line(consent: ConsentRow, *, last: bool, acts: bool) -> QWidget:
    """``Contact with the family``, since when, how and before whom; of one withdrawn until when, and who was told."""
    kind, given = words.of(consent.kind), short_date(consent.given_on)
    parts: list[QWidget] = [wide(label(kind, "stay" if consent.stands else "hint", wrap=True))]
    if acts and consent.stands:
        withdraw, mistaken = _("Withdraw the consent: {consent}"), _("This consent was never given: {consent}")
        if consent.kind.can_be_withdrawn:
            parts.append(_button(pgettext("consent", "Withdraw"), "withdrawConsent", consent.id, withdraw, kind))
        parts.append(_button(pgettext("consent", "Never given"), "mistakenConsent", -consent.id, mistaken, kind))
    elif acts and last:
        spoken = _("This consent was not withdrawn: {consent}")
        parts.append(_button(pgettext("consent", "Not withdrawn"), "unwithdrawConsent", consent.id, spoken, kind))
    told = _("Given on {day} · {how} · taken by {name}").format(
        day=given, how=words.of(consent.way), name=consent.taken_by
    )
    if consent.language:
        told = " · ".join((told, LANGUAGES[consent.language]))
    lines: list[QWidget] = [row(*parts, spacing=0), label(told, "hint", wrap=True)]
    if consent.withdrawn_on is not None:
        ended = _("Withdrawn on {day}, told to {name}").format(
            day=short_date(consent.withdrawn_on), name=consent.withdrawn_by
        )
        lines.append(label(ended, "warning" if last else "hint", wrap=True))
    return column(*lines, spacing=0)


def _button(text: str, act: str, number: int, spoken: str, kind: str) -> QWidget:
    made = button(text, f"{act}-{abs(number)}", flat=True)
    made.setProperty("id", number)
    made.setAccessibleName(spoken.format(consent=kind))
    return made
