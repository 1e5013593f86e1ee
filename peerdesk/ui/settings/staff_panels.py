"""The small forms of the staff list: add, change, set a password, take a login away and give it back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit

from peerdesk.context import AppContext
from peerdesk.domain.access import Role
from peerdesk.domain.centre import StaffDetails, StaffRow
from peerdesk.domain.members.key_counsellors import PossibleCounsellor
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services import access, key_list, staff
from peerdesk.services.members import key_counsellors
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.inline_panel import InlinePanel
from peerdesk.ui.widgets.forms.new_password import NewPassword
from peerdesk.ui.widgets.forms.password import PasswordField, ShowPasswords
from peerdesk.ui.widgets.inputs.choice import Choice, OneOf
from peerdesk.ui.widgets.parts import label

NOBODY = 0
"""Stands for no staff member where one is chosen."""


def takers(candidates: Sequence[PossibleCounsellor], *, nobody: bool) -> list[tuple[int, str]]:
    """Who may take members over, and where it is meant, nobody for the time being."""
    named = [(who.id, who.name) for who in candidates]
    return [*named, (NOBODY, _("Nobody yet: they are everybody's"))] if nobody else named


class StaffPanel(InlinePanel):
    """What they have in common: whom they are about."""

    def __init__(self, context: AppContext, messages: Messages, name: str, title: str, keep_text: str) -> None:
        super().__init__(messages, name, title, keep_text)
        self._context = context
        self._about: StaffRow | None = None
        self.closed.connect(self.forget)

    @Slot()
    def forget(self) -> None:
        """Empty every password, and what was wrong; called when the panel opens and when it closes."""
        for field in self.findChildren(PasswordField):
            field.clear()
        for box in self.findChildren(ShowPasswords):
            box.setChecked(False)
        if self.form is not None:
            self.form.clear()


class VouchedPanel(StaffPanel):
    """Asks for the reader's own password too."""

    def __init__(self, context: AppContext, messages: Messages, name: str, title: str, keep_text: str) -> None:
        super().__init__(context, messages, name, title, keep_text)
        self.own_password = PasswordField(_("Your own password, once more"), "own_password")


class AddPanel(VouchedPanel):
    """Somebody new gets a login."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "staffAdd", _("New staff member"), _("Add the staff member"))
        self.name, self.user_name, self.designation = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setMaxLength(120)
        self.user_name.setMaxLength(40)
        self.designation.setMaxLength(120)
        self.role: Choice[Role] = Choice(Role, empty=False)
        self.passwords = NewPassword(_("First password"))
        fields = [
            Field(_("Name"), self.name, "name", required=True),
            Field(_("User name"), self.user_name, "user_name", hint=_("Short and without spaces"), required=True),
            Field(_("Designation"), self.designation, "designation"),
            Field(_("Role"), self.role, "role"),
        ]
        self.take_fields(
            [*fields, *self.passwords.fields, self.own_password], [*fields, self.passwords, self.own_password]
        )

    def start(self) -> None:
        """Begin with empty fields, or go on with what was typed."""
        self.put_aside()
        for edit in (self.name, self.user_name, self.designation):
            edit.clear()
        self.role.choose(Role.COUNSELLOR)
        self.filled()
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        role = self.role.code() or Role.COUNSELLOR
        details = StaffDetails(self.user_name.text().strip(), self.name.text(), self.designation.text(), role)
        if problems := details.problems() + self.passwords.problems(details.user_name, details.name):
            raise InvalidInput(problems)
        with self.own_password.asked():
            staff.add(
                self._context.storage,
                self._context.actor,
                details,
                self.passwords.text(),
                self.own_password.edit.text(),
            )
        self._messages.say(_("{name} can log in now.").format(name=details.name.strip()))


class ChangePanel(VouchedPanel):
    """Another name, designation or role; another role needs the reader's own password."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "staffChange", _("Change"), _("Save"))
        self.name, self.designation = QLineEdit(), QLineEdit()
        self.name.setMaxLength(120)
        self.designation.setMaxLength(120)
        self.role: Choice[Role] = Choice(Role, empty=False)
        fields = [
            Field(_("Name"), self.name, "name", required=True),
            Field(_("Designation"), self.designation, "designation"),
            Field(_("Role"), self.role, "role"),
            self.own_password,
        ]
        self.take_fields(fields)
        self.role.currentIndexChanged.connect(self._ask_for_password)

    def start(self, about: StaffRow) -> None:
        """Begin with what is kept. Nobody changes their own role: it could not be taken back."""
        self.put_aside()
        self._about = about
        self.name.setText(about.name)
        self.designation.setText(about.designation)
        self.role.choose(about.role)
        self.role.setEnabled(about.id != self._context.actor.staff_id)
        self._ask_for_password()
        self.filled(about.id, about.name)
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        if self._about is None:
            return
        role = self.role.code() or self._about.role
        details = StaffDetails(self._about.user_name, self.name.text(), self.designation.text(), role)
        with self.own_password.asked():
            own_password = self.own_password.edit.text()
            staff.change(self._context.storage, self._context.actor, self._about.id, details, own_password)

    @Slot()
    def _ask_for_password(self) -> None:
        """Who may see what is entered into the list of keys, which the coordinator signs."""
        self.own_password.setVisible(self._about is not None and self.role.code() is not self._about.role)


class _NewPasswordPanel(VouchedPanel):
    """Asks for a new password of somebody."""

    def __init__(self, context: AppContext, messages: Messages, name: str, title: str, keep_text: str) -> None:
        super().__init__(context, messages, name, title, keep_text)
        self._whose = label("", "section", wrap=True)
        self.passwords = NewPassword(_("New password"))
        self.take_fields([self.own_password, *self.passwords.fields], [self._whose, self.own_password, self.passwords])

    def start(self, about: StaffRow) -> None:
        self._about = about
        self._whose.setText(about.name)
        self.show()
        self.own_password.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        if self._about is None:
            return
        if problems := self.passwords.problems(self._about.user_name, self._about.name):
            raise InvalidInput(problems)
        with self.own_password.asked():
            self.give(self._about, self.passwords.text(), self.own_password.edit.text())

    def give(self, about: StaffRow, password: str, own_password: str) -> None:
        """Keep the new password of somebody."""
        raise NotImplementedError


class PasswordPanel(_NewPasswordPanel):
    """A new password: everybody's own, and by the coordinator anybody's."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "staffPassword", _("Set a password"), _("Set the password"))

    def give(self, about: StaffRow, password: str, own_password: str) -> None:
        staff.set_password(self._context.storage, self._context.actor, about.id, password, own_password)
        self._messages.say(_("The new password of {name} is in force.").format(name=about.name))


class GiveBackPanel(_NewPasswordPanel):
    """Somebody whose login was taken away comes back, with a new password."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "staffGiveBack", _("Give the login back"), _("Give it back"))
        self.members = QCheckBox()
        self.members.setObjectName("giveMembersBack")
        self._handed: Sequence[int] = ()
        self._name_members()
        self.body.insertWidget(self.body.count() - 1, self.members)

    def start(self, about: StaffRow) -> None:
        with self._messages.reporting():
            found = key_counsellors.handed_at_leaving(self._context.storage, self._context.actor, about.id)
            self._handed = [member.member_id for member in found]
        self._name_members()
        self.members.setChecked(False)
        self.members.setVisible(bool(self._handed))
        super().start(about)

    def _name_members(self) -> None:
        text = ngettext("Hand {count} member back too", "Hand {count} members back too", len(self._handed))
        self.members.setText(text.format(count=len(self._handed)))
        self.members.setAccessibleName(self.members.text())

    def give(self, about: StaffRow, password: str, own_password: str) -> None:
        context, back = self._context, self._handed if self.members.isChecked() else ()
        staff.give_back(context.storage, context.actor, about.id, password, own_password)
        if back:
            today = context.today()
            key_counsellors.hand_over(context.storage, context.actor, back, about.id, today, today=today)
        self._messages.say(_("{name} can log in now.").format(name=about.name))


class TakeAwayPanel(VouchedPanel):
    """Says what taking a login away does before it is done."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "staffTakeAway", _("Take the login away"), _("Yes, take it away"))
        self._text = label("", "facts", wrap=True)
        self.taker: OneOf[int] = OneOf()
        self._taker_field = Field(_("Who is to answer for them"), self.taker, "counsellor")
        self.locks = QCheckBox(_("Also change the locks of the record"))
        self.locks.setObjectName("takeAwayLocks")
        self._locks_text = label(
            _(
                "Worth it for everybody who leaves: with a copy of the files and their old password they could go on "
                "reading. PeerDesk closes the record for about a minute, then everybody logs in as before."
            ),
            "hint",
            wrap=True,
        )
        self.locks_for = ""
        """The password with which the locks are to be changed; empty where they stay."""
        fields = [self._taker_field, self.own_password]
        self.take_fields(fields, [self._text, self._taker_field, self.locks, self._locks_text, self.own_password])

    def start(self, about: StaffRow) -> None:
        self._about = about
        can = can_change_locks(self._context, self._messages)
        self.locks.setVisible(can)
        self._locks_text.setVisible(can)
        self.locks.setChecked(can)
        self._taker_field.setVisible(bool(about.answers_for))
        if about.answers_for:
            with self._messages.reporting():
                found = key_counsellors.members_of(self._context.storage, self._context.actor, about.id)
                self.taker.set_options(takers(found.candidates, nobody=True))
                self.taker.choose(None)
        told = _(
            "{name} answers for members: {count}. Say who is to answer for them from today on; some of them can be"
            " handed over before, with Hand over members."
        ).format(name=about.name, count=about.answers_for)
        self._text.setText(
            _(
                "{name} can no longer open PeerDesk from now on. The name stays on everything written and signed. "
                "To come back, {name} is given the login again, with a new password."
            ).format(name=about.name)
            + (f"\n\n{told}" if about.answers_for else "")
        )
        self.show()
        first = self.taker if about.answers_for else self.own_password.edit
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        if self._about is not None:
            taker = self.taker.chosen() if self._about.answers_for else NOBODY
            if taker is None:
                raise InvalidInput([Problem("counsellor", "key-counsellor-missing")])
            hand_to = None if taker == NOBODY else taker
            with self.own_password.asked():
                own_password = self.own_password.edit.text()
                staff.deactivate(
                    self._context.storage, self._context.actor, self._about.id, own_password, hand_to=hand_to
                )
            self._messages.say(_("The login of {name} has been taken away.").format(name=self._about.name))
            self.locks_for = own_password if self.locks.isChecked() else ""


class LocksPanel(VouchedPanel):
    """Says what it means to change the locks, and asks for the password."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "staffLocks", _("Change the locks"), _("Yes, change them"))
        self._text = label("", "facts", wrap=True)
        self.locks_for = ""
        self.take_fields([self.own_password], [self._text, self.own_password])

    def start(self) -> None:
        can = can_change_locks(self._context, self._messages)
        self._text.setText(
            _(
                "After somebody has left, or a stick with a copy was lost: the record gets other keys, and nothing "
                "that is written from now on opens with the old ones. Passwords and the password recovery sheet stay "
                "as they are.\n\nPeerDesk closes the record for about a minute and asks for the log-in again. Copies "
                "made before go on opening with the passwords of their day: the list of copies says which these are."
            )
            if can
            else _(
                "This is possible once what office staff may not read is locked away from them: see under About what "
                "is still missing."
            )
        )
        self.own_password.setVisible(can)
        self.keep_button.setEnabled(can)
        self.show()
        self.own_password.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        with self.own_password.asked():
            access.check_password(self._context.storage, self._context.actor, self.own_password.edit.text())
        self.locks_for = self.own_password.edit.text()


def can_change_locks(context: AppContext, messages: Messages) -> bool:
    """Whether the record can get other keys now."""
    with messages.reporting():
        return key_list.notes_lock(context.storage, context.actor).since is not None
    return False
