"""Who is in a group on a day, and whom of them something is done with."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.groups.fit import Override
from peerdesk.domain.members.members import display_name
from peerdesk.domain.screens.groups import RosterRow
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.ui.groups.columns import ROSTER_NAME_COLUMN, ROSTER_WIDTHS, roster_columns
from peerdesk.ui.groups.facts import capacity_warning
from peerdesk.ui.keys import PageKey
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import button, label, row
from peerdesk.ui.widgets.tables.check_list import CheckTable
from peerdesk.ui.widgets.tables.checked_rows_model import CheckedRowsModel
from peerdesk.ui.widgets.tables.two_tone import TwoToneDelegate
from peerdesk.ui.widgets.tips import set_tip
from peerdesk.words.fit import override
from peerdesk.words.members import few_names


class GroupRoster(QWidget):
    """The roster as on a day. What is asked for concerns the ticked members, or the one under the cursor."""

    day_chosen = Signal()
    member_chosen = Signal(int)
    add_asked = Signal()
    end_asked = Signal()
    role_asked = Signal()
    move_asked = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._may_manage = context.actor.may(Permission.MANAGE_ROSTERS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.day = DayEdit()
        self.day.setObjectName("rosterOn")
        self.day.setAccessibleName(_("Roster as on"))
        self.day.setMaximumWidth(130)
        self.count = label("", "hint")
        self.add_button = button(_("Add members"), "addMembersOpen", icon="user-plus")
        self.model: CheckedRowsModel[RosterRow] = CheckedRowsModel(roster_columns(), _id, self)
        self.table = CheckTable(self.model, "roster", _("Roster"))
        self.table.share_width(ROSTER_WIDTHS)
        self.table.setItemDelegateForColumn(ROSTER_NAME_COLUMN, TwoToneDelegate(self.table))
        self.table.keep_low(92)
        self.hint = label("", "hint", wrap=True)
        self.warning = label("", "problem", wrap=True)
        self.overrides = label("", "hint", wrap=True)
        self.all_box = QCheckBox(_("All"))
        self.all_box.setObjectName("tickAll")
        self.all_box.setAccessibleName(_("Tick all"))
        set_tip(self.all_box, _("Tick all ({key}). One row: space bar.").format(key=PageKey.TICK_ALL.shown))
        self.end_button = button(_("End or correct"), "endOpen", flat=True)
        self.role_button = button(_("Change role"), "roleOpen", flat=True)
        self.move_button = button(_("Move to group"), "moveOpen", flat=True)
        self._acts = row(self.all_box, None, self.end_button, self.role_button, self.move_button, spacing=2)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(row(label(_("Roster as on"), "section"), self.day, self.count, None, self.add_button))
        lines.addWidget(self.warning)
        lines.addWidget(self.hint)
        lines.addWidget(self.table, 1)
        lines.addWidget(self.overrides)
        lines.addWidget(self._acts)
        self._acts.setVisible(self._may_manage)

    def _connect(self) -> None:
        self.day.day_changed.connect(self.day_chosen)
        self.add_button.clicked.connect(self.add_asked)
        self.end_button.clicked.connect(self.end_asked)
        self.role_button.clicked.connect(self.role_asked)
        self.move_button.clicked.connect(self.move_asked)
        self.all_box.clicked.connect(self.model.tick_all)
        self.table.opened.connect(self._on_opened)
        self.table.selectionModel().selectionChanged.connect(self._enable_acts)
        self.table.selectionModel().selectionChanged.connect(self._show_overrides)
        self.model.ticks_changed.connect(self._enable_acts)
        self.model.modelReset.connect(self._enable_acts)

    def show_roster(self, rows: Sequence[RosterRow], day: date, sizes: tuple[int, int], *, open_group: bool) -> None:
        """Show who is in the group on a day, made for so few and so many; into a closed group nobody can be put."""
        if self.day.day() != day:
            self.day.set_day(day)
        self.model.set_rows(rows)
        self.count.setText(ngettext("{count} member", "{count} members", len(rows)).format(count=len(rows)))
        self.add_button.setVisible(open_group and self._may_manage)
        self.hint.setText(self._nobody(open_group=open_group))
        self.hint.setVisible(not rows)
        self.warning.setText(capacity_warning(len(rows), *sizes))
        self.warning.setVisible(bool(self.warning.text()))
        self._enable_acts()
        self._show_overrides()

    def show_acts(self, *, shown: bool) -> None:
        """Show what can be done with the chosen members, or hide it while something is being done."""
        self._acts.setVisible(shown and self._may_manage)

    def chosen(self) -> Sequence[RosterRow]:
        """The ticked members, in the order of the roster; else the one under the cursor."""
        ticked = self.model.ticked()
        if ticked:
            return [found for found in self.model.rows() if found.membership_id in ticked]
        current = self.table.selectionModel().selectedRows()
        return [self.model.row(current[0])] if current else []

    def _nobody(self, *, open_group: bool) -> str:
        if open_group and self._may_manage:
            return _("Nobody is on the roster on this day. “Add members” puts several on it at once.")
        return _("Nobody is on the roster on this day.")

    @Slot()
    def _enable_acts(self) -> None:
        chosen = len(self.chosen())
        self.all_box.setChecked(0 < self.model.rowCount() == len(self.model.ticked()))
        self.all_box.setEnabled(self.model.rowCount() > 0)
        self.end_button.setEnabled(chosen > 0)
        self.move_button.setEnabled(chosen > 0)
        self.role_button.setEnabled(chosen == 1)
        set_tip(self.role_button, "" if chosen == 1 else _("Choose one member"))

    @Slot()
    def _show_overrides(self) -> None:
        """Say of the member under the cursor why they joined in spite of a warning; else whom there is to ask about."""
        current = self.table.selectionModel().selectedRows()
        row = self.model.row(current[0]) if current else None
        if row is not None and row.override:
            text = override(_name(row), Override.read(row.override))
        else:
            text = _who_joined_in_spite([_name(row) for row in self.model.rows() if row.override])
        self.overrides.setText(text)
        self.overrides.setVisible(bool(text))

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        self.member_chosen.emit(self.model.row(index).member_id)


def _who_joined_in_spite(names: Sequence[str]) -> str:
    if not names:
        return ""
    text = ngettext(
        "{names} joined in spite of a warning: choose the member to read why.",
        "{names} joined in spite of a warning: choose one of them to read why.",
        len(names),
    )
    return text.format(names=few_names(names))


def _name(row: RosterRow) -> str:
    return display_name(row.name_latin, row.name_native)


def _id(member: RosterRow) -> int:
    return member.membership_id
