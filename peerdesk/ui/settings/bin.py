"""Settings: what was deleted in the last ninety days, to be put back."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Slot

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.bin import KEPT_FOR, BinKind, BinRow
from peerdesk.domain.dates import short_datetime
from peerdesk.domain.typed import reading_key
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services import bin as bin_acts
from peerdesk.ui.keys import PageKey, with_key
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import GroupPlace, MemberPlace, Place, SessionPlace
from peerdesk.ui.settings.list_tab import ListTab
from peerdesk.ui.widgets.bars.lead_bar import LeadBar
from peerdesk.ui.widgets.inputs.search_edit import SearchEdit
from peerdesk.ui.widgets.parts import button, label, row
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.ui.widgets.tips import set_tip
from peerdesk.words.record import bin_lines

_AT_A_SESSION = frozenset({BinKind.WALK_IN, BinKind.GUEST, BinKind.MEMBER_NOTE, BinKind.GROUP_NOTE})


class BinTab(ListTab[BinRow]):
    """The list, newest first, with a search in it; one button puts back what is chosen."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._found: Sequence[BinRow] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search = SearchEdit("binSearch", _("Find in the bin"), _("Name, group, or what it said"))
        self.search.setFixedWidth(360)
        self.model = RowsModel[BinRow](
            [
                Column(_("What was removed"), _kind),
                Column(_("Of whom"), bin_lines.whose),
                Column(_("What it said"), bin_lines.what_it_said),
                Column(_("Removed by"), _by),
                Column(_("Removed on"), _on, key=_at),
                Column(_("Days left"), _left, key=_days_left, right=True),
            ],
            self,
        )
        self.table = Table(self.model, "bin", _("Bin"))
        self.table.share_width(
            Widths((180, 200, 0, 130, 140, 90), least={0: 130, 1: NAME_WIDTH, 2: 220, 3: 100}, goes=(5, 3, 4))
        )
        self.lead_bar = LeadBar(self)
        self.put_back_button = button(_("Put back"), "binPutBack", primary=True, icon="undo-2")
        self.put_back_button.setAccessibleName(_("Put back what is chosen"))
        set_tip(self.put_back_button, with_key(_("Put back"), "Enter"))
        self._nobody = label("", "hint", wrap=True)
        says = ngettext(
            "What somebody removes lies here for {count} day and can be put back as it was. Then it is emptied by "
            "itself. What is signed is never removed.",
            "What somebody removes lies here for {count} days and can be put back as it was. Then it is emptied by "
            "itself. What is signed is never removed.",
            KEPT_FOR.days,
        ).format(count=KEPT_FOR.days)
        hint = label(says, "hint", wrap=True)
        buttons = row(self.put_back_button, None)
        self.lay_out(hint, row(self.search, None), self._nobody, buttons=buttons)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.search.left_downwards.connect(self.table.enter)
        self.put_back_button.clicked.connect(self._put_back)
        self.table.opened.connect(self._put_back)
        PageKey.FIND_MEMBER.listen(self, self.search.setFocus)

    def show_found(self, found: Sequence[BinRow]) -> None:
        """Show what lies there now, as far as it fits the search."""
        self._found = found
        self._find()

    def identity(self, row: BinRow) -> int:
        return row.id

    def show_buttons(self) -> None:
        self.put_back_button.setEnabled(self.chosen() is not None)

    @Slot()
    def _find(self) -> None:
        typed = self.search.text().strip()
        wanted = reading_key(typed).split()
        fitting = [found for found in self._found if all(word in _searched(found) for word in wanted)]
        self.show_rows(fitting)
        if fitting:
            self._nobody.hide()
            return
        nothing = _("Nothing in the bin fits “{text}”.").format(text=typed)
        self._nobody.setText(nothing if self._found else _("The bin is empty."))
        self._nobody.show()

    @Slot()
    def _put_back(self, *_index: QModelIndex) -> None:
        chosen, context = self.chosen(), self._context
        if chosen is None:
            return
        place = self.table.currentIndex().row()
        with self._messages.reporting():
            bin_acts.put_back(context.storage, context.actor, chosen.id)
            self.lead_bar.say(_("Put back: {what}").format(what=bin_lines.told(chosen)), self._way_to(chosen))
            if self.model.rowCount():  # the next one is at hand
                self.table.selectRow(min(place, self.model.rowCount() - 1))
                self.table.setFocus()
            else:
                self.search.setFocus()

    def _way_to(self, chosen: BinRow) -> Callable[[], None] | None:
        place = _place(chosen)
        return None if place is None else partial(self._messages.lead_to, place)


def _place(found: BinRow) -> Place | None:
    """Where what was put back is seen."""
    if found.session_id is not None and found.kind in _AT_A_SESSION:
        return SessionPlace(found.session_id)
    if found.kind is BinKind.INCIDENT and found.group_id is not None:
        return GroupPlace(found.group_id)
    return MemberPlace(found.member_id) if found.member_id is not None else None


def _searched(found: BinRow) -> str:
    shown = _kind(found), bin_lines.whose(found), bin_lines.what_it_said(found), found.deleted_by, _on(found)
    return reading_key(" ".join(shown))


def _kind(found: BinRow) -> str:
    return words.of(found.kind)


def _by(found: BinRow) -> str:
    return found.deleted_by


def _on(found: BinRow) -> str:
    return short_datetime(found.deleted_at)


def _at(found: BinRow) -> float:
    return found.deleted_at.timestamp()


def _left(found: BinRow) -> str:
    return str(found.days_left)


def _days_left(found: BinRow) -> int:
    return found.days_left
