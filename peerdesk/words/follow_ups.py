"""How follow-ups are told, on screens and on the call sheet: why, since when, whom to call, how it went."""

from datetime import date

from peerdesk.domain.care.contacts import LastContact
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpOutcome, FollowUpRow, MadeFollowUp
from peerdesk.domain.care.status import Medicines, RecoveryNow, Status, StatusCounts, YesNo
from peerdesk.domain.dates import short_date
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.words.codes import of

_MOBILE = 10


def why(kind: FollowUpKind, reason: str, sequence: int | None) -> str:
    """``After discharge, no. 2``, or the plain reason somebody gave."""
    if kind is FollowUpKind.SCHEDULED and sequence is not None:
        return _("{kind}, no. {number}").format(kind=of(kind), number=sequence)
    return reason or of(kind)


def made(name: str, follow_up: MadeFollowUp) -> str:
    """``Anup Rawat: call, due on 21-11-2026``."""
    text = _("{name}: {way}, due on {day}.")
    return text.format(name=name, way=of(follow_up.way), day=short_date(follow_up.due_on))


def due(due_on: date, today: date) -> str:
    """``3 days overdue``, ``today``, ``tomorrow``, ``in 5 days``."""
    days = (due_on - today).days
    if days in (0, 1):
        return _("tomorrow") if days else _("today")
    if days > 0:
        return ngettext("in {count} day", "in {count} days", days).format(count=days)
    return ngettext("{count} day overdue", "{count} days overdue", -days).format(count=-days)


def phone(number: str, whose: str) -> str:
    """``98765 43210 (brother)``; empty without a number."""
    shown = f"{number[:5]} {number[5:]}" if len(number) == _MOBILE else number
    return f"{shown} ({whose})" if number and whose else shown


def no_consent(no_calls_since: date | None, no_family_since: date | None) -> list[str]:
    """``No consent to calls and visits since 12-11-2026``: a sentence for each consent that was withdrawn."""
    told = []
    if no_calls_since is not None:
        told.append(_("No consent to calls and visits since {day}").format(day=short_date(no_calls_since)))
    if no_family_since is not None:
        told.append(_("No consent to contact with the family since {day}").format(day=short_date(no_family_since)))
    return told


def no_consent_in_short(row: FollowUpRow) -> str:
    """``no consent since 12-11-2026``: short, for a cell that is cut at its end; empty where nothing was withdrawn."""
    days = [day for day in (row.no_calls_since, row.no_family_since) if day is not None]
    return _("no consent since {day}").format(day=short_date(min(days))) if days else ""


def stands(row: FollowUpRow, today: date) -> str:
    """``Reached``, ``Came to the alumni group``, ``3 days overdue``."""
    if row.outcome is not None:
        return of(row.outcome)
    return due(row.due_on, today) if row.met_by is None else of(row.state(today))


def outcome(row: FollowUpRow, today: date) -> str:
    """``Reached on 12-11-2026``, ``Came to the alumni group on 12-11-2026``, ``3 days overdue``."""
    if row.over_on is None:
        return due(row.due_on, today)
    return _("{outcome} on {day}").format(outcome=stands(row, today), day=short_date(row.over_on))


def last_contact(heard: LastContact) -> str:
    """``Last contact 17-11-2026, one-to-one 12-11-2026``; empty where nothing was ever heard."""
    if heard.day is None:
        return ""
    if heard.alone is None:
        return _("Last contact {day}, none one-to-one so far").format(day=short_date(heard.day))
    if heard.alone == heard.day:
        return _("Last contact {day}, one-to-one").format(day=short_date(heard.day))
    return _("Last contact {day}, one-to-one {alone}").format(day=short_date(heard.day), alone=short_date(heard.alone))


def keyed(outcome: FollowUpOutcome) -> str:
    """``R  Reached``: an outcome with the letter that stands for it on key and paper."""
    return f"{outcome.letter}  {of(outcome)}"


def status(told: Status) -> str:
    """``Recovery: Used since · Working or studying: Yes``: what was asked; empty where nothing was."""
    return " · ".join(
        _("{question}: {answer}").format(question=question(name), answer=of(getattr(told, name)))
        for name in told.answered
    )


def question(name: str) -> str:
    """What a field of `Status` asks."""
    return {
        "recovery": _("Recovery"),
        "working": _("Working or studying"),
        "with_family": _("Living with family"),
        "medicines": _("Medicines"),
    }[name]


def status_at(found: StatusCounts) -> str:
    """``3 months: of 24 due 18 reached, 16 asked: 12 in recovery, 3 used since, 1 not known``."""
    if not found.due:
        return _("{point}: nobody due").format(point=of(found.point))
    reached = _("{point}: of {due} due {reached} reached, {asked} asked").format(
        point=of(found.point), due=found.due, reached=found.reached, asked=found.asked
    )
    if not found.asked:
        return reached
    recovery = _("{recovery} in recovery, {used} used since, {unknown} not known").format(
        recovery=found.recovery.get(RecoveryNow.IN_RECOVERY, 0),
        used=found.recovery.get(RecoveryNow.USED_SINCE, 0),
        unknown=found.recovery.get(RecoveryNow.NOT_KNOWN, 0),
    )
    return f"{reached}: {recovery}"


def status_shares(found: StatusCounts) -> list[str]:
    """How many of those who were asked work or study, live with the family, take what is prescribed: ``81 of 128``."""
    parts = (
        (found.working.get(YesNo.YES, 0), sum(found.working.values())),
        (found.with_family.get(YesNo.YES, 0), sum(found.with_family.values())),
        (found.medicines.get(Medicines.TAKING, 0), found.prescribed),
    )
    return [_("{count} of {of}").format(count=count, of=of_all) for count, of_all in parts]


def status_headings() -> list[str]:
    """What `status_shares` counts."""
    return [_("Working or studying"), _("Living with family"), _("Taking medicines, of prescribed")]
