"""Finding members by name and ticking several of them: search, tick, search again, tick."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.members.states import Part
from peerdesk.domain.screens.members import MemberRow
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.member_columns import FOUND_NAME_COLUMN, FOUND_WIDTHS, found_columns
from peerdesk.ui.people.member_search import MemberSearch
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.inputs.search_edit import SearchEdit
from peerdesk.ui.widgets.parts import label
from peerdesk.ui.widgets.tables.check_list import CheckTable
from peerdesk.ui.widgets.tables.checked_rows_model import CheckedRowsModel
from peerdesk.ui.widgets.tables.two_tone import TwoToneDelegate
from peerdesk.words.members import few_names


class MemberPick(QWidget):
    """The ticked members stay ticked through another search; ``field`` belongs into the panel's form.

    Args:
        part: what they are chosen for; who cannot be there is not listed.
    """

    ticks_changed = Signal()

    def __init__(self, context: AppContext, messages: Messages, name: str, part: Part) -> None:
        super().__init__()
        self.search = SearchEdit("members", _("Find members"), _("Name in any script, village, phone or number"))
        self.field = Field(_("Find members"), self.search, "members")
        self.model: CheckedRowsModel[MemberRow] = CheckedRowsModel(found_columns(), _id, self, lasting=True)
        self.found = CheckTable(self.model, name, _("Members found"), sortable=False)
        self.found.share_width(FOUND_WIDTHS)
        self.found.setItemDelegateForColumn(FOUND_NAME_COLUMN, TwoToneDelegate(self.found))
        self.found.keep_low(96)
        self.chosen = label("", "fact", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(self.field)
        lines.addWidget(self.found, 1)
        lines.addWidget(self.chosen)
        self._members = MemberSearch(context, messages, self.search, self.model, part=part)
        self.search.left_downwards.connect(self.found.enter)
        self.found.opened.connect(self._on_opened)
        self.model.ticks_changed.connect(self._on_ticks)

    def start(self) -> None:
        """Begin anew, with nobody ticked."""
        self.model.untick_all()
        self.search.clear()
        self._members.find()
        self._on_ticks()

    def ids(self) -> tuple[int, ...]:
        """The ticked members, in the order of ticking."""
        return tuple(self.model.ticked())

    @Slot()
    def _on_ticks(self) -> None:
        self.chosen.setText(_names(list(self.model.ticked().values())))
        self.ticks_changed.emit()

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        self.model.toggle(index)


def _names(chosen: Sequence[MemberRow]) -> str:
    if not chosen:
        return _("Tick the members: space bar, Enter or a click on the box.")
    text = ngettext("{count} chosen: {names}", "{count} chosen: {names}", len(chosen))
    return text.format(count=len(chosen), names=few_names([member.name for member in chosen]))


def _id(member: MemberRow) -> int:
    return member.id
