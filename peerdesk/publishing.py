"""From a report's name and the choices made to finished pages: the same way for the window and the command line.

A service gathers, ``reports`` lays out; the two do not know each other and meet here.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.paper import Period
from peerdesk.domain.registers import Choices, Names
from peerdesk.errors import NotFound, StorageUnavailable
from peerdesk.i18n import speaking
from peerdesk.reports.catalogue import REPORTS
from peerdesk.security.atomic import replace_file
from peerdesk.settings import Settings

NEEDS: Mapping[str, Permission] = MappingProxyType(
    {
        "attendance-register": Permission.PRINT_ATTENDANCE,
        "sign-in-sheet": Permission.PRINT_ATTENDANCE,
        "weekly-report": Permission.PRINT_PROGRESS,
        "progress-report": Permission.PRINT_PROGRESS,
        "milestones": Permission.PRINT_ATTENDANCE,
        "milestone-certificate": Permission.PRINT_PROGRESS,
        "measure-sheet": Permission.KEEP_MEASURES,
        "presence-sheet": Permission.PRINT_ATTENDANCE,
        "call-sheet": Permission.PRINT_ATTENDANCE,
        "mentor-log": Permission.PRINT_ATTENDANCE,
    }
)
"""What each report needs, so that nobody is offered what its service would refuse; a test compares the two."""


OF_NO_WEEK = frozenset({"milestone-certificate", "call-sheet"})
"""Reports that are about the latest or the next thing: without days they choose for themselves."""


def usual_names(name: str, settings: Settings) -> Names:
    """How a report names members where nobody chooses: as on the last paper, or as in this report the last time.

    The more private of the two, so that only a person ever chooses to print more of a name than before.
    """
    remembered = {report: kept.get("names") for report, kept in settings.choices.items() if isinstance(kept, dict)}
    last = [settings.names] if settings.names else remembered.values()
    return Names.most_private(*last, remembered.get(name))


def offered(actor: Actor) -> list[str]:
    """Names of the reports that somebody may print, in the order of the catalogue."""
    return [name for name in REPORTS if actor.may(NEEDS[name])]


def make_pdf(
    name: str,
    storage: Storage,
    actor: Actor,
    choices: Choices,
    language: str,
    *,
    today: date,
    now: datetime,
    on_page: Callable[[int], None] | None = None,
) -> bytes:
    """Gather a report and write its pages, in a language of its own whatever is spoken outside.

    What the choices leave out the report chooses itself. ``on_page`` is told each page's number as it is begun;
    whatever it raises stops the work.

    Raises:
        InvalidInput: if the choices cannot be meant.
        NotFound: if no report has this name, or something chosen is not in the file.
        NotPermitted: if the actor may not print it.
    """
    if name not in REPORTS:
        raise NotFound("unknown-report", name=name)
    # Both sides of a report are loaded with the first one, not with the window.
    from peerdesk.services.papers import GATHER

    out = BytesIO()
    with speaking(language):
        report = GATHER[name](storage, actor, choices, today=today, now=now)
        REPORTS[name].write(report, out, on_page)
    return out.getvalue()


def usual_week(storage: Storage, actor: Actor, *, today: date) -> Period:
    """The days meant where none are named: the last complete Monday–Sunday week with held sessions."""
    actor.require(Permission.PRINT_ATTENDANCE)
    from peerdesk.services.papers.choices import last_complete_week

    with storage.reading():
        return last_complete_week(today)


def save_pdf(pdf: bytes, path: Path) -> None:
    """Write finished pages to a file, which is replaced whole or not at all.

    Raises:
        StorageUnavailable: if the place cannot be written; a file that stood there stands untouched.
    """
    try:
        replace_file(path, pdf)
    except OSError as error:
        raise StorageUnavailable("output-unwritable", path=str(path)) from error
