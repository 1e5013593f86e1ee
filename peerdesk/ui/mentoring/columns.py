"""The columns of the Mentoring page: pairs, mentors, who waits, possible mentors, the log of a pair."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from peerdesk import words
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.members import number_text
from peerdesk.domain.mentoring.mentors import MentorRow, PossibleMentor, SharedFact
from peerdesk.domain.screens.mentoring import LogLine, PairRow, WaitingForMentor
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext, pgettext
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Column, Index, RowsModel

_FONT = int(Qt.ItemDataRole.FontRole)

PAIR_WIDTHS = Widths((0, 0, 130, 94), least={0: NAME_WIDTH, 1: NAME_WIDTH, 2: 118}, goes=(3,))
MENTOR_WIDTHS = Widths((44, NAME_WIDTH, 80, 48, 72, 60), least={2: 60}, goes=(2, 0, 3))
WAITING_WIDTHS = Widths((44, 0, 42, 62, 86, 82), least={1: NAME_WIDTH, 4: 60}, goes=(4, 0, 2))
POSSIBLE_WIDTHS = Widths((NAME_WIDTH, 62, 68, 68, 46, 60), goes=(4, 2, 3))
LOG_WIDTHS = Widths((86, 66, 104, 0, 100), least={2: 80, 3: 120}, goes=(1, 4))
"""Whoever is chosen stands beside the list with what has gone from it."""


class PairsModel(RowsModel[PairRow]):
    """Pairs that have lost touch, or whose mentor began anew, stand in bold; their words say it too."""

    answered = RowsModel.answered | {_FONT}

    def _answer(self, index: Index, role: int) -> object:
        if role != _FONT:
            return super()._answer(index, role)
        if not self.row(index).stalled and self.row(index).to_look_at is None:
            return None
        bold = QFont()
        bold.setBold(True)
        return bold


def pair_columns() -> Sequence[Column[PairRow]]:
    """Mentor, member, last contact, next contact."""
    return (
        Column(_("Mentor"), _pair_mentor),
        Column(_("Member"), _pair_member),
        Column(_("Last contact"), last_contact, key=_by_silence),
        Column(_("Next contact"), _next_or_end, key=_by_next),
    )


def mentor_columns() -> Sequence[Column[MentorRow]]:
    """Number, name, village, days in recovery, how many they accompany, what to look at."""
    return (
        Column(pgettext("column", "No."), _mentor_number, key=_by_mentor_number),
        Column(_("Name"), _mentor_name),
        Column(_("Village"), _mentor_village),
        Column(pgettext("column", "Days"), _mentor_days, key=_by_mentor_days, right=True),
        Column(_("Mentees"), _mentor_load, key=_by_mentor_load, right=True),
        Column(_("To look at"), _mentor_warnings),
    )


def waiting_columns() -> Sequence[Column[WaitingForMentor]]:
    """Number, name, age, gender, village, admitted."""
    return (
        Column(pgettext("column", "No."), _waiting_number, key=_by_waiting_number),
        Column(_("Name"), _waiting_name),
        Column(_("Age"), _waiting_age, key=_by_waiting_age, right=True),
        Column(_("Gender"), _waiting_gender),
        Column(_("Village"), _waiting_village),
        Column(_("Admitted"), _waiting_admitted, key=_by_admitted),
    )


def possible_columns() -> Sequence[Column[PossibleMentor]]:
    """Who it is, and the facts beside the name: gender, age, days in recovery, how many they accompany, in common."""
    return (
        Column(_("Mentor"), _possible_name),
        Column(_("Gender"), _possible_gender),
        Column(_("Age"), age_beside, key=_by_years),
        Column(_("Mentees"), _possible_load, key=_by_possible_load, right=True),
        Column(pgettext("column", "Days"), _possible_days, key=_by_possible_days, right=True),
        Column(_("In common"), shared, key=_by_shared),
    )


def log_columns() -> Sequence[Column[LogLine]]:
    """Day, minutes, kind of support, what was agreed, next contact."""
    return (
        Column(_("Day"), _log_day, key=_by_log_day),
        Column(_("Minutes"), _log_minutes, key=_by_minutes, right=True),
        Column(_("Support"), kind_of),
        Column(_("Agreed"), _log_agreed),
        Column(_("Next contact"), _log_next, key=_by_log_next),
    )


def last_contact(pair: PairRow) -> str:
    """``3 days ago``, ``Lost touch: 19 days``, ``None yet``."""
    if pair.stalled:
        text = ngettext("Lost touch: {count} day", "Lost touch: {count} days", pair.silent)
        return text.format(count=pair.silent)
    if pair.last_contact is None:
        return _("None yet")
    return short_date(pair.last_contact) if pair.to_day else days_ago(pair.silent)


def days_ago(count: int) -> str:
    """``Today``, ``3 days ago``."""
    return ngettext("{count} day ago", "{count} days ago", count).format(count=count) if count else _("Today")


def shared(found: PossibleMentor) -> str:
    """What mentor and member have in common beside the gender, ``Language · Village``; a dash for nothing."""
    return " · ".join(words.of(fact) for fact in found.shared if fact is not SharedFact.GENDER) or "–"


def age_beside(found: PossibleMentor) -> str:
    """``41 (+6)``: the mentor's age, and how much older or younger that is."""
    if found.traits.age is None:
        return ""
    return str(found.traits.age) if found.years is None else f"{found.traits.age} ({found.years:+})"


def _pair_mentor(pair: PairRow) -> str:
    if pair.to_look_at is None:
        return pair.mentor.name
    return _("{mentor} · began anew").format(mentor=pair.mentor.name)


def _pair_member(pair: PairRow) -> str:
    return pair.member.name


def _by_silence(pair: PairRow) -> int:
    return pair.silent


def _next_or_end(pair: PairRow) -> str:
    if pair.to_day is not None:
        return _("ended {day}").format(day=short_date(pair.to_day))
    return short_date(pair.next_on) if pair.next_on else ""


def _by_next(pair: PairRow) -> date | None:
    return pair.next_on


def _mentor_number(mentor: MentorRow) -> str:
    return number_text(mentor.person.number)


def _by_mentor_number(mentor: MentorRow) -> int:
    return mentor.person.number


def _mentor_name(mentor: MentorRow) -> str:
    return mentor.person.name


def _mentor_village(mentor: MentorRow) -> str:
    return mentor.village


def _mentor_days(mentor: MentorRow) -> str:
    return "–" if mentor.days is None else str(mentor.days)


def _by_mentor_days(mentor: MentorRow) -> int | None:
    return mentor.days


def _mentor_load(mentor: MentorRow) -> str:
    return f"{mentor.accompanies}/{mentor.load}"


def _by_mentor_load(mentor: MentorRow) -> int:
    return mentor.accompanies


def _mentor_warnings(mentor: MentorRow) -> str:
    return " ".join(map(words.problem, mentor.warnings))


def _waiting_number(row: WaitingForMentor) -> str:
    return number_text(row.person.number)


def _by_waiting_number(row: WaitingForMentor) -> int:
    return row.person.number


def _waiting_name(row: WaitingForMentor) -> str:
    return row.person.name


def _waiting_age(row: WaitingForMentor) -> str:
    return "" if row.age is None else str(row.age)


def _by_waiting_age(row: WaitingForMentor) -> int | None:
    return row.age


def _waiting_gender(row: WaitingForMentor) -> str:
    return words.of(row.gender)


def _waiting_village(row: WaitingForMentor) -> str:
    return row.village


def _waiting_admitted(row: WaitingForMentor) -> str:
    return short_date(row.admitted_on)


def _by_admitted(row: WaitingForMentor) -> date:
    return row.admitted_on


def _possible_name(found: PossibleMentor) -> str:
    return found.mentor.person.name


def _possible_gender(found: PossibleMentor) -> str:
    return words.of(found.traits.gender)


def _by_years(found: PossibleMentor) -> int | None:
    return None if found.years is None else abs(found.years)


def _possible_load(found: PossibleMentor) -> str:
    return _mentor_load(found.mentor)


def _by_possible_load(found: PossibleMentor) -> int:
    return found.mentor.accompanies


def _possible_days(found: PossibleMentor) -> str:
    return _mentor_days(found.mentor)


def _by_possible_days(found: PossibleMentor) -> int | None:
    return found.mentor.days


def _by_shared(found: PossibleMentor) -> int:
    return -len(found.shared)


def _log_day(line: LogLine) -> str:
    return short_date(line.logged.day)


def _by_log_day(line: LogLine) -> tuple[date, int]:
    return line.logged.day, line.id


def _log_minutes(line: LogLine) -> str:
    return str(line.logged.minutes)


def _by_minutes(line: LogLine) -> int:
    return line.logged.minutes


def kind_of(line: LogLine) -> str:
    """The kind of support without its explanation, ``Emotional``."""
    return words.of(line.logged.kind).partition(":")[0]


def _log_agreed(line: LogLine) -> str:
    return line.logged.agreed


def _log_next(line: LogLine) -> str:
    return short_date(line.logged.next_on) if line.logged.next_on else ""


def _by_log_next(line: LogLine) -> date | None:
    return line.logged.next_on
