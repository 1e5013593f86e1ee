"""The password recovery sheet: the one paper that opens the centre's record when every password is lost."""

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from peerdesk.domain.papers.password_recovery_sheet import PasswordRecoverySheet
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import MIDDLE_RULE, RULE, Signatory, facts, heading, signatures
from peerdesk.reports.parts.layout import blanks
from peerdesk.reports.parts.type import BOLD, FAMILY, LATIN_MINIMUM, Align, Look, paragraph, register

TITLE = N_("Password recovery sheet")

_ACROSS = 3
_CODE_SIZE = 30
_TEXT = Look(size=10.5, after=3)
_FINGERPRINT = Look(size=10.5, before=4, align=Align.CENTRE)
_WARNING = Look(size=11, bold=True, before=6, align=Align.CENTRE)


def write(report: PasswordRecoverySheet, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the sheet as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.printed.at.date(),
        confidential=False,  # it names nobody in treatment, and says itself where to keep it
    )
    return page.write(sheet, _story(report, sheet.body_width), out, on_page)


def _story(report: PasswordRecoverySheet, room: float) -> Iterator[Flowable]:
    yield paragraph(
        _(
            "PeerDesk keeps the record of this centre encrypted. Nobody can open it without a password, the makers of"
            " PeerDesk included. If every password is lost, the code on this sheet is the only way back in."
        ),
        _TEXT,
    )
    yield Spacer(0, 3 * mm)
    yield _code(report.code.split("-"), room)
    yield paragraph(_("Keep this sheet in a locked place, away from the PC. Tell the code to nobody."), _WARNING)
    yield paragraph(
        _("Check letters of the list of keys, {count} entries: {fingerprint}").format(
            count=report.keys, fingerprint=report.fingerprint
        ),
        _FINGERPRINT,
    )
    yield heading(_("How to get back in"))
    yield facts([(f"{number}.", step) for number, step in enumerate(_steps(), 1)], room, across=1)
    yield heading(_("How to keep it"))
    yield facts([("–", line) for line in _keeping()], room, across=1)
    yield Spacer(0, 3 * mm)
    yield blanks([_("Kept at (place):"), _("Opened on, by whom, why:")], room)
    people = [Signatory(_("Project coordinator"), report.coordinator), Signatory(_("Witness"))]
    yield signatures(people, room)


def _code(groups: Sequence[str], room: float) -> Table:
    """The code in numbered groups, three in a line, so that a finger can follow while it is typed."""
    register()
    lines = [groups[first : first + _ACROSS] for first in range(0, len(groups), _ACROSS)]
    cells: list[list[str]] = []
    for at, line in enumerate(lines):
        padded = [*line, *[""] * (_ACROSS - len(line))]
        cells.append([str(at * _ACROSS + place + 1) if text else "" for place, text in enumerate(padded)])
        cells.append(padded)
    style: list[tuple[object, ...]] = [
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("BOX", (0, 0), (-1, -1), MIDDLE_RULE, "black"),
        ("LINEAFTER", (0, 0), (-2, -1), RULE, "black"),
    ]
    for at in range(len(lines)):
        style += [
            ("FONT", (0, 2 * at), (-1, 2 * at), FAMILY, LATIN_MINIMUM),
            ("FONT", (0, 2 * at + 1), (-1, 2 * at + 1), BOLD, _CODE_SIZE),
            ("LINEBELOW", (0, 2 * at + 1), (-1, 2 * at + 1), RULE, "black"),
        ]
    heights = [6 * mm, 14 * mm] * len(lines)
    return Table(cells, colWidths=[room / _ACROSS] * _ACROSS, rowHeights=heights, style=style)


def _steps() -> list[str]:
    return [
        _("Start PeerDesk on the PC that holds the record, or on another PC after restoring a backup."),
        _("At the log-in, press “Forgot the password?”."),
        _(
            "Type the groups in the order of their numbers. Capital or small letters and hyphens make no difference;"
            " O is read as 0, I and L as 1."
        ),
        _("Choose a new password for the project coordinator."),
        _("Print a new password recovery sheet, and destroy this one."),
    ]


def _keeping() -> list[str]:
    return [
        _("Whoever holds this sheet and the PC, or a backup, can read everything. Treat it like the key of the safe."),
        _("Take no photograph of it, make no copy on a phone or PC."),
        _("When the project coordinator changes, print a new sheet and destroy this one."),
        _(
            "The check letters may be shown to anybody; the code above to nobody. In PeerDesk, under Settings → "
            "About, they stand in the line of the list that has the same number. If other letters stand there, "
            "somebody put another list of those who may sign in the place of the true one."
        ),
    ]
