"""Making a group and changing one: a form beside the list, not a box over it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.groups import GroupDetails, GroupPage
from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.services import groups, programme, staff
from peerdesk.ui.messages import Messages
from peerdesk.ui.pages.group_fields import GroupFields
from peerdesk.ui.widgets.parts import button, card, label, row, scrolled


class GroupForm(QWidget):
    """One group being typed in. The form itself is the draft: it lives until it is kept or thrown away."""

    saved = Signal(int)
    left = Signal()

    def __init__(self, context: AppContext, messages: Messages, group: GroupPage | None = None) -> None:
        super().__init__()
        self._context = context
        self._messages = messages
        self.group = group
        self._build()
        self._fill()
        self._connect()
        self._untouched = self.fields.snapshot()

    def _build(self) -> None:
        self.fields = GroupFields(programme.numbers(self._context.storage, self._context.actor))
        self._area = scrolled(self.fields, "groupFormArea")
        self._title = label("", "section", wrap=True)
        self.save_button = button("", "saveGroup", primary=True)
        self.save_button.setToolTip(_("Ctrl+Enter"))
        self.cancel_button = button(_("Cancel"), "cancelGroup", flat=True)
        self.cancel_button.setToolTip(_("Esc. What was typed is kept until you come back."))
        buttons = row(self.save_button, self.cancel_button, None)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(card(self._title, self._area, self.fields.form.general, buttons, stretch=1))

    def _fill(self) -> None:
        group, context = self.group, self._context
        self._title.setText(_("Edit {name}").format(name=group.details.name) if group else _("New group"))
        self.save_button.setText(_("Save changes") if group else _("Make group"))
        self.save_button.setAccessibleName(self.save_button.text())
        leads = group.details.facilitators if group else (context.actor.staff_id,)
        with self._messages.reporting():
            self.fields.offer_staff(staff.everybody(context.storage, context.actor), leads)
        new = GroupDetails(started_on=context.today(), facilitators=leads)
        self.fields.fill(group.details if group else new)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.left)
        for keys, act in (("Ctrl+Return", self.save), ("Ctrl+Enter", self.save), ("Escape", self.left.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def draft_name(self) -> str:
        """What the unfinished form is called."""
        return self.group.details.name if self.group else self.fields.name.text().strip() or _("New group")

    def is_touched(self) -> bool:
        """Whether anything was typed that is not kept yet."""
        return self.fields.snapshot() != self._untouched

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.fields.name.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def save(self) -> None:
        """Keep the group. All that is wrong is said at once; nothing typed is lost."""
        self.fields.form.clear()
        with self._messages.reporting():
            try:
                group_id = self._keep()
            except InvalidInput as error:
                self._show_problems(error)
                return
            self.saved.emit(group_id)

    def _show_problems(self, error: InvalidInput) -> None:
        self.fields.form.show(error)
        for field in self.fields.form.fields.values():
            if field.problem:
                self._area.ensureWidgetVisible(field)
                return

    def _keep(self) -> int:
        context, details = self._context, self.fields.details()
        if self.group is None:
            return groups.create(context.storage, context.actor, details, today=context.today())
        groups.change(context.storage, context.actor, self.group.id, details, today=context.today())
        return self.group.id
