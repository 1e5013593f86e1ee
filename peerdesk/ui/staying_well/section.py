"""A member's staying-well plan on their page: the one that holds, the earlier ones, and the way to paper."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.staying_well import OwnWords, PlanOfMember, PlanWords, StayingWellPlan
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.states import Part
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.care import staying_well
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.staying_well.panels import StayingWellPanel
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.parts import button, column, label, rename, row, wide
from peerdesk.words.measures import somebody_to_talk_to


class EarlierAct(StrEnum):
    """What the buttons of an earlier plan ask for."""

    LOOK = "lookAtPlan"
    TAKE_UP = "takeUpPlan"


class EarlierPlans(Lines):
    """Earlier plans, each with its day; the buttons say which one they belong to and what they ask for."""

    asked = Signal(int, str)

    def show_plans(self, plans: Iterator[QWidget]) -> None:
        shown = list(plans)
        self.show_lines(shown, "")
        for line in shown:
            for made in line.findChildren(QPushButton):
                made.clicked.connect(self._on_pressed)

    @Slot()
    def _on_pressed(self) -> None:
        pressed = self.sender()
        self.asked.emit(pressed.property("id"), pressed.property("act"))


class StayingWellSection(QWidget):
    """Shows the plan to who may see it, and lets it be written in a panel where it stands."""

    panel_opened = Signal(QWidget)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._member: MemberPage | None = None
        self._unfolded = False
        self._looked_at: set[int] = set()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.write_button = button(_("Write"), "writeStayingWell", icon="pencil")
        self.print_button = button(_("Print"), "printStayingWell", icon="printer")
        self.print_button.setAccessibleName(_("Print the staying-well plan"))
        self.undo_bar = UndoBar(self)
        self.panel = StayingWellPanel(self._context, self._messages)
        self.plan = Lines("stayingWellPlan", _("Staying-well plan"))
        self.take_back_button = button(_("Take back"), "takeBackStayingWell", flat=True)
        self.take_back_button.setAccessibleName(_("Take back the staying-well plan"))
        self.fold_button = button(_("Hide earlier plans"), "earlierPlansFold", flat=True)
        self._acts = row(self.take_back_button, self.fold_button, None, spacing=0)
        self.earlier = EarlierPlans("earlierPlans", _("Earlier plans"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        head = heading(_("Staying-well plan"), self.print_button, self.write_button)
        for part in (head, self.panel, self.plan, self._acts, self.earlier):
            lines.addWidget(part)

    def _connect(self) -> None:
        self.write_button.clicked.connect(self._on_write)
        self.print_button.clicked.connect(self._on_print)
        self.take_back_button.clicked.connect(self._on_take_back)
        self.fold_button.clicked.connect(self._on_fold)
        self.earlier.asked.connect(self._on_asked)
        self.panel.kept.connect(self._on_kept)

    def show_member(self, member: MemberPage, found: PlanOfMember | None) -> None:
        """Show a member's plan as the file has it now; with ``None`` the reader may not see it."""
        self.setVisible(found is not None)
        if self._member is None or self._member.id != member.id:
            self.undo_bar.leave()
            self._unfolded = False
            self._looked_at.clear()
        self._member = member
        if found is None:
            return
        stands = member.stands_in(Part.OWN_WORDS)
        keeps = stands and self._context.actor.may(Permission.KEEP_STAYING_WELL)
        current = found.current
        rename(self.write_button, _("Write anew") if current else _("Write"))
        self.write_button.setVisible(keeps)
        self.print_button.setVisible(stands)
        help_lines = member.story.thresholds.help_lines
        nothing = _(
            "No plan yet. It is the member's own: what makes it harder, how they notice it, what helps then, and whom "
            "they would call. They take it along on one page; an empty one can be printed too."
        )
        self.plan.show_lines(_plan_lines(current, help_lines) if current else (), nothing)
        self.take_back_button.setVisible(keeps and current is not None)
        self._show_earlier(found, keeps=keeps)
        self.panel.show_for(member)

    def _show_earlier(self, found: PlanOfMember, *, keeps: bool) -> None:
        count = len(found.earlier)
        text = ngettext("Earlier plans ({count})", "Earlier plans ({count})", count).format(count=count)
        rename(self.fold_button, _("Hide earlier plans") if self._unfolded else text)
        self.fold_button.setVisible(bool(count))
        self._acts.setVisible(not (self.take_back_button.isHidden() and self.fold_button.isHidden()))
        self.earlier.setVisible(self._unfolded and bool(count))
        if self._unfolded:
            self.earlier.show_plans(self._earlier(plan, keeps=keeps) for plan in found.earlier)

    def _earlier(self, plan: StayingWellPlan, *, keeps: bool) -> QWidget:
        open_ = plan.id in self._looked_at
        look = _of_plan(_("Hide") if open_ else _("Show"), plan, EarlierAct.LOOK, _("Show the plan of {day}"))
        acts: list[QWidget] = [look]
        if keeps:
            again = _("Take up again the plan of {day}")
            acts.append(_of_plan(_("Take up again"), plan, EarlierAct.TAKE_UP, again))
        head = row(wide(label(_written(plan), "hint", wrap=True)), *acts, spacing=0)
        told = _blocks(plan.words) if open_ else ()
        return column(head, *told, spacing=2)

    def _shown(self) -> MemberPage:
        assert self._member is not None, "buttons are seen only with a member"  # noqa: S101
        return self._member

    # Slots

    @Slot()
    def _on_write(self) -> None:
        self.panel.open_for(self._shown())
        self.panel_opened.emit(self.panel)

    @Slot()
    def _on_print(self) -> None:
        self._messages.lead_to(ReportPlace("staying-well-plan", Choices(member=self._shown().number)))

    @Slot(int)
    def _on_kept(self, plan_id: int) -> None:
        self.undo_bar.offer(_("The plan is kept."), partial(self._do, staying_well.take_back, plan_id))

    @Slot()
    def _on_take_back(self) -> None:
        plan = self._shown().story.plan
        if plan is None or plan.current is None:
            return
        number = plan.current.id
        with self._messages.reporting():
            staying_well.take_back(self._context.storage, self._context.actor, number)
            said = _("The plan was taken back. It stays among the earlier ones.")
            self.undo_bar.offer(said, partial(self._do, staying_well.bring_back, number))

    @Slot()
    def _on_fold(self) -> None:
        self._unfolded = not self._unfolded
        self._show_again()

    @Slot(int, str)
    def _on_asked(self, plan_id: int, act: str) -> None:
        if act == EarlierAct.LOOK:
            self._looked_at ^= {plan_id}
            self._show_again()
            return
        context, plan = self._context, self._shown().story.plan
        before = plan.current.id if plan is not None and plan.current is not None else None
        with self._messages.reporting():
            number = staying_well.take_up(context.storage, context.actor, plan_id, today=context.today())
            if number != before:
                said = _("The plan holds again from today on.")
                self.undo_bar.offer(said, partial(self._do, staying_well.take_back, number))

    def _show_again(self) -> None:
        member = self._shown()
        self.show_member(member, member.story.plan)

    def _do(self, act: Callable[..., None], number: int) -> None:
        with self._messages.reporting():
            act(self._context.storage, self._context.actor, number)


def _plan_lines(plan: StayingWellPlan, help_lines: str) -> Iterator[QWidget]:
    yield label(_written(plan), "hint", wrap=True)
    yield from _blocks(plan.words)
    if said := somebody_to_talk_to(help_lines):
        yield label(said, "hint", wrap=True)


def _blocks(told: PlanWords) -> Iterator[QWidget]:
    for of in OwnWords:
        if text := told.block(of):
            yield column(label(words.of(of), "fieldLabel"), label(text, "noteText", wrap=True), spacing=0)
    if told.people:
        people = "\n".join(map(_person, told.people))
        yield column(label(_("Whom to call"), "fieldLabel"), label(people, "noteText", wrap=True), spacing=0)


def _person(phone: Phone) -> str:
    return " · ".join(filter(None, (phone.whose, phone.in_groups)))


def _written(plan: StayingWellPlan) -> str:
    said = _("written on {day}, by {name}").format(day=short_date(plan.written_on), name=plan.written_by)
    return " · ".join((said, _("taken back"))) if plan.taken_back else said


def _of_plan(text: str, plan: StayingWellPlan, act: EarlierAct, spoken: str) -> QPushButton:
    made = button(text, f"{act.value}-{plan.id}", flat=True)
    made.setProperty("id", plan.id)
    made.setProperty("act", act.value)
    made.setAccessibleName(spoken.format(day=short_date(plan.written_on)))
    return made
