"""The report of a salvage, line by line: the same on screen, on paper and on the command line."""

from collections.abc import Iterator

from peerdesk.domain.dates import short_date, short_datetime
from peerdesk.domain.members.members import number_text
from peerdesk.domain.salvage import KindCount, SalvagedMember, SalvagedSession, SalvageReport
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.words import codes
from peerdesk.words.record.findings import findings


def lost(count: KindCount) -> str:
    """How many of a kind did not come back; ``5 or more`` where there may be others."""
    if count.unsure:
        return _("{count} or more").format(count=count.lost) if count.lost else _("perhaps")
    return str(count.lost) if count.lost else "–"


def head(report: SalvageReport) -> list[str]:
    """What happened, in sentences."""
    lines = [
        ngettext(
            "{damaged} page of {pages} of the damaged record cannot be read.",
            "{damaged} pages of {pages} of the damaged record cannot be read.",
            report.damaged_pages,
        ).format(damaged=report.damaged_pages, pages=report.pages)
    ]
    lines.append(
        _("Gaps were filled from the copy {copy}.").format(copy=report.copy)
        if report.copy
        else _("There was no copy to fill gaps from.")
    )
    lines.append(_("The damaged record was set aside, as it was: {folder}").format(folder=report.set_aside))
    lines.append(
        _("Everything is back.")
        if report.everything_is_back
        else _("Not everything is back. Please compare with your papers, and keep this report.")
    )
    return [*lines, *findings(report.findings)]


def session(line: SalvagedSession) -> str:
    """What a session is called."""
    if line.day is None:
        return _("Session no. {number}, which is lost itself").format(number=line.session_id)
    return f"{short_date(line.day)} · {line.group}"


def of_session(line: SalvagedSession) -> str:
    """What became of it."""
    said = list(_came(line.from_copy, line.removed))
    if line.doubtful:
        said.append(_("entries may be missing"))
    if line.seal_broken:
        said.append(_("no longer as it was signed"))
    return " · ".join(said)


def member(line: SalvagedMember) -> str:
    """What a member is called."""
    if line.number is None:
        return _("A member who is lost (no. {number} in the file)").format(number=line.member_id)
    return f"{number_text(line.number)} · {line.name}"


def of_member(line: SalvagedMember) -> str:
    """What became of their entries."""
    said = list(_came(line.from_copy, line.removed))
    if line.stand_in:
        said.append(_("details lost, please enter them anew"))
    return " · ".join(said)


def lines(report: SalvageReport) -> Iterator[str]:
    """All of it as plain lines."""
    yield short_datetime(report.at)
    yield from head(report)
    for count in report.kinds:
        yield _("{kind}: {record} from the record, {copy} from the copy, not back: {lost}").format(
            kind=codes.of(count.kind), record=count.from_record, copy=count.from_copy, lost=lost(count)
        )
    for of in report.sessions:
        yield f"{session(of)}: {of_session(of)}"
    for one in report.members:
        yield f"{member(one)}: {of_member(one)}"


def _came(from_copy: int, removed: int) -> Iterator[str]:
    if from_copy:
        yield ngettext("{count} entry from the copy", "{count} entries from the copy", from_copy).format(
            count=from_copy
        )
    if removed:
        yield ngettext(
            "{count} entry left out: what it belonged to is gone",
            "{count} entries left out: what they belonged to is gone",
            removed,
        ).format(count=removed)
