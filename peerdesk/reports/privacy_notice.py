"""The privacy notice: one page that is read with the member, signed by both, and kept.

It says what is kept and why, who sees it, how long, and what the member can ask for (Digital Personal Data Protection
Act 2023, s. 5, and Rules 2025, rule 3: by itself, in plain words, item by item).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from peerdesk.domain.papers.privacy_notice import PrivacyNotice
from peerdesk.i18n import N_, ngettext
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import Signatory, signatures
from peerdesk.reports.parts.layout import blanks, fewest_pages, items
from peerdesk.reports.parts.people import named
from peerdesk.reports.parts.type import Look, Text, escape, markup, mixed, paragraph

TITLE = N_("Privacy notice")


@dataclass(frozen=True, slots=True)
class _Setting:
    """Points of the letters, raised to what the script needs; whether items stand below each other; room to sign."""

    size: float
    listed: bool = True
    above: float = 13 * mm


_SETTINGS = (*map(_Setting, (10.5, 10, 9.5, 9)), _Setting(10, listed=False), _Setting(9, listed=False, above=9 * mm))
"""The roomiest that stays on one page is taken."""


def write(report: PrivacyNotice, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the page as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        subject=named(report.person) if report.person else "",
        confidential=report.person is not None,
    )
    room = sheet.body_width
    setting = fewest_pages(sheet, _SETTINGS, lambda setting: _story(report, room, setting))
    return page.write(sheet, _story(report, room, setting), out, on_page)


def _story(report: PrivacyNotice, room: float, setting: _Setting) -> Iterator[Flowable]:
    size = setting.size
    if report.person is None:
        yield blanks((_("Name:"), _("Member number")), room, across=2)
        yield Spacer(0, 2 * mm)
    told = Look(size=size, after=0.25 * size)
    yield paragraph(
        _("This notice says what we write down about you, why, and what you can ask of us. We read it with you."), told
    )
    yield _heading(_("What we keep, and why"), size)
    yield _items(_kept(), room, setting)
    yield _heading(_("Who sees it"), size)
    yield _items(_seen_by(), room, setting)
    yield _heading(_("How long"), size)
    yield paragraph(_how_long(report), told)
    yield _heading(_("What you can ask for"), size)
    yield _items(_rights(), room, setting)
    yield _heading(_("Whom to ask, and where to complain"), size)
    yield mixed(_whom(report), told)
    yield KeepTogether([_heading(_("Given and understood"), size), *_signed(room, setting)])


def _heading(text: str, size: float) -> Text:
    return paragraph(text, Look(size=size + 1, bold=True, before=0.55 * size, after=0.15 * size, keep_with_next=True))


def _items(told: Sequence[tuple[str, str]], room: float, setting: _Setting) -> Flowable:
    """Item by item below each other, or one after the other where room is short."""
    if setting.listed:
        return items(told, room, setting.size)
    running = "  ".join(f"<b>{escape(what)}:</b> {escape(said)}" for what, said in told)
    return markup(running, Look(size=setting.size))


def _kept() -> list[tuple[str, str]]:
    return [
        (
            _("Who you are"),
            _("Name, age, relative, village, phone numbers: so that we know you and can reach you and your family."),
        ),
        (
            _("Stays and attendance"),
            _("When you came and left, which groups you were at: to plan the programme and for the returns we owe."),
        ),
        (
            _("Notes and talks"),
            _("What counsellors write about groups, talks, goals and how you are: so that they can help you well."),
        ),
        (
            _("Afterwards"),
            _("Follow-up calls and how you are doing then: so that nobody is left alone after the programme."),
        ),
        (_("Never kept"), _("Your whole Aadhaar number. At the most its last four digits stand in the record.")),
    ]


def _seen_by() -> list[tuple[str, str]]:
    return [
        (
            _("Office staff"),
            _("Who you are, stays, groups, attendance and calls. Their screens show no counsellors’ notes."),
        ),
        (_("Counsellors"), _("The same, and the notes. The coordinator answers for all of it.")),
        (
            _("Nobody else"),
            _(
                "Your family, your employer or a court get a paper about you only if you agreed to it. "
                "The law names few exceptions, such as danger to life. Whatever leaves is written down with the reason."
            ),
        ),
        (_("Where"), _("In one locked file on the centre’s own computer and its backups, and not on the internet.")),
    ]


def _how_long(report: PrivacyNotice) -> str:
    years, keeping = report.keeping.years, report.keeping
    told = ngettext(
        "{count} year after the last entry about you, longer where a law or a court asks for it.",
        "{count} years after the last entry about you, longer where a law or a court asks for it.",
        years,
    ).format(count=years)
    minor = _("If you came as a minor, at least until you are {age}. Nothing is erased by itself: a person decides.")
    return " ".join((told, minor.format(age=keeping.of_age)))


def _rights() -> list[tuple[str, str]]:
    return [
        (_("See it"), _("Ask to see your record, and to have it explained.")),
        (
            _("A copy"),
            _("You get a copy of your basic record within 72 hours of asking, without other people’s names."),
        ),
        (_("Put it right"), _("Say what is wrong or missing. We correct it and note who changed what.")),
        (_("Say no again"), _("Each consent can be withdrawn at any time. You lose no care that you need by it.")),
        (
            _("Have it erased"),
            _("Ask for it when the record is no longer needed. What the law makes us keep stays until then."),
        ),
    ]


def _whom(report: PrivacyNotice) -> str:
    names = ", ".join(report.coordinators)
    head = report.letterhead
    where = ", ".join(filter(None, (head.centre_name, *head.address.splitlines())))
    told = _("Ask the coordinator of the centre: {names} ({where}).") if names else _("Ask the coordinator: {where}.")
    board = _("If that does not help, you can complain to the Data Protection Board of India.")
    return " ".join((told.format(names=names, where=where), board))


def _signed(room: float, setting: _Setting) -> list[Flowable]:
    said = _("The notice was read by me or read out to me in a language I know, and I could ask about it.")
    people = (Signatory(_("Member (signature or thumb)")), Signatory(_("For the centre")))
    return [paragraph(said, Look(size=setting.size)), signatures(people, room, above=setting.above)]
