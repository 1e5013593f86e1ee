"""The small forms of mentoring: a contact, the end of a pair, that somebody agrees to mentor, that they stop."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from peerdesk.context import AppContext
from peerdesk.domain.mentoring.mentors import Companion
from peerdesk.domain.mentoring.mentorships import (
    LARGEST_LOAD,
    LONGEST_CONTACT,
    LONGEST_TEXT,
    Agreement,
    ClosingReason,
    Logged,
    MentorshipClosing,
    SupportKind,
)
from peerdesk.domain.screens.mentoring import LogLine, PairRow
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.care import thresholds
from peerdesk.services.mentoring import mentor_log, mentors, mentorships
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.name_warning import NameWarning
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.form import show_warnings
from peerdesk.ui.widgets.forms.record_panel import Record, RecordPanel, T
from peerdesk.ui.widgets.inputs.calm import CalmSpin
from peerdesk.ui.widgets.inputs.choice import Choice
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import label, text_edit

USUAL_MINUTES = 15


class LogPanel(RecordPanel[PairRow]):
    """Writes a contact into the log of a pair, or changes one that stands there."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "logContact", _("Contact of mentor and member"), _("Keep in the log"))
        self.line: LogLine | None = None
        self.day, self.next_on, self.minutes = DayEdit(), DayEdit(), CalmSpin()
        self.minutes.setRange(0, LONGEST_CONTACT)
        self.minutes.setSingleStep(5)
        self.kind: Choice[SupportKind] = Choice(SupportKind)
        self.agreed = text_edit(58)
        day, minutes = Field(_("Day"), self.day, "day"), Field(_("Minutes"), self.minutes, "minutes")
        kind = Field(_("Kind of support"), self.kind, "kind")
        only = _("What the two agreed to do. Nothing that was told in confidence belongs here.")
        agreed = Field(_("Agreed"), self.agreed, "agreed", hint=only)
        following = Field(_("Next contact"), self.next_on, "next_on")
        self.warning = NameWarning(self._named, [self.agreed])
        hint = label(only, "hint", wrap=True)
        arranged = (FieldGrid((day, minutes), (kind, following)), agreed, self.warning, hint)
        self.take_fields((day, minutes, kind, following, agreed), arranged)

    def _named(self, text: str) -> Sequence[str]:
        context = self._context
        with self._messages.reporting():
            return mentor_log.names_in(context.storage, context.actor, self.record.id, text, today=context.today())
        return ()

    def open_line(self, pair: PairRow, line: LogLine) -> None:
        """Begin to change a contact that stands in the log."""
        self.is_open = False
        self.line = line
        self.open_for(pair)

    def start(self, pair: PairRow) -> None:
        line = self.line if self.line and self.line.pair_id == pair.id else None
        self.line = line
        logged = line.logged if line else None
        self.day.set_day(logged.day if logged else self._context.today())
        self.minutes.setValue(logged.minutes if logged else USUAL_MINUTES)
        self.kind.choose(logged.kind if logged else None)
        self.agreed.setPlainText(logged.agreed if logged else "")
        self.next_on.set_day(logged.next_on if logged else None)

    def about_what(self, pair: PairRow) -> Hashable:
        return pair.id, self.line.id if self.line else None

    def keep(self) -> None:
        contact, context = self._logged(), self._context
        storage, actor, today = context.storage, context.actor, context.today()
        if self.line is None:
            mentor_log.log_contact(storage, actor, self.record.id, contact, today=today)
        else:
            mentor_log.change_contact(storage, actor, self.line.id, contact, today=today)

    def _logged(self) -> Logged:
        problems = self.day.problems("day") + self.next_on.problems("next_on", required=False)
        kind, day = self.kind.code(), self.day.day()
        if kind is None:
            problems.append(Problem("kind", "support-kind-missing"))
        if problems or day is None or kind is None:
            raise InvalidInput(problems)
        return Logged(day, self.minutes.value(), kind, self.agreed.toPlainText(), self.next_on.day())

    @Slot()
    def _on_closed(self) -> None:
        super()._on_closed()
        self.line = None


class _EndingPanel(RecordPanel[T]):
    """A last day and a reason."""

    def __init__(self, context: AppContext, messages: Messages, name: str, title: str, keep_text: str) -> None:
        super().__init__(context, messages, name, title, keep_text)
        self.day = DayEdit()
        self.reason: Choice[ClosingReason] = Choice(ClosingReason)
        self.effect = label("", "hint", wrap=True)
        fields = (Field(_("Last day"), self.day, "to_day"), Field(_("Why it ends"), self.reason, "closing"))
        self.take_fields(fields, (self.effect, *fields))

    def start(self, record: T) -> None:
        self.day.set_day(self._context.today())
        self.reason.choose(None)

    def closing(self) -> MentorshipClosing:
        """What was typed.

        Raises:
            InvalidInput: if the day or the reason is missing.
        """
        problems, reason, day = self.day.problems("to_day"), self.reason.code(), self.day.day()
        if reason is None:
            problems.append(Problem("closing", "closing-missing"))
        if problems or day is None or reason is None:
            raise InvalidInput(problems)
        return MentorshipClosing(day, reason)


class EndPairPanel(_EndingPanel[PairRow]):
    """Ends a mentorship; its log stays."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "endPair", _("End the mentorship"), _("End it"))
        self.effect.setText(_("The last day still counts, and the log stays."))

    def keep(self) -> None:
        context = self._context
        mentorships.close(context.storage, context.actor, self.record.id, self.closing(), today=context.today())


class StopPanel(_EndingPanel[Companion]):
    """Ends somebody's mentoring, having said what that ends."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "stopMentoring", _("Stop mentoring"), _("Stop mentoring"))

    def say_effect(self, pairs: int) -> None:
        if not pairs:
            self.effect.setText(_("Nobody is offered this mentor any more. They can agree again later."))
            return
        text = ngettext(
            "{count} mentorship ends on the last day. Its log stays, and the mentor can agree again later.",
            "{count} mentorships end on the last day. Their logs stay, and the mentor can agree again later.",
            pairs,
        )
        self.effect.setText(text.format(count=pairs))

    def keep(self) -> None:
        context = self._context
        mentors.stop_mentoring(context.storage, context.actor, self.record.id, self.closing(), today=context.today())


class AgreePanel(RecordPanel[Record]):
    """Notes that a member agrees to mentor: since when, for how many, and in spite of what."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "agree", _("Agrees to mentor"), _("Keep"))
        self._agreed: Agreement | None = None
        self.consented_on, self.load, self.override = DayEdit(), CalmSpin(), QLineEdit()
        self.load.setRange(1, LARGEST_LOAD)
        self.override.setMaxLength(LONGEST_TEXT)
        self._warned = label("", "problem", wrap=True)
        first = (
            Field(_("Agreed on"), self.consented_on, "consented_on"),
            Field(_("Members at a time"), self.load, "load"),
        )
        self._override = Field(_("Why all the same"), self.override, "override")
        free = label(_("Mentoring is voluntary. A mentor sees no note and may stop at any time."), "hint", wrap=True)
        self.take_fields((*first, self._override), (free, FieldGrid(first), self._warned, self._override))

    def start(self, member: Record) -> None:
        context = self._context
        agreed, self._agreed = self._agreed, None
        usual = thresholds.numbers(context.storage, context.actor).mentor_load
        self.consented_on.set_day(agreed.consented_on if agreed else context.today())
        self.load.setValue((agreed.load or 1) if agreed else usual)
        self.override.setText(agreed.override if agreed else "")
        found = mentors.warnings(context.storage, context.actor, member.id, today=context.today())
        show_warnings(found, self._warned, self._override)

    def change(self, member: Record, agreement: Agreement) -> None:
        """Begin with what was agreed before; where that was begun already, go on with what was typed."""
        self._agreed = agreement
        self.open_for(member)

    def keep(self) -> None:
        day, context = self.consented_on.required_day("consented_on"), self._context
        agreement = Agreement(day, self.load.value(), self.override.text())
        mentors.agree_to_mentor(context.storage, context.actor, self.record.id, agreement, today=context.today())
