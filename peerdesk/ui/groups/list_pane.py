"""Left half of the Groups page: all groups with size, next meeting and attendance."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.retention_in_care import Retention
from peerdesk.domain.screens.groups import GroupRow
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.ui.actions import Command
from peerdesk.ui.groups.columns import GROUP_WIDTHS, group_columns
from peerdesk.ui.widgets.parts import card, label, row
from peerdesk.ui.widgets.tables.record_table import RecordTable
from peerdesk.ui.widgets.tables.rows_model import RowsModel
from peerdesk.ui.widgets.tips import set_tip
from peerdesk.words import fit as words_of


class GroupListPane(QWidget):
    """Says which group was chosen."""

    chosen = Signal(int)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.retention: Retention | None = None
        self._groups: Sequence[GroupRow] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.model: RowsModel[GroupRow] = RowsModel(group_columns(self._context.today), self)
        self.table = RecordTable(self.model, "groups", _("Groups"))
        self.table.share_width(GROUP_WIDTHS)
        self.hint = label("", "hint", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_closed = QCheckBox(_("Show closed groups"))
        self.show_closed.setObjectName("showClosed")
        self.show_closed.setAccessibleName(_("Show closed groups"))
        self.footer = label("", "hint")
        self.retained = label("", "hint", wrap=True)
        self.status = label("", "hint", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(card(self.hint, self.table, margin=6, stretch=1), 1)
        lines.addWidget(row(self.footer, None, self.show_closed))
        lines.addWidget(self.retained)
        lines.addWidget(self.status)

    def _connect(self) -> None:
        self.show_closed.toggled.connect(self._show)
        self.table.record_chosen.connect(self.chosen)

    def show_groups(self, groups: Sequence[GroupRow], retention: Retention) -> None:
        """Show the groups, of which the closed ones only where asked for, and how many stay."""
        self._groups, self.retention = groups, retention
        self._show()
        # Translators: the figures of 30, 60 and 90 days, then what they count.
        text = _("How many stay: {figures}. {meaning}")
        self.retained.setText(
            text.format(figures=words_of.retention(retention), meaning=words_of.retention_overall(retention))
        )
        self.status.setText("\n".join([_("After discharge"), *words_of.status_after_discharge(retention)]))
        meaning = "\n".join([words_of.status_meaning(retention), *words_of.status_further(retention)])
        set_tip(self.status, meaning)
        self.status.setAccessibleDescription(meaning)
        self.status.setVisible(bool(retention.status))

    def select(self, group_id: int) -> None:
        """Mark a group as the one that is shown; for a closed one the list shows closed groups. Says nothing."""
        if any(group.id == group_id and group.closed_on for group in self._groups):
            self.show_closed.setChecked(True)
        self.mark(group_id)

    def mark(self, group_id: int) -> None:
        """Mark a group as the one that is shown, where the list holds it."""
        self.table.select(group_id)

    def among_closed(self) -> bool:
        return self.show_closed.isChecked()

    @Slot()
    def _show(self) -> None:
        closed = self.among_closed()
        found = [group for group in self._groups if closed or group.closed_on is None]
        self.model.set_rows(found)
        self.table.setVisible(bool(found))
        self.hint.setVisible(not found)
        self.hint.setText(self._nothing())
        self.footer.setText(ngettext("{count} group", "{count} groups", len(found)).format(count=len(found)))

    def _nothing(self) -> str:
        if self._groups:
            return _("Every group is closed.")
        if self._context.actor.may(Permission.MANAGE_GROUPS):
            return _("No groups yet. Make the first one with New group ({key}).").format(key=Command.NEW_GROUP.shortcut)
        return _("No groups yet. A counsellor or the project coordinator makes the first one.")
