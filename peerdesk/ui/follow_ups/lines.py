"""The lines in which follow-ups stand below each other: open ones, and those that are done."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtWidgets import QWidget

from peerdesk import words
from peerdesk.domain.care.follow_ups import REACHING, FollowUpKind, FollowUpOutcome, FollowUpRow
from peerdesk.domain.dates import short_date
from peerdesk.domain.screens.follow_ups import LOOK
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.parts import button, column, label, row, wide
from peerdesk.words import follow_ups


def open_line(shown: FollowUpRow, today: date, *, keeps: bool) -> QWidget:
    """``18-11-2026 · 3 days overdue``, how and why; with a button that asks how it went."""
    head = f"{short_date(shown.due_on)} · {follow_ups.due(shown.due_on, today)}"
    parts = [wide(label(head, "followUpDue", wrap=True))]
    if keeps:
        made = button(_("How it went"), f"finish-{shown.id}", flat=True)
        made.setProperty("id", shown.id)
        made.setAccessibleName(_("How the follow-up of {day} went").format(day=short_date(shown.due_on)))
        parts.append(made)  # type: ignore[arg-type]  # a label and a button
    told = follow_ups.no_consent(shown.no_calls_since, shown.no_family_since)
    lines = [label(_about(shown), "hint", wrap=True), *(label(text, "warning", wrap=True) for text in told)]
    return column(row(*parts), *lines, spacing=0)


def done_line(shown: FollowUpRow, today: date, *, keeps: bool) -> QWidget:
    """``Reached on 12-11-2026``, what it was about, what was said what comes next; a recent one can be taken back."""
    parts: list[QWidget] = [wide(label(follow_ups.outcome(shown, today), "followUpDone", wrap=True))]
    if keeps and shown.done_on is not None and shown.done_on >= today - LOOK:
        made = button(_("Take back"), f"reopen-{shown.id}", flat=True)
        made.setProperty("id", shown.id)
        made.setAccessibleName(_("Take back: {outcome}").format(outcome=follow_ups.outcome(shown, today)))
        parts.append(made)
    lines: list[QWidget] = [row(*parts), label(_about(shown), "hint", wrap=True)]
    lines += [label(text, "noteText", wrap=True) for text in told(shown)]
    return column(*lines, spacing=0)


def over(rows: Iterable[FollowUpRow]) -> list[FollowUpRow]:
    """Those that are done or met, the latest first; what a new admission put an end to is left out."""
    found = [
        (day, row)
        for row in rows
        if (day := row.over_on)
        and not (row.kind is FollowUpKind.SCHEDULED and row.outcome is FollowUpOutcome.CANCELLED)
    ]
    return [row for _day, row in sorted(found, key=lambda pair: (pair[0], pair[1].id), reverse=True)]


def told(shown: FollowUpRow) -> list[str]:
    """How the member was, what was said, and the next step, each where there is something."""
    status = follow_ups.status(shown.status) if shown.outcome in REACHING else ""
    place = _("Referred to {place}").format(place=shown.referred_to) if shown.referred_to else ""
    found = [text for text in (status, shown.words, place) if text]
    return [*found, _("Next step: {text}").format(text=shown.next_step)] if shown.next_step else found


def _about(shown: FollowUpRow) -> str:
    due = _("due {day}").format(day=short_date(shown.due_on))
    by = shown.done_by or shown.staff
    why = follow_ups.why(shown.kind, shown.why, shown.sequence)
    return " · ".join([words.of(shown.way), why, *([due] if not shown.is_open else []), *([by] if by else [])])
