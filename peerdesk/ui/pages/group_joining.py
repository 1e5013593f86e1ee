"""Putting members on a group's roster: found by name, several at once."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QHeaderView

from peerdesk.context import AppContext
from peerdesk.domain.groups import GroupPage, Joining, MemberRole
from peerdesk.domain.members import MemberRow
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services import members, memberships
from peerdesk.ui.messages import Messages
from peerdesk.ui.models.checked_rows_model import CheckedRowsModel
from peerdesk.ui.models.group_columns import FOUND_NAME_COLUMN, FOUND_WIDTHS, found_columns
from peerdesk.ui.pages.group_facts import over_capacity
from peerdesk.ui.pages.group_panels import GroupPanel, few_names
from peerdesk.ui.widgets.check_table import CheckTable
from peerdesk.ui.widgets.choice import Choice
from peerdesk.ui.widgets.day_edit import DayEdit
from peerdesk.ui.widgets.fields import Field
from peerdesk.ui.widgets.parts import label, row
from peerdesk.ui.widgets.search_edit import SearchEdit
from peerdesk.ui.widgets.two_tone import TwoToneDelegate

MOST_FOUND = 60


class AddMembersPanel(GroupPanel):
    """Search, tick, search again, tick: all who were ticked join on one day."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "addMembers", _("Add members"), _("Add to the roster"))
        self.search = SearchEdit("members", _("Find members"), _("Name in any script, village, phone or number"))
        self.model: CheckedRowsModel[MemberRow] = CheckedRowsModel(found_columns(), _id, self, lasting=True)
        self.found = CheckTable(self.model, "membersFound", _("Members found"), sortable=False)
        self.found.set_widths(*FOUND_WIDTHS)
        self.found.setItemDelegateForColumn(FOUND_NAME_COLUMN, TwoToneDelegate(self.found))
        self.found.horizontalHeader().setStretchLastSection(False)
        self.found.horizontalHeader().setSectionResizeMode(FOUND_NAME_COLUMN, QHeaderView.ResizeMode.Stretch)
        self.found.setMinimumHeight(128)
        self.day = DayEdit()
        self.role: Choice[MemberRole] = Choice(MemberRole, empty=False)
        self._ticked = label("", "fact", wrap=True)
        self._warning = label("", "problem", wrap=True)
        self._lay_out()
        self.search.textChanged.connect(self._find)
        self.search.left_downwards.connect(self._on_downwards)
        self.found.opened.connect(self._on_opened)
        self.model.ticks_changed.connect(self._show_ticked)

    def _lay_out(self) -> None:
        search = Field(_("Find members"), self.search, "members")
        both = (Field(_("From"), self.day, "from_day"), Field(_("Role"), self.role, "role"))
        arranged = (search, self.found, self._ticked, self._warning, row(*both, None, spacing=10))
        self.take_fields((search, *both), arranged)

    def start(self, group: GroupPage) -> None:
        self.model.untick_all()
        self.search.clear()
        self.role.choose(MemberRole.MEMBER)
        self.day.set_day(max(self._context.today(), group.details.started_on or self._context.today()))
        self._find()
        self._show_ticked()

    def keep(self) -> None:
        context, chosen = self._context, self.model.ticked()
        day = self.day.required_day("from_day")
        joining = Joining(self.group.id, tuple(chosen), day, self.role.code() or MemberRole.MEMBER)
        memberships.join(context.storage, context.actor, joining)
        text = ngettext("{count} member joins {group}.", "{count} members join {group}.", len(chosen))
        self._messages.say(text.format(count=len(chosen), group=self.group.details.name))

    @Slot()
    def _find(self) -> None:
        context = self._context
        with self._messages.reporting():
            found = members.find(
                context.storage, context.actor, text=self.search.text(), today=context.today(), most=MOST_FOUND
            )
            self.model.set_rows(found.rows)

    @Slot()
    def _show_ticked(self) -> None:
        ticked = self.model.ticked()
        self._ticked.setText(_names(list(ticked.values())))
        here = {member.member_id for member in self.group.roster}
        size = len(here | ticked.keys())
        self._warning.setText(over_capacity(size, self.group.details.capacity_max) if ticked else "")
        self._warning.setVisible(bool(self._warning.text()))

    @Slot()
    def _on_downwards(self) -> None:
        if self.model.rowCount():
            self.found.setFocus(Qt.FocusReason.TabFocusReason)
            self.found.selectRow(0)

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        self.model.toggle(index)


def _names(chosen: Sequence[MemberRow]) -> str:
    if not chosen:
        return _("Tick the members who join: space bar, Enter or a click on the box.")
    text = ngettext("{count} chosen: {names}", "{count} chosen: {names}", len(chosen))
    return text.format(count=len(chosen), names=few_names([member.name for member in chosen]))


def _id(member: MemberRow) -> int:
    return member.id
