"""Members: everybody known to the centre, found as one types, with one of them beside the list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.members import number_text
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.services.members import member_page, way_back
from peerdesk.ui.actions import Command
from peerdesk.ui.keys import PageKey
from peerdesk.ui.members.list_pane import MemberListPane
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.widgets.forms.drafts import DraftsBar
from peerdesk.ui.widgets.parts import button, card, column, label, row
from peerdesk.ui.widgets.tips import set_tip

if TYPE_CHECKING:  # loaded and built when somebody is chosen, or typed
    from peerdesk.ui.members.detail import MemberDetail
    from peerdesk.ui.members.form import MemberForm

DETAIL_WIDTH = 424


class MembersPage(Page):
    """Search and list at the left; at the right a member, or the form in which one is typed."""

    watches = (
        Changed.CENTRE
        | Changed.STAFF
        | Changed.MEMBERS
        | Changed.STAYS
        | Changed.GROUPS
        | Changed.ROSTERS
        | Changed.SESSIONS
        | Changed.ATTENDANCE
        | Changed.NOTES
        | Changed.THRESHOLDS
        | Changed.RECOVERY
        | Changed.MENTORING
        | Changed.FOLLOW_UPS
        | Changed.CONTACTS
        | Changed.GOALS
        | Changed.STAYING_WELL
        | Changed.MEASURES
        | Changed.DISCLOSURES
        | Changed.CONSENTS
        | Changed.PLACES
    )

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._detail: MemberDetail | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.new_button = button(_("New member"), "newMember", primary=True, icon="user-plus")
        set_tip(self.new_button, Command.NEW_MEMBER.shortcut)
        self.list = MemberListPane(self._context, self._messages)
        self.drafts: DraftsBar[MemberForm] = DraftsBar()
        self._hint = card(label(_("Choose a member to see stays, groups and attendance."), "hint", wrap=True), _space())
        self._right = QStackedWidget()
        self._right.addWidget(self._hint)
        side = column(self.drafts, self._right)
        side.setFixedWidth(DETAIL_WIDTH)
        both = row(self.list, side, spacing=14)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 14, 20, 14)
        lines.setSpacing(10)
        lines.addWidget(row(label(_("Members"), "title"), None, self.list.whose, self.new_button))
        lines.addWidget(both, 1)
        self.setFocusProxy(self.list.search)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.start_new)
        PageKey.FIND_MEMBER.listen(self, self._on_find)
        self.list.chosen.connect(self._on_chosen)
        self.list.table.opened.connect(self._on_opened)
        self.drafts.resumed.connect(self._show_form)
        self.drafts.discarded.connect(self._drop)

    @property
    def detail(self) -> MemberDetail:
        """One member, beside the list."""
        if self._detail is None:
            from peerdesk.ui.members.detail import MemberDetail

            self._detail = MemberDetail(self._context, self._messages)
            self._detail.edit_asked.connect(self._on_edit)
            self._right.addWidget(self._detail)
        return self._detail

    def _member(self) -> MemberPage | None:
        return self._detail.member if self._detail is not None else None

    def refresh(self) -> None:
        context, shown = self._context, self._member()
        found = member_page.screen(
            context.storage,
            context.actor,
            today=context.today(),
            text=self.list.search.text(),
            chosen=self.list.filter(),
            member_id=shown.id if shown else None,
            whose=self.list.whose.remembered(),
        )
        self.list.show_whose(found.whose)
        self.list.show_found(found.found)
        if found.member is not None:
            self.detail.show_member(found.member)
        elif shown is not None:  # the registration was taken back
            self.detail.member = None
            if self._right.currentWidget() is self.detail:
                self._show_member_or_hint()

    @Slot(int)
    def open(self, member_id: int) -> None:
        """Show a member, also one whom the search and the filter hide."""
        with self._messages.reporting():
            self._load(member_id)
            self._right.setCurrentWidget(self.detail)
            self.list.select(member_id)
        self._show_drafts()

    @Slot()
    def start_new(self) -> None:
        """Begin to register a member, or go on with the one who was begun."""
        self._show_form(self._form_of(None) or self._new_form())

    def _load(self, member_id: int) -> None:
        context = self._context
        self.detail.show_member(member_page.page(context.storage, context.actor, member_id, today=context.today()))

    # Forms

    def _new_form(self, *, editing: bool = False) -> MemberForm:
        from peerdesk.ui.members.form import MemberForm

        form = MemberForm(self._context, self._messages, self._member() if editing else None)
        form.saved.connect(self._on_saved)
        form.left.connect(self._on_left)
        self._right.addWidget(form)
        self.drafts.add(form)
        return form

    def _form_of(self, member_id: int | None) -> MemberForm | None:
        """The form in which a member is being changed; ``None`` stands for somebody new."""
        return next((f for f in self.drafts.forms() if (f.member.id if f.member else None) == member_id), None)

    @Slot(object)
    def _show_form(self, form: MemberForm) -> None:
        self._right.setCurrentWidget(form)
        self._show_drafts()
        form.begin()

    @Slot(object)
    def _drop(self, form: MemberForm) -> None:
        """Take a form away, with whatever is in it."""
        form.set_untouched()
        self.drafts.remove(form)
        self._right.removeWidget(form)
        form.deleteLater()
        self._show_drafts()

    def _show_drafts(self) -> None:
        """Untouched forms that are not seen go; touched ones wait in the bar."""
        shown = self._right.currentWidget()
        for form in self.drafts.forms():
            if form is not shown and not form.is_touched():
                self._drop(form)
                return
        self.drafts.show_beside(shown)

    def _show_member_or_hint(self) -> None:
        self._right.setCurrentWidget(self.detail if self._member() else self._hint)
        self._show_drafts()

    # Slots

    @Slot()
    def _on_find(self) -> None:
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    @Slot(int)
    def _on_chosen(self, member_id: int) -> None:
        shown = self._member()
        if shown is None or shown.id != member_id or self._right.currentWidget() is not self.detail:
            self.open(member_id)

    @Slot()
    def _on_opened(self) -> None:
        self._show_member_or_hint()
        self.detail.head.edit_button.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_edit(self) -> None:
        member = self._member()
        if member is not None:
            self._show_form(self._form_of(member.id) or self._new_form(editing=True))

    @Slot(int)
    def _on_saved(self, member_id: int) -> None:
        form: MemberForm = self.sender()  # type: ignore[assignment]
        new = form.member is None
        self._drop(form)
        self.open(member_id)
        self._say_saved(new=new)
        self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_saved(self, *, new: bool) -> None:
        member = self._member()
        if member is not None:
            text = _("{name} is registered with number {number}.") if new else _("The changes to {name} are kept.")
            text = text.format(name=member.name, number=number_text(member.number))
            if new:
                self.detail.undo_bar.offer(text, partial(self._take_back_registration, member.id))
            else:
                self._messages.say(text)

    def _take_back_registration(self, member_id: int) -> None:
        with self._messages.reporting():
            way_back.take_back_registration(self._context.storage, self._context.actor, member_id)

    @Slot()
    def _on_left(self) -> None:
        self._show_member_or_hint()
        self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)


def _space() -> QWidget:
    return column(None)
