"""Left half of the Members page: search, filters and the table of who fits."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.screens.members import MemberFilter, MemberList, MemberRow
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.members import members
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.member_columns import NAME_COLUMN, WIDTHS, member_columns
from peerdesk.ui.people.whose import WhoseChips
from peerdesk.ui.widgets.inputs.chips import Chips, code_chips
from peerdesk.ui.widgets.inputs.search_edit import SearchEdit
from peerdesk.ui.widgets.parts import button, card, column, label, row
from peerdesk.ui.widgets.tables.record_table import RecordTable
from peerdesk.ui.widgets.tables.rows_model import RowsModel
from peerdesk.ui.widgets.tables.two_tone import TwoToneDelegate


class MemberListPane(QWidget):
    """Finds members with every keystroke, one query each; says which one was chosen.

    ``whose`` is its own too, and stands in the head of the page.
    """

    chosen = Signal(int)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context = context
        self._messages = messages
        self._found = MemberList((), 0)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search = SearchEdit("memberSearch", _("Find a member"), _("Name in any script, village, phone or number"))
        self.chips = Chips("membersShown", _("Members shown"), code_chips(MemberFilter))
        self.whose = WhoseChips(self._context, "members")
        self.model: RowsModel[MemberRow] = RowsModel(member_columns(), self)
        self.table = RecordTable(self.model, "members", _("Members"))
        self.table.share_width(WIDTHS)
        self.table.setItemDelegateForColumn(NAME_COLUMN, TwoToneDelegate(self.table))
        self._nobody = label("", "hint", wrap=True)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.among_everybody = button(_("Look among everybody"), "amongEverybody", flat=True)
        self.footer = label("", "hint")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(self.search)
        lines.addWidget(self.chips)
        self._empty = column(self._nobody, row(None, self.among_everybody, None), None, margins=(0, 40, 0, 0))
        lines.addWidget(card(self._empty, self.table, margin=6), 1)
        lines.addWidget(self.footer)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.search.left_downwards.connect(self.table.enter)
        self.chips.chosen.connect(self._find)
        self.whose.whose_chosen.connect(self._find)
        self.among_everybody.clicked.connect(self._on_among_everybody)
        self.table.record_chosen.connect(self.chosen)
        self.table.clicked.connect(self._on_clicked)

    def filter(self) -> MemberFilter:
        return MemberFilter(self.chips.key())

    @Slot()
    def _find(self) -> None:
        """Ask for whom the search and the filter fit."""
        with self._messages.reporting():
            found = members.find(
                self._context.storage,
                self._context.actor,
                text=self.search.text(),
                chosen=self.filter(),
                today=self._context.today(),
                whose=self.whose.shown(),
            )
            self.show_found(found)

    def select(self, member_id: int | None) -> None:
        """Mark a member as the one who is shown, where the list holds them. Says nothing."""
        self.table.select(member_id)

    def show_whose(self, whose: Whose) -> None:
        """Show whose members the list holds, announcing nothing."""
        self.whose.show_whose(whose)

    def show_found(self, found: MemberList) -> None:
        """Show who was found, and how many there are in all."""
        if found.rows != self._found.rows:  # a further letter of a name often changes nothing
            self.model.set_rows(found.rows)
        self._found = found
        self.footer.setText(_footer(found))
        searched, everybody = self.search.text().strip(), self.chips.key() == MemberFilter.EVERYBODY
        self.whose.setEnabled(not searched)  # a search finds everybody's
        if searched:
            self._nobody.setText(_("Nobody in this list fits “{text}”.").format(text=searched))
        else:
            self._nobody.setText(self.whose.nothing(_("Nobody is in this list yet. “New member” registers somebody.")))
        self._empty.setVisible(not found.total)
        self.among_everybody.setVisible(not found.total and not everybody)
        self.table.setVisible(bool(found.total))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        """Also where the row is chosen already: a form may cover the member."""
        self.chosen.emit(self.model.row(index).id)

    @Slot()
    def _on_among_everybody(self) -> None:
        self.chips.choose(MemberFilter.EVERYBODY)
        self._find()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)


def _footer(found: MemberList) -> str:
    if found.total > len(found.rows):
        return _("{shown} of {total} – type to find others").format(shown=len(found.rows), total=f"{found.total:,}")
    return ngettext("{count} member", "{count} members", found.total).format(count=found.total)
