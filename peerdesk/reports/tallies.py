"""Counts of marks as tables print them: one column per mark, and what the percentage was made of beside it."""

from peerdesk import words
from peerdesk.domain.sessions.marks import Mark, Tally
from peerdesk.i18n import gettext as _
from peerdesk.reports.blocks import legend
from peerdesk.reports.grid import Column
from peerdesk.reports.type import Align, Text

MARK_COLUMNS = tuple(Column(mark.value, None, Align.RIGHT) for mark in Mark)
"""P, T, E, L, A: the letters are the same in every language."""


def mark_counts(tally: Tally) -> list[str]:
    """One number for each of `MARK_COLUMNS`."""
    return [str(count) for count in (tally.present, tally.late, tally.left_early, tally.leave, tally.absent)]


def attended_of(tally: Tally) -> str:
    """``27 of 30``: attended, and what the percentage divides by."""
    return _("{attended} of {counted}").format(attended=tally.attended, counted=tally.counted)


def counts_of(tally: Tally) -> str:
    """``27/30``: the same where many stand under each other."""
    return f"{tally.attended}/{tally.counted}"


def mark_legend(*further: tuple[str, str]) -> Text:
    """What the letters mean and how the percentage is made; then other signs, if any."""
    entries = [(mark.value, words.of(mark)) for mark in Mark]
    return legend([*entries, *further, ("%", _("(P + T + E) of (P + T + E + A)"))])
