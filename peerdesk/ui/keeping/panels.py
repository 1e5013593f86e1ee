"""The small forms about keeping: a hold on a record, and erasing it."""

from PySide6.QtWidgets import QLineEdit

from peerdesk.context import AppContext
from peerdesk.domain.members.erasing import ToErase, WhyErased
from peerdesk.domain.members.members import number_text
from peerdesk.domain.members.retention import MOST_WHY
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.members import erasing, retention
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.password import PasswordField
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.choice import Choice
from peerdesk.ui.widgets.inputs.digits_edit import DigitsEdit
from peerdesk.ui.widgets.parts import label


class HoldPanel(RecordPanel[MemberPage]):
    """Says why a record must be kept longer."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "hold", _("A hold on this record"), _("Set the hold"))
        self.why = QLineEdit()
        self.why.setMaxLength(MOST_WHY)
        said = _("Where a court, an authority or an open question needs the record. It cannot be erased until then.")
        why = Field(_("Why must it be kept?"), self.why, "why", required=True)
        self.take_fields((why,), (label(said, "hint", wrap=True), why))

    def start(self, member: MemberPage) -> None:
        self.why.setText("")

    def keep(self) -> None:
        context = self._context
        retention.hold(context.storage, context.actor, self.record.id, self.why.text(), today=context.today())
        self._messages.say(_("There is a hold on this record now."))


class ErasePanel(RecordPanel[MemberPage]):
    """Says what goes, and asks for the member number and the reader's own password."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "erase", _("Erase this record"), _("Erase for good"))
        self.what = label("", "eraseWhat", wrap=True)
        self.why = Choice(WhyErased)
        self.number = DigitsEdit()
        why = Field(_("Why is it erased?"), self.why, "why", required=True)
        number = Field(_("The number of this member, once more"), self.number, "number", required=True)
        self.password = PasswordField(_("Your own password, once more"), "own_password", required=True)
        warning = label(_("Nobody can take this back."), "warning", wrap=True)
        after = label(
            _(
                "A line with day, number and your name stays. The next backup takes the older ones on this PC and in "
                "the second place with it. Copies elsewhere, and what is on paper, still hold the record: please "
                "destroy them by hand."
            ),
            "hint",
            wrap=True,
        )
        fields = why, number, self.password
        self.take_fields(fields, (self.what, after, warning, *fields))
        self.closed.connect(self.password.clear)

    def start(self, member: MemberPage) -> None:
        context = self._context
        self.why.choose(None)
        self.number.setText("")
        self.password.clear()
        goes = erasing.what_goes(context.storage, context.actor, member.id, today=context.today())
        self.what.setText(_what(goes))

    def keep(self) -> None:
        context, member = self._context, self.record
        with self.password.asked():
            erasing.erase(
                context.storage,
                context.actor,
                member.id,
                self.password.edit.text(),
                self.number.text(),
                self.why.chosen(),
                today=context.today(),
            )
        text = _("The record of member {number} is erased. A backup is made now.")
        self._messages.say(text.format(number=number_text(member.number)))
        self._messages.backup_asked.emit()


def _what(goes: ToErase) -> str:
    """What would go, in sentences."""
    said = [
        _("Everything about {name} goes: stays, notes, follow-ups, answers, consents, and what the lists say.").format(
            name=goes.name
        ),
        ngettext(
            "Their line is taken out of {count} session.", "Their line is taken out of {count} sessions.", goes.sessions
        ).format(count=goes.sessions),
    ]
    if goes.signed:
        signed = ngettext(
            "{count} of these is signed: its seal holds all the same.",
            "{count} of these are signed: their seals hold all the same.",
            goes.signed,
        )
        said.append(signed.format(count=goes.signed))
    if goes.texts:
        texts = ngettext(
            "The full name or a telephone number is taken out of {count} text about others.",
            "The full name or a telephone number is taken out of {count} texts about others.",
            goes.texts,
        )
        said.append(texts.format(count=goes.texts))
    said.append(_("Another spelling of the name, and a part of it, stays where it stands in a text about others."))
    return " ".join(said)
