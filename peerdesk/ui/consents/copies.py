"""Copies of the record: who asked for one, until when it is due, and that it was handed over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.dates import short_datetime
from peerdesk.domain.disclosures import ForWhom
from peerdesk.domain.members.copies import CopyRequestRow, CopyWay, Handed
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.i18n import pgettext
from peerdesk.services.members import copies
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.put_back import offer_back
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.choice import Choice
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.inputs.time_edit import TimeEdit
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.parts import button, column, flow, label, offer, row, text_edit, wide

_HEIGHT = 64


class AskCopyPanel(RecordPanel[MemberPage]):
    """On which day and at what time the copy was asked for: the 72 hours run from then."""

    asked = Signal(int)
    """The number of the request."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "askCopy", _("A copy of the record is asked for"), _("Record"))
        self.day, self.time = DayEdit(), TimeEdit()
        day, at = Field(_("Asked on"), self.day, "asked_on"), Field(_("At"), self.time, "asked_at")
        hint = label(_("The copy is due within 72 hours. A counsellor makes it and hands it over."), "hint", wrap=True)
        self.take_fields((day, at), (hint, FieldGrid((day, at))))

    def start(self, member: MemberPage) -> None:
        now = self._context.now()
        self.day.set_day(now.date())
        self.time.set_time(now.time())

    def keep(self) -> None:
        context, moment = self._context, _moment(self.day, self.time, "asked_on", "asked_at")
        self.asked.emit(copies.ask(context.storage, context.actor, self.record.id, moment, now=context.now()))


@dataclass(frozen=True, slots=True)
class CopyOfMember:
    """A request that waits, and whose it is."""

    row: CopyRequestRow
    member: MemberPage

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def name(self) -> str:
        return self.member.name


class GiveCopyPanel(RecordPanel[CopyOfMember]):
    """When and how the copy was handed over, and what was left out of it."""

    given = Signal(int)
    """The number of the request."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "giveCopy", _("The copy was handed over"), _("Mark as given"))
        self.day, self.time, self.way = DayEdit(), TimeEdit(), Choice(CopyWay, empty=False)
        self.withheld = text_edit(_HEIGHT)
        day, at = Field(_("Given on"), self.day, "given_on"), Field(_("At"), self.time, "given_at")
        way = Field(_("How"), self.way, "way")
        rule = _(
            "Only what could do serious harm may be left out (Mental Healthcare Act 2017, section 25). "
            "Tell the member so, and that they can apply to the Mental Health Review Board."
        )
        withheld = Field(_("What was left out, and why"), self.withheld, "withheld", hint=rule)
        self.take_fields(
            (day, at, way, withheld), (FieldGrid((day, at)), way, withheld, label(rule, "hint", wrap=True))
        )

    def start(self, record: CopyOfMember) -> None:
        now = self._context.now()
        self.day.set_day(now.date())
        self.time.set_time(now.time())
        self.way.choose(CopyWay.IN_HAND)
        self.withheld.setPlainText("")

    def keep(self) -> None:
        context, moment = self._context, _moment(self.day, self.time, "given_on", "given_at")
        handed = Handed(moment, self.way.code() or CopyWay.IN_HAND, self.withheld.toPlainText())
        copies.give(context.storage, context.actor, self.record.id, handed, now=context.now())
        self.given.emit(self.record.id)


class CopiesSection(QWidget):
    """Every request with until when it is due or how it was answered, the latest first."""

    panel_opened = Signal(QWidget)

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__()
        self._context, self._messages, self._undo_bar = context, messages, undo_bar
        self._member: MemberPage | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.ask_button = button(_("Record a request"), "askCopy", icon="plus")
        self.print_button = button(_("Print the record"), "printRecord", flat=True, icon="printer")
        self.print_button.setAccessibleName(_("Print the member's basic record"))
        offer(self.ask_button, allowed=self._context.actor.may(Permission.REGISTER_MEMBERS))
        offer(self.print_button, allowed=self._gives())
        self.ask_panel = AskCopyPanel(self._context, self._messages)
        self.give_panel = GiveCopyPanel(self._context, self._messages)
        self._lines = Lines("memberCopies", _("Copies for the member"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(heading(_("Copies for the member"), self.ask_button))
        for part in (self.ask_panel, self._lines, self.give_panel, flow(self.print_button)):
            lines.addWidget(part)

    def _connect(self) -> None:
        self.ask_button.clicked.connect(self._on_ask)
        self.print_button.clicked.connect(self._on_print)
        self._lines.clicked.connect(self._on_line)
        self.ask_panel.asked.connect(self._on_asked)
        self.give_panel.given.connect(self._on_given)

    def show_member(self, member: MemberPage) -> None:
        """Show the requests of a member as the file has them now; panels under way stay as they are."""
        self._member = member
        waits = any(found.given_at is None for found in member.copies)
        self.ask_button.setVisible(self._asks() and not waits)
        now = self._context.now()
        shown = [_line(found, now, asks=self._asks(), gives=self._gives()) for found in member.copies]
        self._lines.show_lines(shown, _("Nobody asked for a copy so far. Within 72 hours of the request it is due."))
        self.ask_panel.show_for(member)
        self.give_panel.show_for(*(CopyOfMember(found, member) for found in member.copies if found.given_at is None))

    def _asks(self) -> bool:
        return self._context.actor.may(Permission.REGISTER_MEMBERS)

    def _gives(self) -> bool:
        return self._context.actor.may(Permission.SEE_NOTES)

    def _shown(self) -> MemberPage:
        assert self._member is not None, "buttons are seen only with a member"  # noqa: S101
        return self._member

    # Slots

    @Slot()
    def _on_ask(self) -> None:
        self.ask_panel.open_for(self._shown())
        self.panel_opened.emit(self.ask_panel)

    @Slot()
    def _on_print(self) -> None:
        asked = Choices(member=self._shown().number, for_whom=ForWhom.MEMBER)
        self._messages.lead_to(ReportPlace("basic-record", asked))

    @Slot(int)
    def _on_line(self, number: int) -> None:
        """A button of a line: a positive number is handed over, or was not; a negative one was never asked for."""
        found = next(each for each in self._shown().copies if each.id == abs(number))
        if number < 0:
            self._take_back(found)
        elif found.given_at is None:
            self.give_panel.open_for(CopyOfMember(found, self._shown()))
            self.panel_opened.emit(self.give_panel)
        else:
            self._not_given(found)

    def _take_back(self, found: CopyRequestRow) -> None:
        context = self._context
        with self._messages.reporting():
            binned = copies.take_back(context.storage, context.actor, found.id)
            offer_back(self._undo_bar, _("The request was taken out as a mistake."), context, self._messages, binned)

    def _not_given(self, found: CopyRequestRow) -> None:
        context = self._context
        with self._messages.reporting():
            copies.take_back_giving(context.storage, context.actor, found.id)
            self._undo_bar.offer(_("The copy waits to be handed over again."), partial(self._give_again, found))

    def _give_again(self, found: CopyRequestRow) -> None:
        context = self._context
        if found.given_at is None or found.way is None:
            return
        handed = Handed(found.given_at, found.way, found.withheld or "")
        with self._messages.reporting():
            copies.give(context.storage, context.actor, found.id, handed, now=context.now())

    @Slot(int)
    def _on_asked(self, request_id: int) -> None:
        self._undo_bar.offer(_("The request is recorded."), partial(self._do, copies.take_back, request_id))

    @Slot(int)
    def _on_given(self, request_id: int) -> None:
        self._undo_bar.offer(_("The copy is marked as given."), partial(self._do, copies.take_back_giving, request_id))

    def _do(self, act: Callable[..., object], what: int) -> None:
        with self._messages.reporting():
            act(self._context.storage, self._context.actor, what)


def due_text(due_at: datetime, now: datetime) -> str:
    """Until when a copy is due, or since when it is late."""
    if due_at < now:
        return _("Copy of the record was due by {moment}").format(moment=short_datetime(due_at))
    return _("Copy of the record due by {moment}").format(moment=short_datetime(due_at))


def _line(found: CopyRequestRow, now: datetime, *, asks: bool, gives: bool) -> QWidget:
    """Until when it is due, or when it was given and how; when and of whom it was asked; what was left out."""
    asked = _("Asked for on {moment} · noted by {name}").format(
        moment=short_datetime(found.asked_at), name=found.asked_of
    )
    if found.given_at is None or found.way is None:
        late = found.due_at < now
        due = label(due_text(found.due_at, now), "warning" if late else "stay", wrap=True)
        acts: list[QWidget] = []
        if gives:
            acts.append(_button(_("Mark as given"), "giveCopy", found.id, _("Mark the copy as given")))
        if asks:
            spoken = _("This copy was never asked for")
            acts.append(_button(pgettext("copy", "Never asked for"), "mistakenCopy", -found.id, spoken))
        return column(due, label(asked, "hint", wrap=True), flow(*acts, spacing=0), spacing=0)
    given = _("Given on {moment}").format(moment=short_datetime(found.given_at))
    parts: list[QWidget] = [wide(label(given, "stay", wrap=True))]
    if gives:
        parts.append(_button(pgettext("copy", "Not given"), "notGiven", found.id, _("This copy was not given")))
    how = " · ".join((words.of(found.way), found.given_by, asked))
    lines: list[QWidget] = [row(*parts, spacing=0), label(how, "hint", wrap=True)]
    if found.withheld:
        lines.append(label(_("Left out: {text}").format(text=found.withheld), "hint", wrap=True))
    return column(*lines, spacing=0)


def _button(text: str, act: str, number: int, spoken: str) -> QWidget:
    made = button(text, f"{act}-{abs(number)}", flat=True)
    made.setProperty("id", number)
    made.setAccessibleName(spoken)
    return made


def _moment(day: DayEdit, at: TimeEdit, day_field: str, time_field: str) -> datetime:
    """Day and time as typed; what is wrong with both is said at once."""
    problems = at.problems(time_field)
    try:
        typed = day.required_day(day_field)
    except InvalidInput as error:
        raise InvalidInput([*error.problems, *problems]) from error
    return datetime.combine(typed, at.required_time(time_field))
