"""The staying-well plan: one page that the member takes along, in letters that can be read on a bad day.

What the member told stands in its block; what was not told yet is left open, with lines to write on. Nobody signs it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from peerdesk import words
from peerdesk.domain.care.staying_well import OwnWords
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.papers.staying_well_plan import PlanSheet
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import HEAVY_RULE, RULE, Style
from peerdesk.reports.parts.layout import blanks, fewest_pages
from peerdesk.reports.parts.people import named
from peerdesk.reports.parts.type import SMALL, Look, mixed, paragraph

TITLE = N_("Staying-well plan")

_LINE: float = 9.5 * mm
"""Distance of the lines to write on: for a hand that shakes too."""

_WHO = 0.6
"""Of the width: who is called; the number has the rest."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """How large the letters are, how many lines are left open, and whether each block says what it is for."""

    size: float
    lines: int
    hints: bool = True

    @property
    def hint(self) -> Look:
        """The letters of what a block is for: smaller than the words in it."""
        return Look(size=min(max(self.size * 0.65, 10), 13), after=2)


_SETTINGS = (
    *(_Setting(size, lines) for size, lines in ((20, 4), (18, 4), (18, 3), (16, 3), (15, 3), (14, 3))),
    *(_Setting(size, 2) for size in (13, 12, 11)),
    _Setting(10, 1, hints=False),
)
"""The roomiest that stays on one page is taken."""


def write(report: PlanSheet, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the page as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        subject=named(report.person) if report.person else "",
        confidential=False,  # it is the member's own, to be shown to whom they like
    )
    room = sheet.body_width
    setting = fewest_pages(sheet, _SETTINGS, lambda setting: _story(report, room, setting))
    return page.write(sheet, _story(report, room, setting), out, on_page)


def _story(report: PlanSheet, room: float, setting: _Setting) -> Iterator[Flowable]:
    if report.person is None:
        yield blanks((_("Name:"), _("Date:")), room, across=2)
        yield Spacer(0, 3 * mm)
    yield mixed(_yours(), Look(size=min(setting.size, 13), after=1))
    if report.written_on is not None:
        yield paragraph(_("Written on {day}").format(day=short_date(report.written_on)), SMALL)
    for of in OwnWords:
        text = report.words.block(of)
        told: list[Flowable] = [mixed(text, Look(size=setting.size))] if text else [_open(setting.lines, room)]
        yield _block(words.of(of), _hint(of), told, setting)
    yield _block(_("Whom I can call"), _hint(None), [_people(report.words.people, room, setting)], setting)
    yield KeepTogether(list(_always(report, room, setting)))


def _yours() -> str:
    # Translators: on the page that the member takes along.
    return _("This is yours. Keep it where you find it, and show it to whom you trust. You can change it at any time.")


def _hint(of: OwnWords | None) -> str:
    """What a block is for, as the member would say it."""
    match of:
        case OwnWords.TRIGGERS:
            return _("Places, people, feelings and days that make it harder for me")
        case OwnWords.WARNING_SIGNS:
            return _("How I, and those who live with me, notice that I am not doing well")
        case OwnWords.WHAT_HELPS:
            return _("What I can do then, today and in the next hour")
        case None:
            return _("I call before it gets hard; I need not explain much")


def _block(title: str, hint: str, told: Sequence[Flowable], setting: _Setting) -> Flowable:
    head: list[Flowable] = [
        paragraph(title, Look(size=max(setting.size - 1, 12), bold=True, before=setting.size * 0.6))
    ]
    if setting.hints:
        head.append(mixed(hint, setting.hint))
    return KeepTogether([*head, *told])


def _open(count: int, room: float) -> Table:
    """Lines to write on by hand, far apart."""
    style: list[Style] = [("LINEBELOW", (0, 0), (-1, -1), RULE, "black")]
    return Table([[""]] * count, colWidths=[room], rowHeights=[_LINE] * count, style=style, hAlign="LEFT")


def _people(people: Sequence[Phone], room: float, setting: _Setting) -> Table:
    """Who and their number, large; below them room for one more, without any for as many as fit."""
    look, bold = Look(size=setting.size), Look(size=setting.size, bold=True)
    free = 1 if people and setting.hints else 0 if people else setting.lines
    told: list[list[object]] = [[mixed(phone.whose, look), paragraph(phone.in_groups, bold)] for phone in people]
    cells = told + [["", ""]] * free
    style: list[Style] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LINEBELOW", (0, 0), (-1, -1), RULE, "black"),
    ]
    heights = [None] * len(told) + [_LINE] * free
    return Table(cells, colWidths=[room * _WHO, room * (1 - _WHO)], rowHeights=heights, style=style, hAlign="LEFT")


def _always(report: PlanSheet, room: float, setting: _Setting) -> Iterator[Flowable]:
    """The help lines and the centre, in a frame: they stand on every page, whatever was told."""
    look = Look(size=min(setting.size, 15), bold=True)
    lines: list[list[object]] = []
    if report.help_lines:
        said = _("At any hour: {lines}").format(lines=" · ".join(report.help_lines))
        lines.append([mixed(said, look)])
    if phones := report.centre_phones:
        said = _("The centre: {phones}").format(phones=" · ".join(phone.in_groups for phone in phones))
        lines.append([mixed(said, look)])
    else:
        lines.append([blanks((_("The centre’s phone:"),), room - 6 * mm)])
    style: list[Style] = [
        ("BOX", (0, 0), (-1, -1), HEAVY_RULE, "black"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3 * mm),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3 * mm),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    yield Spacer(0, setting.size * 0.6)
    yield Table(lines, colWidths=[room], style=style, hAlign="LEFT")
