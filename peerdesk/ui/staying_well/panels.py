"""The form in which a member's staying-well plan is written: what they say, and whom they would call."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.care.staying_well import MOST_PEOPLE, MOST_WHO, NOTHING_TOLD, OwnWords, PlanWords
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.services.care import staying_well
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.name_warning import NameWarning
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.inputs.digits_edit import DigitsEdit
from peerdesk.ui.widgets.parts import text_edit

_AT_FIRST = 2


class PeopleToCallEdit(QWidget):
    """Lines of who it is and the number; a further one is seen once the last is written on."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[QLineEdit, QLineEdit]] = []
        self._rows: list[QWidget] = []
        below = QVBoxLayout(self)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        for place in range(1, MOST_PEOPLE + 1):
            below.addWidget(self._line(place))
        self.setFocusProxy(self.lines[0][0])
        self._make_room()

    def people(self) -> tuple[Phone, ...]:
        """What was typed, as it was typed."""
        return tuple(Phone(number.text(), who.text()) for who, number in self.lines)

    def show_people(self, people: Sequence[Phone]) -> None:
        shown = [*people, *([Phone("")] * MOST_PEOPLE)]
        for (who, number), phone in zip(self.lines, shown, strict=False):
            who.setText(phone.whose)
            number.setText(phone.number)

    def _line(self, place: int) -> QWidget:
        who, number = QLineEdit(), DigitsEdit()
        who.setObjectName(f"whomToCall{place}")
        who.setAccessibleName(_("Person {place}: who it is").format(place=place))
        who.setPlaceholderText(_("who it is (my brother Anil…)"))
        who.setMaxLength(MOST_WHO)
        number.setObjectName(f"numberToCall{place}")
        number.setAccessibleName(_("Person {place}: phone").format(place=place))
        number.setPlaceholderText(_("10 digits"))
        number.setMaxLength(30)
        for editor in (who, number):
            editor.textChanged.connect(self._make_room)
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(who, 3)
        line.addWidget(number, 2)
        self.lines.append((who, number))
        self._rows.append(made)
        return made

    @Slot()
    def _make_room(self) -> None:
        if len(self._rows) < MOST_PEOPLE:
            return  # being built
        written = [place for place, line in enumerate(self.lines, start=1) if any(edit.text() for edit in line)]
        seen = max(_AT_FIRST, max(written, default=0) + 1)
        for place, made in enumerate(self._rows, start=1):
            made.setVisible(place <= seen)


class StayingWellPanel(RecordPanel[MemberPage]):
    """Begins with the plan that holds; what is kept is a version of its own."""

    kept = Signal(int)
    """The new version."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "stayingWell", _("Staying-well plan"), _("Keep"))
        self.blocks = {of: text_edit(64) for of in OwnWords}
        self.people, self.written_on = PeopleToCallEdit(), DayEdit()
        blocks = [Field(words.of(of), self.blocks[of], of.field, hint=_hint(of)) for of in OwnWords]
        people = Field(_("Whom to call"), self.people, "people", hint=_("A number may be missing; who it is may not."))
        from_paper = _("Where the member wrote it by hand: the day of that.")
        written_on = Field(_("Written on"), self.written_on, "written_on", hint=from_paper)
        self.warning = NameWarning(self._named, self.blocks.values())
        self.take_fields((*blocks, people, written_on), (*blocks, self.warning, people, written_on))
        for of, editor in self.blocks.items():
            editor.setPlaceholderText(_hint(of))

    def _named(self, text: str) -> Sequence[str]:
        context = self._context
        with self._messages.reporting():
            return staying_well.names_in(context.storage, context.actor, self.record.id, text)
        return ()

    def start(self, member: MemberPage) -> None:
        plan = member.story.plan
        told = plan.current.words if plan is not None and plan.current is not None else NOTHING_TOLD
        for of, editor in self.blocks.items():
            editor.setPlainText(told.block(of))
        self.people.show_people(told.people)
        self.written_on.set_day(self._context.today())

    def words(self) -> PlanWords:
        """What is typed."""
        told = {of.field: editor.toPlainText() for of, editor in self.blocks.items()}
        return PlanWords(**told, people=self.people.people())

    def keep(self) -> None:
        told, day = self.words(), self.written_on.day()
        if day is None:
            raise InvalidInput([*told.tidied().problems(), *self.written_on.problems("written_on")])
        context, plan = self._context, self.record.story.plan
        before = plan.current.id if plan is not None and plan.current is not None else None
        number = staying_well.write(
            context.storage, context.actor, self.record.id, told, today=context.today(), written_on=day
        )
        if number != before:
            self.kept.emit(number)


def _hint(of: OwnWords) -> str:
    match of:
        case OwnWords.TRIGGERS:
            return _("places, people, feelings, days that make it harder")
        case OwnWords.WARNING_SIGNS:
            return _("how it is noticed, by the member and at home")
        case OwnWords.WHAT_HELPS:
            return _("what can be done then, in the next hour")
