"""What the finder offers: what the file holds, reports by their titles, commands by their names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction

from peerdesk import words
from peerdesk.domain.access import Actor
from peerdesk.domain.finder import Found, FoundKind, fits
from peerdesk.i18n import gettext as _
from peerdesk.publishing import offered
from peerdesk.reports.catalogue import REPORTS
from peerdesk.ui.actions import SPECS, Command
from peerdesk.ui.place import GroupPlace, MemberPlace, Place, ReportPlace, SessionPlace
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.two_tone import two_tone


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the finder.

    Attributes:
        kind: the word for what it is.
        target: where it is, or what to do.
    """

    kind: str
    title: str
    detail: str
    shortcut: str
    target: Place | Command


def of_found(found: Iterable[Found]) -> list[Offer]:
    """Members, groups and sessions."""
    return [Offer(words.of(thing.kind), thing.title, thing.detail, "", _place(thing)) for thing in found]


def of_reports(text: str, actor: Actor) -> list[Offer]:
    """Reports that somebody may print and whose titles fit what was typed, in this language or in English."""
    titles = {name: REPORTS[name].title for name in offered(actor)}
    return [
        Offer(_("Report"), _(title), "", "", ReportPlace(name))
        for name, title in titles.items()
        if fits(text.casefold().split(), _(title), title)
    ]


def of_commands(text: str, actions: Mapping[Command, QAction]) -> list[Offer]:
    """Commands that can be given now and fit what was typed, in this language or in English; all without text."""
    return [
        Offer(_("Command"), _(SPECS[command].text), _(SPECS[command].tip), SPECS[command].shortcut, command)
        for command, action in actions.items()
        if command is not Command.FIND
        and action.isEnabled()
        and fits(text.casefold().split(), _(SPECS[command].text), SPECS[command].text)
    ]


def offers_model() -> RowsModel[Offer]:
    """The lines as a table."""
    return RowsModel([Column(_("Kind"), _kind), Column(_("Found"), _found), Column(_("Shortcut"), _shortcut)])


def spoken(offer: Offer) -> str:
    """A line as it is read out."""
    return ", ".join(filter(None, (f"{offer.kind}: {offer.title}", offer.detail, offer.shortcut)))


def _place(found: Found) -> Place:
    match found.kind:
        case FoundKind.MEMBER:
            return MemberPlace(found.id)
        case FoundKind.GROUP:
            return GroupPlace(found.id)
        case FoundKind.SESSION:
            return SessionPlace(found.id)


def _kind(offer: Offer) -> str:
    return offer.kind


def _found(offer: Offer) -> str:
    return two_tone(offer.title, offer.detail)


def _shortcut(offer: Offer) -> str:
    return offer.shortcut
