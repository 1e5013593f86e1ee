"""From a report's name and the choices made to finished pages: the same way for the window and the command line.

A service gathers, ``reports`` lays out; the two do not know each other and meet here.
"""

import errno
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from peerdesk.atomic import replace_file
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor
from peerdesk.domain.disclosures import ForWhom
from peerdesk.domain.papers.choices import NAMES_INSIDE, Ask, Choices, Names, PersonOnPaper
from peerdesk.errors import NotFound, Problem, StorageUnavailable
from peerdesk.i18n import speaking
from peerdesk.reports.catalogue import REPORTS, ReportKind
from peerdesk.settings import MOST_PRIVATE, Settings


def usual_names(name: str, settings: Settings) -> Names | None:
    """How a report names members where nobody chooses: as on the last paper, or as in this report the last time.

    The more private of the two, so that only a person ever chooses to print more of a name than before. ``None`` where
    a report names nobody. What is shared outside begins without a name each time.
    """
    kind = declared(name)
    if Ask.NAMES not in kind.asks:
        return None
    if kind.shared_outside:
        return kind.names[0]
    remembered = {report: kept.get("names") for report, kept in settings.choices.items() if isinstance(kept, dict)}
    last = (
        [settings.names if settings.names in NAMES_INSIDE else MOST_PRIVATE] if settings.names else remembered.values()
    )
    return Names.most_private(*last, remembered.get(name))


def offered(actor: Actor) -> list[str]:
    """Names of the reports that somebody may print, in the order of the catalogue."""
    return [name for name, kind in REPORTS.items() if actor.may(kind.permission)]


def declared(name: str) -> ReportKind:
    """The catalogue's entry.

    Raises:
        NotFound: if no report has this name.
    """
    if name not in REPORTS:
        raise NotFound("unknown-report", name=name)
    return REPORTS[name]


def made_for(name: str, choices: Choices) -> ForWhom | None:
    """For whom a report is made, as the log tells it; ``None`` where it does not ask."""
    return choices.made_for if Ask.FOR_WHOM in declared(name).asks else None


def gather(name: str, storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> Any:
    """Gather what a report needs: the dataclass that its entry names. What the choices leave out it chooses itself.

    Raises:
        InvalidInput: if the choices cannot be meant.
        NotFound: if no report has this name, or something chosen is not in the file.
        NotPermitted: if the actor may not print it.
        ValueError: if a choice was made that the report has no use for.
    """
    kind = declared(name)
    if unused := kind.unused(choices):
        raise ValueError(f"{name} has no use for {', '.join(unused)}")
    module = import_module(f"peerdesk.services.papers.{kind.module}")
    return module.gather(storage, actor, choices, today=today, now=now)


class Made(NamedTuple):
    """Finished pages, and what to look at before they are handed over; that is never printed."""

    pdf: bytes
    to_look_at: Sequence[Problem]
    members: frozenset[int] = frozenset()
    """The register numbers of everybody whom the pages name or count one by one, and of whom they were asked for."""
    wants_password: bool = False
    """Whether the centre has them saved with a password; what is made to be shown outside never is."""


def make(
    name: str,
    storage: Storage,
    actor: Actor,
    choices: Choices,
    language: str,
    *,
    today: date,
    now: datetime,
    on_page: Callable[[int], None] | None = None,
) -> Made:
    """Gather a report and write its pages, in a language of its own whatever is spoken outside.

    ``on_page`` is told each page's number as it is begun; whatever it raises stops the work.

    Raises:
        as :func:`gather`.
    """
    out = BytesIO()
    with speaking(language):
        report = gather(name, storage, actor, choices, today=today, now=now)
        REPORTS[name].write(report, out, on_page)
    whose = frozenset(_numbers(report)) | ({choices.member} if choices.member is not None else set())
    from peerdesk.services import centre

    wants_password = not REPORTS[name].shared_outside and centre.details(storage, actor).pdf_password
    return Made(out.getvalue(), getattr(report, "to_look_at", ()), whose, wants_password)


def _numbers(part: object) -> Iterator[int]:
    """The register numbers of the members in what a report was made of."""
    if isinstance(part, PersonOnPaper):
        yield part.number
    elif is_dataclass(part):
        for field in fields(part):
            yield from _numbers(getattr(part, field.name))
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from _numbers(key)
            yield from _numbers(value)
    elif isinstance(part, Iterable) and not isinstance(part, str | bytes):
        for each in part:
            yield from _numbers(each)


def with_usual_days(name: str, storage: Storage, actor: Actor, choices: Choices, *, today: date) -> Choices:
    """The same choices; where none of its days is named, with the last full week in which a session was held.

    A report without days, and one that finds its own, is left to itself.
    """
    kind = declared(name)
    if not kind.days or kind.finds_days or Ask.DAYS in choices.made():
        return choices
    from peerdesk.services.sessions import sessions

    week = sessions.last_full_week(storage, actor, today=today)
    return replace(choices, first=week.first, last=week.last)


def save_pdf(pdf: bytes, path: Path, password: str = "") -> None:
    """Write finished pages to a file, which is replaced whole or not at all.

    With a password nothing but what is encrypted under it reaches the disk.

    Raises:
        StorageUnavailable: if the place cannot be written; a file that stood there stands untouched.
    """
    if password:
        from peerdesk.reports.parts.password import with_password

        pdf = with_password(pdf, password)
    try:
        replace_file(path, pdf)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise StorageUnavailable("output-disk-full" if full else "output-unwritable", path=str(path)) from error
