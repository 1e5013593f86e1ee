"""What the Measures page says about a sheet while it is keyed in."""

from collections.abc import Mapping
from datetime import date

from peerdesk.domain.measures.results import Measured, trends
from peerdesk.domain.measures.scales import Scale
from peerdesk.domain.screens.measures import EntrySheet
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.ui.widgets.answer_table import ONE_KEY
from peerdesk.words import measures as words


def keys(scale: Scale) -> str:
    """Which keys answer a scale."""
    highest = max(item.highest for item in scale.items)
    if highest < ONE_KEY:
        return _(
            "A digit answers and goes on. Backspace goes back, the space bar leaves a question open, Delete takes an"
            " answer out, Enter keeps the sheet and goes to the next member."
        )
    if highest == ONE_KEY:
        return _(
            "A digit answers and goes on, T is ten. Backspace goes back, the space bar leaves a question open, Delete"
            " takes an answer out, Enter keeps the sheet and goes to the next member."
        )
    return _(
        "Type the number; the space bar goes on. Backspace goes back, Delete takes an answer out, Enter keeps the sheet"
        " and goes to the next member."
    )


def score_lines(sheet: EntrySheet, answers: Mapping[int, int], day: date) -> str:
    """The score with its change, or the change of each question; how many are open where that hinders a score."""
    now = Measured(0, day, answers, "")
    parts: list[str] = []
    for trend in trends(sheet.scale, [*([sheet.before] if sheet.before else []), now]):
        if trend.latest is None or trend.latest[0] != day or not (sheet.scale.summed or trend.change):
            continue
        named = _("{name}: {value}").format(
            name=words.trend_name(sheet.scale, trend), value=words.out_of(trend.latest[1], trend)
        )
        parts.append(" · ".join(filter(None, (named, words.change(trend.change)))))
    missing = len(sheet.scale.items) - len(answers)
    if sheet.scale.summed and missing:
        parts.append(
            ngettext(
                "The score comes with the last answer; {count} question is open.",
                "The score comes with the last answer; {count} questions are open.",
                missing,
            ).format(count=missing)
        )
    return "\n".join(parts)


def open_questions(count: int) -> str:
    """Asks whether a sheet is to be kept although questions are open."""
    text = ngettext(
        "{count} question has no answer. Enter once more keeps the sheet as it is.",
        "{count} questions have no answer. Enter once more keeps the sheet as it is.",
        count,
    )
    return text.format(count=count)
