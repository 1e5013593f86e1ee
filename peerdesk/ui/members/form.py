"""Registering a member, and changing what is known of one: a form beside the list, not a box over it."""

from datetime import date

from PySide6.QtCore import Qt, QTimer, Slot

from peerdesk.context import AppContext
from peerdesk.domain.care.recovery import admission_problems
from peerdesk.domain.members.members import MemberDetails, tidied
from peerdesk.domain.members.stays import Admission, Series
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.services import centre
from peerdesk.services.members import key_counsellors, members, stays
from peerdesk.ui.draft_form import DraftForm
from peerdesk.ui.members.fields import MemberFields
from peerdesk.ui.messages import Messages

SAME_AFTER_MS = 150
"""A pause in typing after which possible same persons are looked for: nobody waits for that answer."""


class MemberForm(DraftForm):
    """One person being typed in."""

    def __init__(self, context: AppContext, messages: Messages, member: MemberPage | None = None) -> None:
        super().__init__(context, messages)
        self.member = member
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SAME_AFTER_MS)
        self.fields = MemberFields(self._next_number)
        title = _("Edit {name}").format(name=member.name) if member else _("New member")
        save_text = _("Save changes") if member else _("Register member")
        self.lay_out(self.fields, "member", title=title, save_text=save_text)
        self._fill()
        self._connect()
        self.set_untouched()

    def _fill(self) -> None:
        with self._messages.reporting():
            language = centre.details(self._context.storage, self._context.actor).language
            counsellors = None
            if self.member is None:
                counsellors = key_counsellors.choice(self._context.storage, self._context.actor)
            self.fields.fill(self.member, self._context.today(), language, counsellors)

    def _connect(self) -> None:
        for part in (self.fields.names, self.fields.form):
            part.changed.connect(self._pause.start)
        self._pause.timeout.connect(self._look_for_same)
        self.fields.same.chosen.connect(self._messages.lead_to_member)

    def draft_name(self) -> str:
        if self.member:
            return self.member.name
        latin, native = self.fields.names.names()
        return latin or native or _("New member")

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.fields.names.latin.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _look_for_same(self) -> None:
        if not self.isVisible():  # somebody went elsewhere before the pause in typing was over
            return
        context, own = self._context, self.member.id if self.member else None
        with self._messages.reporting():
            found = members.possible_same(context.storage, context.actor, self.fields.details(), today=context.today())
            self.fields.same.show_people([person for person in found if person.id != own])

    def keep(self) -> int:
        context, today = self._context, self._context.today()
        details, admission = self.fields.details(), self.fields.admission_typed()
        if unreadable := self.fields.unreadable():
            raise InvalidInput(unreadable + _others(unreadable, details, admission, today))
        if self.member:
            members.change(context.storage, context.actor, self.member.id, details, today=today)
            return self.member.id
        why = self.fields.admission.far.reason()
        return members.register(
            context.storage, context.actor, details, today=today, admission=admission, confirmed=why
        )

    def _next_number(self, series: Series, day: date) -> str:
        return stays.next_number(self._context.storage, self._context.actor, series, day)


def _others(
    unreadable: list[Problem], details: MemberDetails, admission: Admission | None, today: date
) -> list[Problem]:
    """What the rules say of the rest, so that everything is said at once."""
    others = tidied(details, today).problems(today)
    if admission:
        others += admission.problems(today, ()) + admission_problems(admission, today)
    said = {problem.field for problem in unreadable}
    if "birth_date" in said:
        said.add("age")
    return [problem for problem in others if problem.field not in said]
