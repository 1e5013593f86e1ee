"""Making a group and changing one: a form beside the list, not a box over it."""

from PySide6.QtCore import Qt

from peerdesk.context import AppContext
from peerdesk.domain.groups.groups import GroupDetails
from peerdesk.domain.screens.groups import GroupPage
from peerdesk.i18n import gettext as _
from peerdesk.services import staff
from peerdesk.services.care import thresholds
from peerdesk.services.groups import groups
from peerdesk.ui.draft_form import DraftForm
from peerdesk.ui.messages import Messages
from peerdesk.ui.pages.group_fields import GroupFields


class GroupForm(DraftForm):
    """One group being typed in."""

    def __init__(self, context: AppContext, messages: Messages, group: GroupPage | None = None) -> None:
        super().__init__(context, messages)
        self.group = group
        self.fields = GroupFields(thresholds.numbers(context.storage, context.actor))
        title = _("Edit {name}").format(name=group.details.name) if group else _("New group")
        self.lay_out(self.fields, "group", title=title, save_text=_("Save changes") if group else _("Make group"))
        self._fill()
        self.set_untouched()

    def _fill(self) -> None:
        group, context = self.group, self._context
        leads = group.details.facilitators if group else (context.actor.staff_id,)
        with self._messages.reporting():
            self.fields.offer_staff(staff.everybody(context.storage, context.actor), leads)
        new = GroupDetails(started_on=context.today(), facilitators=leads)
        self.fields.fill(group.details if group else new)

    def draft_name(self) -> str:
        return self.group.details.name if self.group else self.fields.name.text().strip() or _("New group")

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.fields.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> int:
        context, details = self._context, self.fields.details()
        if self.group is None:
            return groups.create(context.storage, context.actor, details, today=context.today())
        groups.change(context.storage, context.actor, self.group.id, details, today=context.today())
        return self.group.id
