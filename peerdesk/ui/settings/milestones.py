"""Settings: the milestones that the centre celebrates."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.milestones import USUAL
from peerdesk.domain.care.recovery import Milestone, MilestoneKind
from peerdesk.domain.typed import plain
from peerdesk.i18n import gettext as _
from peerdesk.services.care import milestones
from peerdesk.ui.messages import Messages
from peerdesk.ui.settings.list_tab import ListTab
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.inputs.choice import Choice
from peerdesk.ui.widgets.inputs.digits_edit import DigitsEdit
from peerdesk.ui.widgets.parts import button, card, label, offer, row
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table

_FIELDS = 560


class MilestonesTab(ListTab[Milestone], HoldsTyping):
    """The list, kind by kind; one to add, one to remove, and the usual ones back."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._build()
        self.add_button.clicked.connect(self._add)
        self.count.returnPressed.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.usual_button.clicked.connect(self._back_to_usual)

    def _build(self) -> None:
        may = self._context.actor.may(Permission.CHANGE_SETTINGS)
        self.kind: Choice[MilestoneKind] = Choice(MilestoneKind, empty=False)
        self.count = DigitsEdit()
        self.count.setMaxLength(4)
        kind, count = Field(_("Counted in"), self.kind, "kind"), Field(_("How many"), self.count, "count")
        self.form = Form([kind, count], self)
        self.add_button = button(_("Add the milestone"), "milestoneAdd", primary=True)
        self.remove_button = button(_("Remove the milestone"), "milestoneRemove")
        self.usual_button = button(_("Back to the usual ones"), "milestonesUsual")
        self.model = RowsModel[Milestone]([Column(_("Milestone"), _text, _place), Column(_("Counted in"), _kind)], self)
        self.table = Table(self.model, "milestones", _("Milestones"))
        self.table.set_widths(280)
        self._empty = label(_("No milestones. Add those that the centre celebrates."), "hint", wrap=True)
        self.undo_bar = UndoBar(self)
        fields = FieldGrid((kind, count))
        fields.setFixedWidth(_FIELDS)
        entry = card(row(fields, None), row(self.add_button, None), self.form.general)
        offer(entry, allowed=may)
        buttons = row(self.remove_button, self.usual_button, None)
        offer(buttons, allowed=may)
        hint = label(
            _(
                "Days, months and years are counted from the recovery date; a year in the list stands for every year"
                " after it too. What was celebrated stays kept."
            ),
            "hint",
            wrap=True,
        )
        self.lay_out(hint, entry, self._empty, buttons=buttons)

    def show_rows(self, rows: Sequence[Milestone]) -> None:
        super().show_rows(rows)
        self._empty.setVisible(not rows)
        self.usual_button.setEnabled(set(rows) != set(USUAL))

    def unsaved(self) -> Sequence[str]:
        return [_("Milestone")] if self.count.text().strip() else []

    def show_buttons(self) -> None:
        self.remove_button.setEnabled(self.chosen() is not None)

    @Slot()
    def _add(self) -> None:
        digits = plain(self.count.text())
        wanted = Milestone(self.kind.code() or MilestoneKind.DAYS, int(digits) if digits.isdecimal() else 0)
        with self.form.keeping(self._messages):
            self._keep([*self._kept(), wanted])
            self.count.clear()
            self.count.setFocus()

    @Slot()
    def _remove(self) -> None:
        removed, before = self.chosen(), self._kept()
        if removed is None:
            return
        with self._messages.reporting():
            self._keep([milestone for milestone in before if milestone != removed])
            said = _("{milestone} has been removed from the milestones.").format(milestone=_text(removed))
            self.undo_bar.offer(said, partial(self._add_again, removed))

    @Slot()
    def _back_to_usual(self) -> None:
        before = self._kept()
        with self._messages.reporting():
            self._keep(USUAL)
            self.undo_bar.offer(_("These are the usual milestones again."), partial(self._keep_again, before))

    def _add_again(self, removed: Milestone) -> None:
        with self._messages.reporting():
            self._keep([*self._kept(), removed])

    def _keep_again(self, before: Sequence[Milestone]) -> None:
        with self._messages.reporting():
            self._keep(before)

    def _kept(self) -> list[Milestone]:
        return list(milestones.everything(self._context.storage, self._context.actor))

    def _keep(self, wanted: Sequence[Milestone]) -> None:
        milestones.change(self._context.storage, self._context.actor, wanted)


def _text(milestone: Milestone) -> str:
    if milestone.kind is MilestoneKind.YEARLY:
        return _("Every year from year {count} on").format(count=milestone.count)
    return words.milestone(milestone)


def _kind(milestone: Milestone) -> str:
    return words.of(milestone.kind)


def _place(milestone: Milestone) -> tuple[int, int]:
    return list(MilestoneKind).index(milestone.kind), milestone.count
