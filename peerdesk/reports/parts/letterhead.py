"""The head of a first page: the centre's letterhead and the report's title."""

from collections.abc import Iterable
from io import BytesIO

from PIL import Image as Picture
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Image, Spacer, Table

from peerdesk.domain.papers.letterhead import Letterhead
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts.type import FAMILY, SMALL, TITLE, Align, Look, paragraph

_LOGO: float = 17 * mm
_LOW_LOGO: float = 12 * mm  # where the letterhead must be low
_LOGO_PIXELS = 600  # 17 mm at well over 600 dots per inch
_CENTRE = Look(size=14, bold=True)
_FACTS = Look(size=9.5)


def title_line(title: str) -> str:
    """``उपस्थिति पंजी / Attendance register``; the English title alone where the paper is in English."""
    return bilingual(_(title), title)


def bilingual(own: str, english: str) -> str:
    """Both titles, or one where they are the same."""
    return english if own == english else f"{own} / {english}"


def head(letterhead: Letterhead, title: str, lines: Iterable[str], width: float, *, beside: bool) -> list[Flowable]:
    """The opening of a report.

    Args:
        letterhead: the centre.
        title: in English, marked for translation.
        lines: what stands under the title: subject, period, "data as on"; empty ones are left out.
        width: of the body, in points.
        beside: title to the right of the letterhead (a landscape sheet has width to spare and no height) or under it.
    """
    facts = [line for line in lines if line]
    if beside:
        left, right = 0.56 * width, 0.44 * width
        named: list[Flowable] = [
            paragraph(title_line(title), _right(TITLE)),
            paragraph(" · ".join(facts), _right(_FACTS)),
        ]
        both = _columns([_centre(letterhead, left, low=True), named], [left, right])
        return [both, _rule(), Spacer(0, 1 * mm)]
    under = _columns(
        [[paragraph(" · ".join(facts[:-1]), _FACTS)], [paragraph(facts[-1], _right(_FACTS))]],
        [width * 0.68, width * 0.32],
    )
    return [
        *_centre(letterhead, width),
        _rule(),
        Spacer(0, 3 * mm),
        paragraph(title_line(title), TITLE),
        Spacer(0, 1),
        under,
        Spacer(0, 3 * mm),
    ]


def _centre(letterhead: Letterhead, width: float, *, low: bool = False) -> list[Flowable]:
    texts: list[Flowable] = [paragraph(letterhead.centre_name, _CENTRE)]
    if letterhead.address:
        texts.append(paragraph(letterhead.address, SMALL))
    if letterhead.registration_number:
        registered = _("Registration number: {number}").format(number=letterhead.registration_number)
        texts.append(paragraph(registered, SMALL))
    logo_size = _LOW_LOGO if low else _LOGO
    logo = logo_picture(letterhead.logo, logo_size)
    if logo is None:
        return texts
    return [_columns([[logo], texts], [logo_size + 4 * mm, width - logo_size - 4 * mm])]


def logo_picture(data: bytes | None, size: float) -> Image | None:
    """The logo in greys, since it will be printed so; None where there is none or the file is damaged.

    Args:
        data: a PNG or JPEG file's bytes.
        size: of its longer side, in points.
    """
    if data is None:
        return None
    try:
        with Picture.open(BytesIO(data)) as opened:
            picture = opened.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Picture.DecompressionBombError):
        return None  # a damaged logo must not keep an office from its register
    picture.thumbnail((_LOGO_PIXELS, _LOGO_PIXELS))
    paper = Picture.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    grey = BytesIO()
    paper.convert("L").save(grey, "PNG")
    grey.seek(0)
    scale = size / max(picture.size)
    return Image(grey, picture.width * scale, picture.height * scale, hAlign="LEFT")


def _columns(cells: list[list[Flowable]], widths: list[float]) -> Table:
    plain = [
        ("FONT", (0, 0), (-1, -1), FAMILY),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ]
    tight = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
    return Table([cells], colWidths=widths, style=[*plain, *tight, ("VALIGN", (0, 0), (-1, -1), "TOP")], hAlign="LEFT")


def _right(look: Look) -> Look:
    return Look(look.size, look.bold, Align.RIGHT)


def _rule() -> HRFlowable:
    return HRFlowable(width="100%", thickness=0.8, color="black", spaceBefore=1.5 * mm, spaceAfter=0)
