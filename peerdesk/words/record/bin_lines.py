"""What lies in the bin, told in one line each."""

from peerdesk.domain.bin import BinKind, BinRow
from peerdesk.domain.care.recovery import Milestone, MilestoneKind
from peerdesk.domain.dates import short_date
from peerdesk.domain.measures.scales import BUILT_IN
from peerdesk.domain.members.members import number_text
from peerdesk.i18n import gettext as _
from peerdesk.words.codes import of
from peerdesk.words.measures import scale_name
from peerdesk.words.recovery import milestone


def whose(row: BinRow) -> str:
    """``Ramesh Kumar · Morning Circle``: the member, the group, or both."""
    return " · ".join(filter(None, (row.member_name, row.group_name)))


def what_it_said(row: BinRow) -> str:
    """``Home visit · 12-11-2026 · The harvest``."""
    return " · ".join(filter(None, (_sort(row), _when(row), " ".join(row.text.split()))))


def told(row: BinRow) -> str:
    """``Contact: Home visit · 12-11-2026 · The harvest``."""
    said = what_it_said(row) or whose(row)
    return _("{question}: {what}").format(question=of(row.kind), what=said) if said else of(row.kind)


def _sort(row: BinRow) -> str:
    match row.kind:
        case BinKind.CELEBRATION | BinKind.MILESTONE if isinstance(row.code, MilestoneKind):
            return milestone(Milestone(row.code, row.number))
        case BinKind.STEP:
            return str(row.number)
        case BinKind.MEMBER:
            return number_text(row.number)
        case BinKind.MEASUREMENT:
            return scale_name(BUILT_IN[row.scale]) if row.scale in BUILT_IN else ""
        case _:
            return of(row.code) if row.code is not None else ""


def _when(row: BinRow) -> str:
    if row.day is not None and row.last is not None and row.last != row.day:
        return _("{first} to {last}").format(first=short_date(row.day), last=short_date(row.last))
    day = row.day or row.session_day
    return short_date(day) if day is not None else ""
