"""Settings: the session plans; to read, to put into the centre's own words, to add to."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.sessions.notes import Activity, Objective
from peerdesk.domain.sessions.plans import LEAST_MINUTES, MOST_MINUTES, MOST_NAME, Plan, PlanDetails
from peerdesk.i18n import gettext as _
from peerdesk.i18n import pgettext
from peerdesk.services.sessions import plans
from peerdesk.ui.messages import Messages
from peerdesk.ui.put_back import offer_back
from peerdesk.ui.settings.list_tab import ListTab
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.inputs.calm import CalmSpin
from peerdesk.ui.widgets.inputs.choice import Choice, worded
from peerdesk.ui.widgets.parts import button, card, column, label, offer, rename, row, scrolled, text_edit, wide
from peerdesk.ui.widgets.tables.check_list import CheckList
from peerdesk.ui.widgets.tables.column_widths import Widths
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table

_WIDTH = 430


class PlanForm(QWidget, HoldsTyping):
    """One plan to read and to change where it stands."""

    kept = Signal(str)
    """The plan's key."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._plan: Plan | None = None
        self._build()
        self.keep_button.clicked.connect(self._keep)

    def _build(self) -> None:
        self.name = QLineEdit()
        self.name.setMaxLength(MOST_NAME)
        self.objective: Choice[Objective] = Choice(
            objective for objective in Objective if objective is not Objective.NONE
        )
        self.group_type = Choice(GroupType, nothing=_("Any group"))
        self.minutes = CalmSpin()
        self.minutes.setRange(LEAST_MINUTES, MOST_MINUTES)
        self.activities: CheckList[Activity] = CheckList(worded(Activity), rows=4)
        self.text = text_edit()
        self.text.setMinimumHeight(170)
        name = Field(_("Name of the plan"), self.name, "name")
        objective = Field(_("Objective"), self.objective, "objective")
        group_type = Field(_("Type of group"), self.group_type, "group_type")
        minutes = Field(_("Minutes"), self.minutes, "minutes")
        activities = Field(_("Activities"), self.activities, "activities")
        text = Field(_("What to bring, opening, main part in numbered lines, closing"), self.text, "text")
        self.form = Form([name, objective, group_type, minutes, activities, text], self)
        self.keep_button = button(_("Keep the plan"), "planKeep", primary=True)
        fields = name, FieldGrid((objective,), (group_type, minutes)), text, activities, None
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(scrolled(column(*fields, margins=(0, 0, 6, 0)), "planSide"), 1)
        lines.addWidget(self.form.general)
        lines.addWidget(row(self.keep_button, None))
        self.show_plan(None)

    def show_plan(self, plan: Plan | None) -> None:
        """Show a plan, or an empty form for one of the centre's own."""
        self._plan = plan
        self.form.clear()
        self.fill(plan.details if plan else PlanDetails())

    def fill(self, details: PlanDetails) -> None:
        self.name.setText(details.name)
        self.objective.choose(details.objective)
        self.group_type.choose(details.group_type)
        self.minutes.setValue(details.minutes)
        self.activities.tick(details.activities)
        self.text.setPlainText(details.text)

    def allow(self, *, changing: bool) -> None:
        """Let the plan be changed, or only read."""
        self.name.setReadOnly(not changing)
        self.text.setReadOnly(not changing)
        for editor in (self.objective, self.group_type, self.minutes, self.activities):
            editor.setEnabled(changing)
        self.keep_button.setVisible(changing)

    def plan(self) -> Plan | None:
        """The plan that is shown; ``None`` for a new one."""
        return self._plan

    def details(self) -> PlanDetails:
        """The plan as typed now."""
        return PlanDetails(
            self.name.text(),
            self.group_type.code(),
            self.objective.code(),
            self.minutes.value(),
            frozenset(self.activities.ticked()),
            self.text.toPlainText(),
        )

    def touched(self) -> bool:
        """Whether something was typed that is not kept."""
        return self.details() != (self._plan.details if self._plan else PlanDetails())

    def unsaved(self) -> Sequence[str]:
        return [self.name.text().strip() or _("Plan")] if self.touched() else []

    @Slot()
    def _keep(self) -> None:
        with self.form.keeping(self._messages):
            details = self.details()
            key = self._plan.key if self._plan else ""
            key = plans.keep(self._context.storage, self._context.actor, details, key)
            self._messages.say(_("The plan {name} has been kept.").format(name=details.name.strip()))
            self.kept.emit(key)


class PlansTab(ListTab[Plan]):
    """All plans at the left, the chosen one at the right."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.model = RowsModel[Plan](
            [
                Column(_("Plan"), _name),
                Column(_("Objective"), _objective),
                Column(_("For"), _for_whom),
                Column(pgettext("session plan", "State"), _state),
            ],
            self,
        )
        self.table = Table(self.model, "plans", _("Session plans"))
        self.table.share_width(Widths((240, 190, 90, 100), least={0: 160, 1: 120, 3: 80}, goes=(2, 1)))
        self.form = PlanForm(self._context, self._messages)
        self.add_button = button(_("Add a plan of your own"), "planAdd", primary=True, icon="plus")
        self.retire_button = button(_("Suggest it no more"), "planRetire")
        self.reset_button = button(_("Back to the original"), "planReset")
        self.undo_bar = UndoBar(self)
        may = self._context.actor.may(Permission.MANAGE_GROUPS)
        self.form.allow(changing=may)
        for made in (self.add_button, self.retire_button, self.reset_button):
            offer(made, allowed=may)
        hint = label(
            _("Each session can follow a plan. Put them into your own words, or add plans that work at your centre."),
            "hint",
            wrap=True,
        )
        side = card(self.form, margin=10, stretch=0)
        side.setFixedWidth(_WIDTH)
        head = row(wide(hint), self.add_button, spacing=10)
        buttons = row(self.retire_button, self.reset_button, None)
        self.lay_out(head, buttons=buttons, side=side)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self.retire_button.clicked.connect(self._on_retire)
        self.reset_button.clicked.connect(self._on_reset)
        self.form.kept.connect(self._on_kept)

    def show_rows(self, rows: Sequence[Plan]) -> None:
        """Show the list; the plan in the form stays chosen, and what is being typed stays."""
        shown, typed = self.form.plan(), self.form.touched()
        super().show_rows(rows)
        if shown is not None:
            self._show(shown.key, refill=not typed)
        elif not typed and rows:
            self._show(self.model.rows()[0].key)

    def identity(self, row: Plan) -> str:
        return row.key

    def _show(self, key: str, *, refill: bool = True) -> None:
        """Choose a plan, and show it in the form unless something is typed there."""
        self.choose(key)
        chosen = self.chosen()
        if refill and chosen is not None:
            self.form.show_plan(chosen)
        self.show_buttons()

    def show_buttons(self) -> None:
        chosen = self.chosen()
        self.retire_button.setEnabled(chosen is not None)
        again = chosen is not None and chosen.retired
        rename(self.retire_button, _("Suggest it again") if again else _("Suggest it no more"))
        self.reset_button.setEnabled(chosen is not None and chosen.changed)

    @Slot()
    def _on_selected(self, *_selection: object) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._make_room()
            self.form.show_plan(chosen)
        self.show_buttons()

    def _make_room(self) -> None:
        """Another plan is looked at: what was typed about this one can be fetched back."""
        if self.form.touched():
            text = _("What was typed about the plan before has not been kept.")
            self.undo_bar.offer(text, partial(self._fetch_back, self.form.plan(), self.form.details()))

    def _fetch_back(self, plan: Plan | None, typed: PlanDetails) -> None:
        self.table.show_chosen(None)
        self.form.show_plan(plan)
        if plan is not None:
            self._show(plan.key)
        self.form.fill(typed)
        self.show_buttons()

    @Slot()
    def _on_add(self) -> None:
        self._make_room()
        self.table.show_chosen(None)
        self.form.show_plan(None)
        self.show_buttons()
        self.form.name.setFocus()

    @Slot(str)
    def _on_kept(self, key: str) -> None:
        self._show(key)

    @Slot()
    def _on_retire(self) -> None:
        if (chosen := self.chosen()) is not None:
            text = _("{name} is suggested no more. Sessions that followed it keep it.").format(name=chosen.details.name)
            self.turn(partial(self._set_retired, chosen.key), retired=chosen.retired, said=text)

    def _set_retired(self, key: str, retired: bool) -> None:
        with self._messages.reporting():
            plans.retire(self._context.storage, self._context.actor, key, retired=retired)

    @Slot()
    def _on_reset(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        self.form.show_plan(chosen)  # nothing typed about it stands in the way of the original
        with self._messages.reporting():
            binned = plans.reset(self._context.storage, self._context.actor, chosen.key)
            text = _("{name} is as it came with PeerDesk again.").format(name=chosen.details.name)
            offer_back(self.undo_bar, text, self._context, self._messages, binned)


def _name(plan: Plan) -> str:
    return plan.details.name


def _objective(plan: Plan) -> str:
    return words.of(plan.details.objective) if plan.details.objective else ""


def _for_whom(plan: Plan) -> str:
    return words.of(plan.details.group_type) if plan.details.group_type else _("Any group")


def _state(plan: Plan) -> str:
    if plan.retired:
        return pgettext("session plan", "suggested no more")
    if not plan.built_in:
        return pgettext("session plan", "your own")
    return pgettext("session plan", "in your words") if plan.changed else pgettext("session plan", "original")
