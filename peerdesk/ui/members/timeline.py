"""A member's recovery in one look: days now, longest, total, the line of spans, milestones, steps."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.recovery import ReachedMilestone, SpanInRecovery, StepRow, Timeline
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.states import Part
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.care import milestones, recovery
from peerdesk.ui.members.timeline_panels import ReturnPanel, StartPanel, StepPanel
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.put_back import offer_back
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.charts.span_bar import Bar, SpanBar
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.parts import button, column, label, rename, row, wide
from peerdesk.ui.widgets.tips import set_tip

LATEST = 4
"""So many milestones, and so many returns, are shown; the newest first."""


class TimelineSection(QWidget):
    """Shows it, and changes it in panels where it stands. What the reader may not do is not offered."""

    panel_opened = Signal(QWidget)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._member: MemberPage | None = None
        self._timeline: Timeline | None = None
        self._reached: list[ReachedMilestone] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self._now = label("", "title", wrap=True)
        self._sums = label("", "hint", wrap=True)
        self.bar = SpanBar("recoverySpans", _("Recovery over time"))
        self._first_day, self._last_day = label("", "hint"), label("", "hint")
        self._ends = row(self._first_day, None, self._last_day)
        self._next = label("", "nextMilestone", wrap=True)
        self._build_panels()
        self.return_button = button(_("Return to use"), "returnToUse")
        self.start_button = button(_("Enter the recovery date"), "startRecovery", icon="plus")
        self.correct_button = button(_("Correct the date"), "correctRecovery", icon="pencil")
        self.step_button = button(_("Add a step"), "stepWork", icon="plus")
        self.certificate_button = button(_("Certificate"), "milestoneCertificate", icon="award")
        self.undo_bar = UndoBar(self)
        self._milestones = Lines("memberMilestones", _("Milestones"))
        self._returns = Lines("memberReturns", _("Earlier days"))
        self._steps = Lines("memberSteps", _("Step work"))
        self._milestones_heading = heading(_("Milestones"))
        self._steps_heading = label(_("Step work"), "fieldLabel")
        self._returns_heading = label(_("Earlier days"), "fieldLabel")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for part in (
            heading(_("Recovery"), self.certificate_button),
            column(self._now, self._sums, spacing=0),
            self.bar,
            self._ends,
            self._next,
            row(self.start_button, self.return_button, self.correct_button, None, spacing=6),
            *self._panels[:3],
        ):
            lines.addWidget(part)
        self.details = column(
            self._milestones_heading,
            self._milestones,
            self._returns_heading,
            self._returns,
            row(self._steps_heading, None, self.step_button),
            self.step_panel,
            self._steps,
            spacing=6,
        )
        """Milestones, earlier days and steps; the page may let something more pressing stand before them."""
        lines.addWidget(self.details)

    def _build_panels(self) -> None:
        context, messages = self._context, self._messages
        self.return_panel = ReturnPanel(context, messages)
        self.start_panel = StartPanel(
            context,
            messages,
            "startRecovery",
            _("Recovery date"),
            _("Days are counted from this day; the day after it is the first milestone."),
            recovery.restart,
        )
        self.correct_panel = StartPanel(
            context,
            messages,
            "correctRecovery",
            _("Correct the recovery date"),
            _("For a date that was entered wrongly. After a return to use, choose Return to use instead."),
            recovery.correct_start,
        )
        self.step_panel = StepPanel(context, messages)
        self._panels: tuple[RecordPanel[MemberPage], ...] = (
            self.start_panel,
            self.return_panel,
            self.correct_panel,
            self.step_panel,
        )

    def _connect(self) -> None:
        self.return_button.clicked.connect(self._on_return)
        self.start_button.clicked.connect(self._on_start)
        self.correct_button.clicked.connect(self._on_correct)
        self.step_button.clicked.connect(self._on_step)
        self.certificate_button.clicked.connect(self._on_certificate)
        self.return_panel.taken_back_possible.connect(self._offer_taking_back)
        self._milestones.clicked.connect(self._on_milestone)
        self._steps.clicked.connect(self._on_remove_step)

    def show_member(self, member: MemberPage, timeline: Timeline) -> None:
        """Show a member's recovery as the file has it now; panels under way stay as they are."""
        if self._member is None or self._member.id != member.id:
            self.undo_bar.leave()
        self._member, self._timeline = member, timeline
        self._show_count(timeline)
        self._show_bar(timeline, member.died_on or self._context.today())
        self._reached = list(timeline.reached)[: -LATEST - 1 : -1]
        ticks = self._context.actor.may(Permission.MARK_ATTENDANCE) and member.stands_in(Part.CELEBRATIONS)
        latest = {row.milestone: row for row in timeline.reached}
        shown = (
            milestone_line(place, row, ticks=ticks and latest[row.milestone] is row)
            for place, row in enumerate(self._reached)
        )
        self._milestones.show_lines(shown, _("No milestone has been reached yet."))
        for part in (self._milestones_heading, self._milestones):
            part.setVisible(bool(timeline.spans or self._reached))
        ended = [span for span in timeline.spans if span.ended_on][: -LATEST - 1 : -1]
        self._returns.show_lines((return_line(span) for span in ended), "")
        for part in (self._returns_heading, self._returns):
            part.setVisible(bool(ended))
        keeps = self._context.actor.may(Permission.KEEP_RECOVERY)
        self._show_steps(timeline, keeps=keeps and member.stands_in(Part.RECOVERY))
        self._show_buttons(member, timeline, keeps=keeps)
        for panel in self._panels:
            panel.show_for(member)

    def _show_count(self, timeline: Timeline) -> None:
        attended = timeline.sessions_attended
        sessions = ngettext("{count} session attended", "{count} sessions attended", attended).format(count=attended)
        sums = [
            _("longest {count}").format(count=timeline.longest),
            _("total {count}").format(count=timeline.total),
        ]
        self._sums.setText(" · ".join([*(sums if timeline.spans else []), *([sessions] if attended else [])]))
        self._sums.setVisible(bool(self._sums.text()))
        if timeline.days_now is not None:
            self._now.setText(words.days(timeline.days_now))
        elif timeline.spans:
            self._now.setText(_("Recovery has not begun anew yet."))
        else:
            self._now.setText(_("No recovery date yet"))
        self._now.setAccessibleName(_("Recovery: {text}").format(text=self._now.text()))
        if timeline.next:
            milestone, day = timeline.next
            text = _("Next milestone: {milestone} on {day}")
            self._next.setText(text.format(milestone=words.milestone(milestone), day=short_date(day)))
        self._next.setVisible(timeline.next is not None)

    def _show_bar(self, timeline: Timeline, today: date) -> None:
        """The spans up to today, or to the day of the death, with which the counting ends."""
        bars = [
            Bar(span.from_day, span.ended_on or max(today, span.from_day), span.ended_on is None, str(span.days(today)))
            for span in timeline.spans
        ]
        self.bar.show_bars(bars, today, " ".join(spoken(span, today) for span in timeline.spans))
        self._first_day.setText(short_date(bars[0].first) if bars else "")
        self._last_day.setText(short_date(today))
        for part in (self.bar, self._ends):
            part.setVisible(bool(bars))

    def _show_steps(self, timeline: Timeline, *, keeps: bool) -> None:
        self._steps.show_lines((step_line(step, keeps=keeps) for step in timeline.steps), "")
        self._steps.setVisible(bool(timeline.steps))
        self._steps_heading.setVisible(bool(timeline.steps) or keeps)

    def _show_buttons(self, member: MemberPage, timeline: Timeline, *, keeps: bool) -> None:
        """What can be done; of who died, what was not known of the time before: a return to use, the right date."""
        goes_on, under_way = member.stands_in(Part.RECOVERY), timeline.days_now is not None
        put_right = keeps and under_way and not member.archived
        before = _("Return to use before the death")
        rename(self.return_button, _("Return to use") if member.died_on is None else before)
        self.return_button.setVisible(put_right)
        self.correct_button.setVisible(put_right)
        self.start_button.setVisible(keeps and not under_way and goes_on)
        self.step_button.setVisible(keeps and goes_on)
        prints = self._context.actor.may(Permission.PRINT_PROGRESS) and member.stands_in(Part.CERTIFICATE)
        self.certificate_button.setVisible(prints and bool(timeline.reached))

    def _shown(self) -> tuple[MemberPage, Timeline]:
        assert self._member is not None, "buttons are seen only with a member"  # noqa: S101
        assert self._timeline is not None, "and with a timeline"  # noqa: S101
        return self._member, self._timeline

    # Slots

    @Slot()
    def _on_return(self) -> None:
        self._open(self.return_panel)

    @Slot()
    def _on_start(self) -> None:
        self._open(self.start_panel)

    @Slot()
    def _on_correct(self) -> None:
        self._open(self.correct_panel)

    @Slot()
    def _on_step(self) -> None:
        member, timeline = self._shown()
        if not self.step_panel.is_open or self.step_panel.record.id != member.id:
            self.step_panel.suggest(max((step.step for step in timeline.steps), default=0))
        self._open(self.step_panel)

    def _open(self, panel: RecordPanel[MemberPage]) -> None:
        panel.open_for(self._shown()[0])
        self.panel_opened.emit(panel)

    @Slot()
    def _on_certificate(self) -> None:
        member, timeline = self._shown()
        day = timeline.reached[-1].day
        choices = Choices(first=day, last=day, member=member.number)
        self._messages.lead_to(ReportPlace("milestone-certificate", choices))

    @Slot(int)
    def _on_milestone(self, place: int) -> None:
        """Celebrate a milestone, or take that back."""
        reached, context, member = self._reached[place], self._context, self._shown()[0]
        with self._messages.reporting():
            if reached.celebrated_on is None:
                milestones.celebrate(context.storage, context.actor, member.id, reached.milestone, day=context.today())
            else:
                milestones.take_back_celebration(context.storage, context.actor, member.id, reached.milestone)

    @Slot(int)
    def _on_remove_step(self, number: int) -> None:
        (member, _timeline), context = self._shown(), self._context
        with self._messages.reporting():
            binned = recovery.remove_step(context.storage, context.actor, member.id, number)
            removed = _("Step {number} has been removed.").format(number=number)
            offer_back(self.undo_bar, removed, context, self._messages, binned)

    @Slot(int)
    def _offer_taking_back(self, member_id: int) -> None:
        self.undo_bar.offer(
            _("The return to use is kept. The days before stay counted."), partial(self._take_back, member_id)
        )

    def _take_back(self, member_id: int) -> None:
        with self._messages.reporting():
            recovery.take_back_return(self._context.storage, self._context.actor, member_id)


def spoken(span: SpanInRecovery, today: date) -> str:
    """One span as a sentence, for who cannot see it drawn."""
    days, first = words.days(span.days(today)), short_date(span.from_day)
    if span.ended_on is None:
        return _("Since {day}: {days}.").format(day=first, days=days)
    return _("From {first} to a return to use on {last}: {days}.").format(
        first=first, last=short_date(span.ended_on), days=days
    )


def milestone_line(place: int, reached: ReachedMilestone, *, ticks: bool) -> QWidget:
    """``✓ 30 days · 01-11-2026``, whether it was celebrated, and the button that notes it or takes it back."""
    name = words.milestone(reached.milestone)
    said = [name, short_date(reached.day)]
    if reached.celebrated_on:
        said.append(_("celebrated"))
    sign = "✓" if reached.celebrated_on else "○"
    text = label(f"{sign}  {' · '.join(said)}", "milestone", wrap=True)
    text.setAccessibleName(" · ".join(said))
    if reached.celebrated_on:
        set_tip(text, _("Celebrated on {day}").format(day=short_date(reached.celebrated_on)))
    if not ticks:
        return row(wide(text))
    if reached.celebrated_on:
        act = button(_("Take back"), f"takeBack-{place}", flat=True)
        act.setAccessibleName(_("Take back: {milestone} celebrated").format(milestone=name))
    else:
        act = button(_("Celebrate"), f"celebrate-{place}", flat=True, icon="award")
        act.setAccessibleName(_("Celebrate {milestone}").format(milestone=name))
    act.setProperty("id", place)
    return row(wide(text), act)


def return_line(span: SpanInRecovery) -> QWidget:
    """Days of a span that ended, and what was said of the return to use, for counsellors."""
    assert span.ended_on is not None, "a span under way has no return"  # noqa: S101
    days = f"{short_date(span.from_day)} – {short_date(span.ended_on)}"
    reason = [words.of(span.reason)] if span.reason else []
    texts = [label(" · ".join([words.days(span.days(span.ended_on)), days, *reason]), "span", wrap=True)]
    if span.text:
        texts.append(label(span.text, "hint", wrap=True))
    return column(*texts, spacing=0)


def step_line(step: StepRow, *, keeps: bool) -> QWidget:
    """``Step 4 · 17-11-2026 · Suresh``."""
    name = _("Step {number}").format(number=step.step)
    text = label(" · ".join(filter(None, (name, short_date(step.day), step.sponsor))), "step", wrap=True)
    if not keeps:
        return row(wide(text))
    remove = button(_("Remove"), f"removeStep-{step.step}", flat=True)
    remove.setProperty("id", step.step)
    remove.setAccessibleName(_("Remove step {number}").format(number=step.step))
    return row(wide(text), remove)
