"""Columns of lists of members."""

from collections.abc import Sequence

from peerdesk import words
from peerdesk.domain.members.members import number_text
from peerdesk.domain.screens.members import MemberRow
from peerdesk.i18n import gettext as _
from peerdesk.i18n import pgettext
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Column
from peerdesk.ui.widgets.tables.two_tone import two_tone

NAME_COLUMN = 1
WIDTHS = Widths((46, 204, 42, 60, 88, 98, 60), least={NAME_COLUMN: NAME_WIDTH, 4: 70}, goes=(2, 3, 6, 4, 5))
"""Age and gender go first, then the groups, the village and the phase: the member beside the list shows them too."""


def member_columns() -> Sequence[Column[MemberRow]]:
    """Number, name in both scripts, age, gender, village, phase and groups."""
    return (
        Column(pgettext("column", "No."), _number, key=_by_number),
        Column(_("Name"), _names),
        Column(_("Age"), _age, key=_by_age, right=True),
        Column(_("Gender"), _gender),
        Column(_("Village"), _village),
        Column(_("Phase"), _phase),
        Column(_("Groups"), _groups),
    )


def _called(row: MemberRow) -> str:
    """Both names, and the relative through whom the search found them."""
    if not row.relation_name:
        return two_tone(row.name_latin, row.name_native)
    relative = words.relative(row.relation, row.relation_name) if row.relation else f"({row.relation_name})"
    return two_tone(f"{row.name} {relative}", row.name_native if row.name_latin else "")


def _number(row: MemberRow) -> str:
    return number_text(row.number)


def _by_number(row: MemberRow) -> int:
    return row.number


def _names(row: MemberRow) -> str:
    return _called(row)


def _age(row: MemberRow) -> str:
    return "" if row.age is None else str(row.age)


def _by_age(row: MemberRow) -> int | None:
    return row.age


def _gender(row: MemberRow) -> str:
    return words.of(row.gender)


def _village(row: MemberRow) -> str:
    return row.village


def _phase(row: MemberRow) -> str:
    if row.died:
        return pgettext("outcome of a follow-up", "Has died")
    return words.of(row.phase) if row.phase else ""


def _groups(row: MemberRow) -> str:
    return row.groups


FOUND_NAME_COLUMN = 1
FOUND_WIDTHS = Widths((62, 0, 92, 104), least={FOUND_NAME_COLUMN: NAME_WIDTH, 2: 70, 3: 80}, goes=(3, 2))


def found_columns() -> Sequence[Column[MemberRow]]:
    """What is needed to know somebody again: number, name, village, groups."""
    return (
        Column(pgettext("column", "No."), _found_number),
        Column(_("Name"), _found_names),
        Column(_("Village"), _found_village),
        Column(_("Groups"), _found_groups),
    )


def _found_number(member: MemberRow) -> str:
    return number_text(member.number)


def _found_names(member: MemberRow) -> str:
    return _called(member)


def _found_village(member: MemberRow) -> str:
    return member.village


def _found_groups(member: MemberRow) -> str:
    return member.groups
