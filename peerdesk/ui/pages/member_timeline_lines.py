"""The lines of a member's recovery: milestones, earlier days, steps; and the spans in words."""

from datetime import date

from PySide6.QtWidgets import QWidget

from peerdesk import words
from peerdesk.domain.care.recovery import ReachedMilestone, SpanInRecovery, StepRow
from peerdesk.domain.dates import short_date
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.parts import button, column, label, row, wide


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
        text.setToolTip(_("Celebrated on {day}").format(day=short_date(reached.celebrated_on)))
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
