"""*How your data is kept*: for inspectors and members, what stands where, who can open it, and what is not promised."""

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from peerdesk import words
from peerdesk.domain.access import Role
from peerdesk.domain.dates import short_date
from peerdesk.domain.papers.data_kept import DataKept
from peerdesk.i18n import N_, ngettext
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import Signatory, figures, signatures
from peerdesk.reports.parts.layout import fewest_pages, items, section
from peerdesk.reports.parts.type import Look, paragraph

TITLE = N_("How your data is kept")

_SIZES = (10.5, 10, 9.5)
"""Points of the letters: as many as take the fewest pages."""


def write(report: DataKept, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the pages as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        confidential=False,  # it names nobody
    )
    room = sheet.body_width
    size = fewest_pages(sheet, _SIZES, lambda size: _story(report, room, size))
    return page.write(sheet, _story(report, room, size), out, on_page)


def _story(report: DataKept, room: float, size: float) -> Iterator[Flowable]:
    about = _(
        "This centre keeps the record of its members with the program PeerDesk. This page says how, for members, their "
        "families and inspectors."
    )
    yield paragraph(about, Look(size=size, after=2))
    yield figures(_figures(report), room)
    for title, told in (
        (_("Where it is"), _where()),
        (_("Who can open what"), _who(report)),
        (_("What can be checked later"), _checked()),
        (_("How long it is kept"), _how_long(report)),
        (_("What PeerDesk cannot keep you from"), _not_kept_from()),
        (_("The law it follows"), _law()),
    ):
        yield from section(title)
        yield items(told, room, size)
    yield KeepTogether([signatures((Signatory(_("Project coordinator")),), room, above=14 * mm)])


def _figures(report: DataKept) -> list[tuple[str, str]]:
    found = [(str(report.members), _("people in the record"))]
    return found + [(str(report.log_ins.get(role, 0)), _log_ins(role)) for role in Role]


def _log_ins(role: Role) -> str:
    """Whose log-ins are counted: ``log-in: Counsellor``."""
    return _("can log in: {role}").format(role=words.of(role))


def _where() -> Sequence[tuple[str, str]]:
    return (
        (
            _("One file, locked"),
            _(
                "Everything stands in one file on a computer of the centre, encrypted with AES-256. Without a password "
                "nobody reads it, whoever takes the computer or the disk."
            ),
        ),
        (_("No internet"), _("PeerDesk sends nothing and fetches nothing. Nobody outside the centre has access.")),
        (
            _("Backups"),
            _("Copies are made on this computer and, where one is set up, on a USB stick, as encrypted as the file."),
        ),
        (_("Never kept"), _("A whole Aadhaar number: where one is typed, only its last four digits stay.")),
    )


def _who(report: DataKept) -> Sequence[tuple[str, str]]:
    if report.notes_locked_since is None:
        notes = _("Not yet: office staff’s screens show no notes, but their passwords still open the whole file.")
    else:
        notes = _(
            "Notes, counsellors’ measures, goals and staying-well plans are locked once more with a second key, since "
            "{day}. Office staff’s passwords do not open it."
        ).format(day=short_date(report.notes_locked_since))
    return (
        (
            words.of(Role.OFFICE),
            _("Sees names, phones, stays, groups, attendance and calls, and the privacy notice and consents."),
        ),
        (words.of(Role.COUNSELLOR), _("Sees this and session notes, goals, measures and staying-well plans.")),
        (
            words.of(Role.COORDINATOR),
            _("Sees all of it, gives and takes away log-ins, reads what left the office, and answers for the record."),
        ),
        (_("Notes locked twice"), notes),
        (
            _("Passwords"),
            _("Each person has one of their own, which nobody else knows. After a pause the window locks itself."),
        ),
        (_("Who leaves"), _("Loses the log-in at once; the keys of the record can be changed then.")),
    )


def _checked() -> Sequence[tuple[str, str]]:
    return (
        (
            _("Signatures"),
            _(
                "A session that is signed cannot be changed. Corrections and additions stand beside it with name, day "
                "and reason."
            ),
        ),
        (_("Who changed what"), _("Every change is written down with person, day and time, and a check finds gaps.")),
        (
            _("What left"),
            _(
                "Every print, every file that is saved and every backup is written down with whom it was about. For a "
                "paper about one member also for whom and why. The member can be shown this list."
            ),
        ),
        (
            _("Consents"),
            _("A paper for the family, an employer or a court is made only while the member’s consent to it stands."),
        ),
    )


def _how_long(report: DataKept) -> Sequence[tuple[str, str]]:
    years, keeping = report.keeping.years, report.keeping
    kept = ngettext(
        "{count} year after the last entry, longer where a law or a court asks for it; who came as a minor at least "
        "until the age of {age}.",
        "{count} years after the last entry, longer where a law or a court asks for it; who came as a minor at least "
        "until the age of {age}.",
        years,
    ).format(count=years, age=keeping.of_age)
    return (
        (_("Kept for"), kept),
        (_("Nothing by itself"), _("No member’s record is erased by the program without a person who decides it.")),
        (
            _("Erasing"),
            _("The coordinator can erase a member’s record when the member asks and no law forbids it."),
        ),
        (
            _("A copy"),
            _("A member gets a copy of the basic record within 72 hours of asking, without other people’s names."),
        ),
    )


def _not_kept_from() -> Sequence[tuple[str, str]]:
    return (
        (
            _("People with a log-in"),
            _("Who may see something can tell it, photograph it or pass a printed page on."),
        ),
        (
            _("The computer itself"),
            _("A harmful program on it, or somebody who changes PeerDesk, sees what is typed and shown."),
        ),
        (
            _("Skilled staff"),
            _(
                "Who has a password and a programmer’s skill can read names, phones and attendance past the screens, "
                "and change what is not signed."
            ),
        ),
        (_("Old copies"), _("A copy opens with the password of its day. Paper and old copies must be locked away.")),
    )


def _law() -> Sequence[tuple[str, str]]:
    return (
        (
            _("Mental Healthcare Act 2017"),
            _("Section 23: what a member tells is confidential. Section 25: the right to the basic record."),
        ),
        (
            _("Medical records"),
            _("Indian Medical Council Regulations 2002, 1.3: kept three years at least, a copy within 72 hours."),
        ),
        (
            _("Personal data"),
            _(
                "Digital Personal Data Protection Act 2023 and Rules 2025: notice, consent, encryption, logs, putting "
                "right and erasing; complaints to the Data Protection Board of India."
            ),
        ),
    )
