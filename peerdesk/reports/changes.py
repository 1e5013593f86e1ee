"""The audit trail on paper: when, who, what was done, of whom, and what was and is."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from peerdesk.domain.dates import short_datetime
from peerdesk.domain.members.members import display_name, number_text
from peerdesk.domain.papers.changes import TrailOnPaper
from peerdesk.domain.trail.lines import Ref, Thing
from peerdesk.i18n import N_, ngettext, pgettext
from peerdesk.i18n import gettext as _
from peerdesk.reports.catalogue import titles
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import PrintedColumn, nothing, table
from peerdesk.reports.parts.people import named
from peerdesk.words.trail.actions import done
from peerdesk.words.trail.lines import LONGEST_PRINTED, Names, about, facts

TITLE = N_("What changed")


def write(report: TrailOnPaper, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the entries as PDF; see `page.write`."""
    only = [named(report.member)] if report.member is not None else []
    if report.staff:
        only.append(_("done by {name}").format(name=report.staff))
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        period=report.period,
        subject=" · ".join(only),
        landscape=True,
        confidential=bool(report.page.lines),
    )
    return page.write(sheet, _story(report, sheet.body_width), out, on_page)


def _story(report: TrailOnPaper, room: float) -> Iterator[Flowable]:
    if report.page.more:
        shown = len(report.page.lines)
        told = ngettext(
            "Only the newest {count} entry of these days is printed.",
            "Only the newest {count} entries of these days are printed.",
            shown,
        )
        yield nothing(told.format(count=shown))
        yield Spacer(0, 2 * mm)
    columns = [
        PrintedColumn(_("When"), 27),
        PrintedColumn(_("Who"), 32),
        PrintedColumn(_("What"), 46, bold=True),
        PrintedColumn(pgettext("trail", "About"), 52),
        PrintedColumn(_("What was, what is")),
    ]
    names = _names(report)
    rows = [
        [
            short_datetime(line.at),
            line.staff,
            done(line.action),
            about(line, names),
            "\n".join(facts(line, names, LONGEST_PRINTED)),
        ]
        for line in report.page.lines
    ]
    yield table(columns, rows, room, _("Nothing changed in these days."))


def _names(report: TrailOnPaper) -> Names:
    """Members as this paper names them, in one script; everything else as it is called."""
    members = {
        Ref(Thing.MEMBER, member_id): " · ".join(
            filter(None, (number_text(person.number), display_name(person.name, person.name_native)))
        )
        for member_id, person in report.people.items()
    }
    papers = {Ref(Thing.PAPER, name): title for name, title in titles().items()}
    return {**report.page.names, **papers, **members}
