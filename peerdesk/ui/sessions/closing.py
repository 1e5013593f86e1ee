"""The end of a record: did not happen, sign; afterwards addenda and corrections."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.dates import short_date, short_datetime
from peerdesk.domain.screens.session_page import SessionSheet, SheetRow
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.notes import Objective
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.domain.sessions.signing import MOST_WHY, Answers, Rest
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.sessions import sessions, signing
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.password import PasswordField
from peerdesk.ui.widgets.forms.typed import Typing
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.inputs.choice import Choice
from peerdesk.ui.widgets.parts import button, flow, label, row, text_edit
from peerdesk.ui.widgets.steady import SteadyLabel

_REST_LENGTH = 16
"""Wide letters: whether the rest were present or absent stands at the end of it."""

_REASON_LENGTH = 16  # letters, about


class NotHeldPanel(QWidget, HoldsTyping):
    """*Did not happen* with its reason."""

    done = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._session_id = 0
        self.reason: Choice[NotHeldReason] = Choice(NotHeldReason)
        self.reason.setMinimumContentsLength(_REASON_LENGTH)
        self.text = QLineEdit()
        self.text.setMaxLength(200)
        self.confirm = button(_("The session did not happen"), "notHeldConfirm", primary=True)
        self.close_button = button(_("Close"), "notHeldClose", flat=True)
        self.form = Form(
            [Field(_("Reason"), self.reason, "reason"), Field(_("In other words"), self.text, "reason_text")], self
        )
        self._typing = Typing(self.form.fields["reason_text"])
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 6, 0, 0)
        lines.addWidget(row(label(_("Did not happen"), "section"), None, self.close_button))
        lines.addWidget(flow(*self.form.fields.values(), self.confirm, bottom=True))
        lines.addWidget(self.form.general)
        lines.addWidget(label(_("The session stays out of every percentage."), "hint", wrap=True))
        self.confirm.clicked.connect(self._confirm)
        self.text.returnPressed.connect(self._confirm)
        self.close_button.clicked.connect(self.done)

    def start(self, sheet: SessionSheet) -> None:
        """Begin for a session, or go on with what was typed about it."""
        self._session_id = sheet.id
        if not self._typing.is_about(sheet.id):
            self._typing.put_aside()
            self.text.clear()
            self.reason.choose(None)
            self._typing.begin(sheet.id, session_name(sheet))
        self.form.clear()
        self.reason.setFocus()

    def unsaved(self) -> Sequence[str]:
        return [_("Did not happen") + f" · {session}" for session in self._typing.unsaved()]

    @Slot()
    def _confirm(self) -> None:
        with self.form.keeping(self._messages):
            reason = self.reason.code()
            if reason is None:
                raise InvalidInput([Problem("reason", "reason-missing")])
            sessions.did_not_happen(
                self._context.storage, self._context.actor, self._session_id, reason, self.text.text()
            )
            self._typing.end()
            self.done.emit()


class SignPanel(QWidget, HoldsTyping):
    """The password, what signing means, and what is still open before it."""

    about_to_sign = Signal()
    signed = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._sheet: SessionSheet | None = None
        self._password = PasswordField(_("Sign with your password"), "signPassword")
        self.password = self._password.edit
        self.password.setPlaceholderText(_("Your password"))
        self.sign_button = button(_("Sign"), "sign", primary=True)
        self.objective: Choice[Objective] = Choice(Objective)
        self.rest: Choice[Rest] = Choice(Rest)
        self.rest.setMinimumContentsLength(_REST_LENGTH)
        self.why = QLineEdit()
        self.why.setMaxLength(MOST_WHY)
        self._asked = (
            Field(_("Objective"), self.objective, "objective", required=True),
            Field(_("Who is still unmarked"), self.rest, "unmarked", required=True),
            Field(_("Why they stay unmarked"), self.why, "unmarked_why", required=True),
        )
        self._typing = Typing(self._asked[2])
        self.form = Form([*self._asked, self._password], self)
        self._hint = SteadyLabel("hint")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(flow(*self._asked, bottom=True))
        lines.addWidget(row(self._password, self.sign_button, bottom=True))
        lines.addWidget(self.form.general)
        lines.addWidget(self._hint)
        self.sign_button.clicked.connect(self._sign)
        self.password.returnPressed.connect(self._sign)
        self.why.returnPressed.connect(self._sign)
        self.rest.currentIndexChanged.connect(self._show_asked)

    def show_sheet(self, sheet: SessionSheet) -> None:
        """Show what is still open before signing."""
        if not self._typing.is_about(sheet.id):
            self._typing.put_aside()
            self.objective.choose(None)
            self.rest.choose(None)
            self.why.clear()
            self._typing.begin(sheet.id, session_name(sheet))
        self._sheet = sheet
        self._show_asked()
        unmarked = sheet.tally.unmarked
        text = _("Signing freezes roster, marks and note. Afterwards only addenda and corrections are possible.")
        if unmarked:
            text += " " + ngettext(
                "{count} member is still unmarked.", "{count} members are still unmarked.", unmarked
            ).format(count=unmarked)
        if away := sheet.unmarked_on_leave:
            text += " " + ngettext(
                "{count} of them is on planned leave and is marked so with the rest.",
                "{count} of them are on planned leave and are marked so with the rest.",
                away,
            ).format(count=away)
        self._hint.setText(text)
        self.sign_button.setEnabled(sheet.responsible)
        self.password.setEnabled(sheet.responsible)
        if not sheet.responsible:
            self._hint.setText(_("The counsellor responsible for the group signs this session."))

    def unsaved(self) -> Sequence[str]:
        return [_("Why they stay unmarked") + f" · {session}" for session in self._typing.unsaved()]

    @Slot()
    def _show_asked(self) -> None:
        """Ask for the objective and about unmarked rows only where they are missing."""
        sheet = self._sheet
        if sheet is None:
            return
        objective, rest, why = self._asked
        objective.setVisible(sheet.responsible and sheet.note is not None and sheet.note.objective is None)
        rest.setVisible(sheet.responsible and bool(sheet.tally.unmarked))
        why.setVisible(not rest.isHidden() and self.rest.code() is Rest.UNMARKED)

    @Slot()
    def _sign(self) -> None:
        if self._sheet is None:
            return
        self.about_to_sign.emit()
        storage, actor, session_id = self._context.storage, self._context.actor, self._sheet.id
        with self.form.keeping(self._messages):
            with self._password.asked():
                signing.settle_and_sign(storage, actor, session_id, self.password.text(), self._answers())
            self.password.clear()
            self._typing.end()
            self._messages.say(_("Signed. Roster, marks and note are sealed."))
            self.signed.emit()

    def _answers(self) -> Answers:
        """What was decided here, as far as it is asked now."""
        objective, rest, _why = self._asked
        return Answers(
            None if objective.isHidden() else self.objective.code(),
            None if rest.isHidden() else self.rest.code(),
            self.why.text(),
        )


class AfterSigningPanel(QWidget, HoldsTyping):
    """Who signed, what was added and corrected, and the two ways to add more."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._sheet: SessionSheet | None = None
        self._member: SheetRow | None = None
        self._build()
        self.add.clicked.connect(self._add)
        self.correct.clicked.connect(self._correct)
        self.addendum_password.edit.returnPressed.connect(self._add)
        self.correction_password.edit.returnPressed.connect(self._correct)

    def _build(self) -> None:
        self._facts = label("", "subtitle", wrap=True)
        self._history = label("", "history", wrap=True)
        self.text = text_edit()
        self.text.setMaximumHeight(64)
        self.add = button(_("Add to the record"), "addendumAdd")
        self.addendum_password = PasswordField(_("Your password"), "addendumPassword")
        addendum = Field(_("Addendum"), self.text, "addendum")
        self.addendum_form = Form([addendum, self.addendum_password], self)
        self.mark: Choice[Mark] = Choice(Mark)
        self.why = QLineEdit()
        self.correct = button(_("Correct the mark"), "correct")
        self.correction_password = PasswordField(_("Your password"), "correctionPassword")
        mark, why = Field(_("Right mark"), self.mark, "mark"), Field(_("Why"), self.why, "why")
        self.correction_form = Form([mark, why, self.correction_password], self)
        self._whom = label("", "fieldLabel", wrap=True)
        self._not_responsible = label(
            _(
                "Only the counsellor responsible for the group, or the coordinator, can write an addendum or a "
                "correction here."
            ),
            "hint",
            wrap=True,
        )
        self._typing = Typing(*self.addendum_form.fields.values(), self.correction_form.fields["why"])
        self._correction = QWidget()
        below = QVBoxLayout(self._correction)
        below.setContentsMargins(0, 0, 0, 0)
        for part in (
            self._whom,
            mark,
            why,
            row(self.correction_password, self.correct, bottom=True),
            self.correction_form.general,
        ):
            below.addWidget(part)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.setSpacing(6)
        for part in (
            self._facts,
            self._history,
            addendum,
            row(self.addendum_password, self.add, bottom=True),
            self.addendum_form.general,
            self._correction,
            self._not_responsible,
        ):
            lines.addWidget(part)

    def show_sheet(self, sheet: SessionSheet, *, may_write: bool, may_correct: bool) -> None:
        self._sheet = sheet
        signature = sheet.signature
        if signature is None:
            return
        if not self._typing.is_about(sheet.id):
            self._typing.put_aside()
            self.text.clear()
            self.why.clear()
            for password in (self.addendum_password, self.correction_password):
                password.clear()
            self._typing.begin(sheet.id, session_name(sheet))
        late = _(" (late entry)") if signature.late else ""
        self._facts.setText(
            _("Signed by {name} on {at}{late}. Seal {seal}.").format(
                name=signature.by, at=short_datetime(signature.at), late=late, seal=signature.seal
            )
        )
        lines = [
            _("Corrected on {at} by {by}: {name} {old} → {new}. {why}").format(
                at=short_datetime(c.at),
                by=c.by,
                name=c.member_name,
                old=c.old.value if c.old else "·",
                new=c.new.value,
                why=c.why,
            )
            for c in sheet.corrections
        ]
        if sheet.unmarked_why:
            lines.insert(0, _("Left unmarked: {why}").format(why=sheet.unmarked_why))
        lines += [
            _("Added on {at} by {by}: {text}").format(at=short_datetime(a.at), by=a.by, text=a.text)
            for a in sheet.addenda
        ]
        self._history.setText("\n".join(lines))
        self._history.setVisible(bool(lines))
        for part in (*self.addendum_form.fields.values(), self.add):
            part.setVisible(may_write and sheet.responsible)
        self._correction.setVisible(may_correct and sheet.responsible)
        self._not_responsible.setVisible((may_write or may_correct) and not sheet.responsible)

    def unsaved(self) -> Sequence[str]:
        return [_("Addendum") + f" · {session}" for session in self._typing.unsaved()]

    def choose(self, member: SheetRow | None) -> None:
        """Whose mark a correction is about: the row of the cursor."""
        self._member = member
        self.correct.setEnabled(member is not None)
        if member is None:
            self._whom.setText(_("Choose a row of the roster to correct its mark."))
            return
        name = member.name_latin or member.name_native
        old = words.of(member.mark) if member.mark else words.unmarked()
        self._whom.setText(_("Correction for {name} ({old})").format(name=name, old=old))

    @Slot()
    def _add(self) -> None:
        if self._sheet is None:
            return
        with self.addendum_form.keeping(self._messages):
            with self.addendum_password.asked():
                password, text = self.addendum_password.edit.text(), self.text.toPlainText()
                signing.add_addendum(self._context.storage, self._context.actor, self._sheet.id, password, text)
            self.addendum_password.clear()
            self.text.clear()

    @Slot()
    def _correct(self) -> None:
        mark = self.mark.code()
        if self._sheet is None or self._member is None:
            return
        with self.correction_form.keeping(self._messages):
            if mark is None:
                raise InvalidInput([Problem("mark", "mark-missing")])
            with self.correction_password.asked():
                signing.correct(
                    self._context.storage,
                    self._context.actor,
                    self._sheet.id,
                    self.correction_password.edit.text(),
                    self._member.member_id,
                    Attendance(mark),
                    self.why.text(),
                )
            self.correction_password.clear()
            self.why.clear()
            self.mark.choose(None)


def session_name(sheet: SessionSheet) -> str:
    """``Morning Circle, 18-11-2026``."""
    return f"{sheet.group_name}, {short_date(sheet.day)}"
