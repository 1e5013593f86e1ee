"""Whether a group fits, and how many stay: the sentences that stand where somebody decides."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from peerdesk.domain.care.retention_in_care import Retained, Retention
from peerdesk.domain.dates import short_date
from peerdesk.domain.groups.fit import FitCode, FitWarning, Override
from peerdesk.domain.groups.suggestions import REGULAR_WEEKS, GroupReason, GroupTrait
from peerdesk.i18n import N_, gettext, ngettext
from peerdesk.i18n import gettext as _
from peerdesk.words import follow_ups
from peerdesk.words.codes import of
from peerdesk.words.counts import NOTHING
from peerdesk.words.problems import shown

Code = TypeVar("Code", bound=Enum)

_WARNINGS: Mapping[FitCode, str] = {
    FitCode.CAPACITY: N_("The group would have {count} members; it was made for at most {most}."),
    FitCode.CLOSED_ENTRY: N_("The group is closed: it began on {day}, and newcomers wait for the next one."),
    FitCode.WOMEN: N_("This is a group for women, and {name} is entered as a man."),
    FitCode.MEN: N_("This is a group for men, and {name} is entered as a woman."),
    FitCode.MINOR: N_("{name} is {age}, and this group is for adults."),
    FitCode.UNDER_18: N_("This group is for members under 18; {name} is {age}."),
    FitCode.YOUNG_ADULTS: N_("This group is for ages 18 to 25; {name} is {age}."),
    FitCode.OLDER: N_("This group is for ages from 50; {name} is {age}."),
    FitCode.NEWCOMERS: N_("This group is for newcomers; {name} is not in the first 30 days of a stay."),
    FitCode.ALUMNI: N_("This group is for alumni; {name} is not in aftercare."),
    FitCode.LARGE: N_("The group would have {count} members; groups of this kind mostly work best with up to {most}."),
    FitCode.CO_OCCURRING: N_(
        "This group is for members with a co-occurring illness. The record cannot tell: please ask."
    ),
    FitCode.NOT_CO_OCCURRING: N_(
        "This group is for members with a co-occurring illness; for {name} none is noted. Please ask."
    ),
    FitCode.FAMILIES: N_("This group is for families. The record cannot tell who comes along: please ask."),
    FitCode.FAR_AHEAD: N_("The day {day} is more than two years ahead. Please check the year."),
    FitCode.ASK_WHERE_SAFE: N_("Please ask {name} in which group they feel safe."),
}


def fit_warning(warning: FitWarning) -> str:
    """Return what is to be thought of as a sentence.

    Raises:
        KeyError: for a code without words.
    """
    return gettext(_WARNINGS[warning.code]).format(**shown(warning.values))


def override(name: str, kept: Override) -> str:
    """Return why somebody is in a group: *Asha joined in spite of: the group was full. Reason: her sister is there*."""
    what = "; ".join(of(code) for code in kept.codes)
    if not what:
        return _("{name} joined in spite of a warning. Reason: {reason}").format(name=name, reason=kept.reason)
    return _("{name} joined in spite of: {warnings}. Reason: {reason}").format(
        name=name, warnings=what, reason=kept.reason
    )


def group_reason(reason: GroupReason) -> str:
    """Return what speaks for or against a group as a phrase of a list: *held 15 of 16 sessions in 8 weeks*."""
    match reason.trait:
        case GroupTrait.MADE_FOR:
            # Translators: who a group is for, for example: meant for: Women.
            return _("meant for: {audience}").format(audience=of(reason.audience))
        case GroupTrait.SMALL:
            return ngettext("small: {count} member", "small: {count} members", reason.count).format(count=reason.count)
        case GroupTrait.LARGE:
            return ngettext("large: {count} member", "large: {count} members", reason.count).format(count=reason.count)
        case GroupTrait.REGULAR:
            text = _("keeps its days: held {count} of {of} sessions in {weeks} weeks")
        case GroupTrait.IRREGULAR:
            text = _("held only {count} of {of} sessions in {weeks} weeks")
        case GroupTrait.WOMEN_THERE:
            return ngettext("{count} woman there", "{count} women there", reason.count).format(count=reason.count)
        case GroupTrait.FEW_WOMEN if not reason.count:
            return _("no other woman there")
        case GroupTrait.FEW_WOMEN:
            return ngettext("only {count} woman there", "only {count} women there", reason.count).format(
                count=reason.count
            )
        case trait:
            return of(trait)
    return text.format(count=reason.count, of=reason.of, weeks=REGULAR_WEEKS)


def retained(figure: Retained) -> str:
    """``30 days: 12 of 18 (67 %)``; a dash where nobody's day has come yet."""
    days = ngettext("{count} day", "{count} days", figure.days).format(count=figure.days)
    if figure.percent is None:
        return _("{days}: {nothing}").format(days=days, nothing=NOTHING)
    return _("{days}: {retained} of {of} ({percent} %)").format(
        days=days, retained=figure.retained, of=figure.of, percent=figure.percent
    )


def retention(figures: Retention) -> str:
    """The three figures beside each other."""
    return " · ".join(retained(figure).replace(" %", "\N{NO-BREAK SPACE}%") for figure in figures.figures)


def retention_of_group(figures: Retention) -> str:
    """What the figures of a group count, in plain words."""
    return _(
        "Of those who joined since {day} and whose day has come: still in the group on that day, or out of it because "
        "they completed the stay."
    ).format(day=short_date(figures.first))


def retention_overall(figures: Retention) -> str:
    """What the figures of the whole centre count, in plain words."""
    return _(
        "Of the stays that began since {day} and whose day has come: in the programme on that day, or in aftercare and "
        "seen or spoken to in the 30 days before it."
    ).format(day=short_date(figures.first))


def status_after_discharge(figures: Retention) -> list[str]:
    """How those who left are, a line for each point; nothing for whom it is not."""
    return [follow_ups.status_at(found) for found in figures.status]


def status_further(figures: Retention) -> list[str]:
    """What else those who left were asked, a line for each point at which somebody was."""
    headings = follow_ups.status_headings()
    lines = []
    for found in figures.status:
        shares = zip(headings, follow_ups.status_shares(found), strict=True)
        asked = " · ".join(_("{question}: {answer}").format(question=what, answer=count) for what, count in shares)
        lines += [_("{point}: {asked}").format(point=of(found.point), asked=asked)] if found.asked else []
    return lines


def status_meaning(figures: Retention) -> str:
    """What the figures of those who left count, in plain words."""
    return _(
        "Of those who left and whose day came since {day}: due on that day, reached (they or their family) by a "
        "follow-up nearer to it than to the other days, and asked."
    ).format(day=short_date(figures.first))


def counts(found: Mapping[Code, int]) -> str:
    """``18–25: 3 · 26–35: 5``; a dash where there is nothing to count."""
    return " · ".join(f"{of(code)}:\N{NO-BREAK SPACE}{count}" for code, count in found.items()) or NOTHING
