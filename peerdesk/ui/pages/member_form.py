"""Registering a member, and changing what is known of one: a form beside the list, not a box over it."""

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.members import MemberDetails, MemberPage
from peerdesk.domain.stays import Admission, Series
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.services import centre, members, stays
from peerdesk.ui.messages import Messages
from peerdesk.ui.pages.member_fields import MemberFields
from peerdesk.ui.widgets.parts import button, card, label, row, scrolled

SAME_AFTER_MS = 150
"""A pause in typing after which possible same persons are looked for: nobody waits for that answer."""


class MemberForm(QWidget):
    """One person being typed in. The form itself is the draft: it lives until it is kept or thrown away."""

    saved = Signal(int)
    left = Signal()
    member_opened = Signal(int)

    def __init__(self, context: AppContext, messages: Messages, member: MemberPage | None = None) -> None:
        super().__init__()
        self._context = context
        self._messages = messages
        self.member = member
        self._build()
        self._fill()
        self._connect()
        self._untouched = self.fields.snapshot()

    def _build(self) -> None:
        self.fields = MemberFields(self._next_number)
        self._area = scrolled(self.fields, "memberFormArea")
        self._title = label("", "section", wrap=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SAME_AFTER_MS)
        self.save_button = button("", "saveMember", primary=True)
        self.save_button.setToolTip(_("Ctrl+Enter"))
        self.cancel_button = button(_("Cancel"), "cancelMember", flat=True)
        self.cancel_button.setToolTip(_("Esc. What was typed is kept until you come back."))
        buttons = row(self.save_button, self.cancel_button, None)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(card(self._title, self._area, self.fields.form.general, buttons))

    def _fill(self) -> None:
        member = self.member
        self._title.setText(_("Edit {name}").format(name=member.name) if member else _("New member"))
        self.save_button.setText(_("Save changes") if member else _("Register member"))
        self.save_button.setAccessibleName(self.save_button.text())
        with self._messages.reporting():
            language = centre.details(self._context.storage, self._context.actor).language
            self.fields.fill(member, self._context.today(), language)

    def _connect(self) -> None:
        self.fields.changed.connect(self._pause.start)
        self._pause.timeout.connect(self._look_for_same)
        self.fields.same.member_opened.connect(self.member_opened)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.left)
        for keys, act in (("Ctrl+Return", self.save), ("Ctrl+Enter", self.save), ("Escape", self.left.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def draft_name(self) -> str:
        """What an unfinished form is called."""
        if self.member:
            return self.member.name
        latin, native = self.fields.names.names()
        return latin or native or _("New member")

    def is_touched(self) -> bool:
        """Whether anything was typed that is not kept yet."""
        return self.fields.snapshot() != self._untouched

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.fields.names.latin.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def save(self) -> None:
        """Keep the member. All that is wrong is said at once; nothing typed is lost."""
        self.fields.form.clear()
        with self._messages.reporting():
            try:
                member_id = self._keep()
            except InvalidInput as error:
                if wrong := self.fields.show_problems(error):
                    self._area.ensureWidgetVisible(wrong)
                return
            self.saved.emit(member_id)

    @Slot()
    def _look_for_same(self) -> None:
        if not self.isVisible():  # somebody went elsewhere before the pause in typing was over
            return
        context, own = self._context, self.member.id if self.member else None
        with self._messages.reporting():
            found = members.possible_same(context.storage, context.actor, self.fields.details(), today=context.today())
            self.fields.same.show_people([person for person in found if person.id != own])

    def _keep(self) -> int:
        context, today = self._context, self._context.today()
        details, admission = self.fields.details(), self.fields.admission_typed()
        if unreadable := self.fields.unreadable():
            raise InvalidInput(unreadable + _others(unreadable, details, admission, today))
        if self.member:
            members.change(context.storage, context.actor, self.member.id, details, today=today)
            return self.member.id
        return members.register(context.storage, context.actor, details, today=today, admission=admission)

    def _next_number(self, series: Series, day: date) -> str:
        return stays.next_number(self._context.storage, self._context.actor, series, day)


def _others(
    unreadable: list[Problem], details: MemberDetails, admission: Admission | None, today: date
) -> list[Problem]:
    """What the rules say of the rest, so that everything is said at once."""
    others = members.tidied(details, today).problems(today)
    if admission:
        others += admission.problems(today, ())
    said = {problem.field for problem in unreadable}
    if "birth_date" in said:
        said.add("age")
    return [problem for problem in others if problem.field not in said]
