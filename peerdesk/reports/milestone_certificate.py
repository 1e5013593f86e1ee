"""The certificate of a milestone: one landscape page to be handed over, and perhaps to hang on a wall.

It says whom it honours and for what, in greys and letters alone; nothing on it tells what somebody recovers from.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from peerdesk import words
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.members import number_text
from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead
from peerdesk.domain.papers.milestone_certificate import MilestoneCertificate
from peerdesk.i18n import N_, language
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import nothing
from peerdesk.reports.parts.letterhead import logo_picture
from peerdesk.reports.parts.type import BOLD, FAMILY, fitted, register

TITLE = N_("Milestone certificate")

_FRAME = (2.2, 0.6)  # points; a heavy rule and a fine one inside it
_BETWEEN_FRAMES: float = 2 * mm
_INSIDE: float = 16 * mm
_LOGO: float = 20 * mm
_SIGNING: float = 25 * mm  # from the inner frame up to the line to sign on
_LINE: float = 74 * mm


@dataclass(frozen=True, slots=True)
class _Line:
    """One centred line: letters' size, and the air above it, in points."""

    text: str
    size: float
    above: float
    bold: bool = False


def write(report: MilestoneCertificate, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the certificate as PDF; see `page.write`."""
    honours = report.person is not None and report.milestone is not None
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        subject=number_text(report.person.number) if report.person and not honours else "",
        landscape=True,
        confidential=False,  # the member takes it home
        bare=honours,
    )
    return page.write(sheet, [_Certificate(report) if honours else nothing(_nothing(report))], out, on_page)


def _nothing(report: MilestoneCertificate) -> str:
    if report.person is None:
        return _("There is no member yet.")
    return _("This member reached no milestone in the days chosen.")


class _Certificate(Flowable):  # type: ignore[misc]
    """Fills the page: a double frame, the centre, the name, the milestone, two lines to sign on."""

    def __init__(self, report: MilestoneCertificate) -> None:
        super().__init__()
        register()
        self._report = report

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """All the room there is; called by reportlab."""
        self.width, self.height = avail_width, avail_height
        return avail_width, avail_height

    def draw(self) -> None:
        """Draw it; called by reportlab."""
        self._draw_frame()
        top = self._draw_centre(self._report.letterhead)
        lines = list(_lines(self._report))
        used = sum(line.above + line.size for line in lines)
        air = max(0.0, top - _SIGNING - 14 * mm - used) / (len(lines) + 1)
        baseline = top
        for line in lines:
            baseline -= air + line.above + line.size
            self._centred(line, baseline)
        self._draw_signatures((_("Counsellor"), _("Project coordinator")))

    def _draw_frame(self) -> None:
        inset = 0.0
        for thickness in _FRAME:
            self.canv.setLineWidth(thickness)
            self.canv.rect(inset, inset, self.width - 2 * inset, self.height - 2 * inset)
            inset += _BETWEEN_FRAMES

    def _draw_centre(self, letterhead: Letterhead) -> float:
        """Logo, name and address in the middle at the top; returns the height under them."""
        top: float = self.height - 11 * mm
        logo = logo_picture(letterhead.logo, _LOGO)
        if logo is not None:
            logo.drawOn(self.canv, (self.width - logo.drawWidth) / 2, top - logo.drawHeight)
            top -= logo.drawHeight + 2 * mm
        for line in (
            _Line(letterhead.centre_name, 18, 2, bold=True),
            _Line(" · ".join(letterhead.address.splitlines()), 10.5, 6),
        ):
            if line.text:
                top -= line.above + line.size
                self._centred(line, top)
        return top

    def _centred(self, line: _Line, baseline: float) -> None:
        shown, size = fitted(line.text, self.width - 2 * _INSIDE, line.size, smallest=line.size / 2, bold=line.bold)
        self.canv.setFont(BOLD if line.bold else FAMILY, size)
        self.canv.drawCentredString(self.width / 2, baseline, shown)

    def _draw_signatures(self, roles: Sequence[str]) -> None:
        canvas, first = self.canv, self.width * 0.27
        for place, role in enumerate(roles):
            middle = first + place * (self.width - 2 * first)
            canvas.setLineWidth(0.7)
            canvas.line(middle - _LINE / 2, _SIGNING, middle + _LINE / 2, _SIGNING)
            shown, size = fitted(role, _LINE, 11)
            canvas.setFont(FAMILY, size)
            canvas.drawCentredString(middle, _SIGNING - size - 4, shown)


def _lines(report: MilestoneCertificate) -> Iterator[_Line]:
    """What stands between the centre and the signatures; every line can be read by itself, in any language."""
    assert report.person is not None, "nobody to honour"  # noqa: S101
    assert report.milestone is not None, "nothing to honour them for"  # noqa: S101
    assert report.reached_on is not None, "a milestone has its day"  # noqa: S101
    yield _Line(_("Certificate"), 34, 10, bold=True)
    yield _Line(_("With respect and warm congratulations to"), 13, 15)
    yield _Line(_name(report.person), 30, 13, bold=True)
    yield _Line(words.milestone_in_full(report.milestone), 22, 16)
    yield _Line(_("Reached on {day}").format(day=short_date(report.reached_on)), 13, 11)
    yield _Line(_("Every day of it was your own work. We are glad to walk beside you."), 12, 14)


def _name(person: PersonOnPaper) -> str:
    """The name in the script of the page where there is one; the number where no name is to be printed."""
    names = (person.name, person.name_native) if language() == "en" else (person.name_native, person.name)
    return next(filter(None, names), number_text(person.number))
