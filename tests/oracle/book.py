"""The raw rows of a centre's file, and the few plain words that everything else is worked out with.

Nothing of the program is asked but its connection to the file, which opens what is closed in it: what a figure should
be is written down here a second time, from what the documents say, so that a slip in one place is seen in the other.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from peerdesk.db.storage import Storage
from tests.behind import rows_of, run

Row = Any

ATTENDED = ("P", "T", "E")
REACHED_MEMBER = ("reached", "visited", "came", "declined")
REACHED_FAMILY = ("family-reached", "visited")
SPOKEN_WITH = {"reached", "visited", "came", "declined"}
TALKS = ("individual", "family", "home-visit", "call")
TALKS_WITH_FAMILY = ("family", "home-visit", "family-call")
INTO_AFTERCARE = ("completed", "on-request", "referred")
ALUMNI_COME = ("alumni", "online")
VISITING = ("friend", "neighbour", "visitor")
DAY = timedelta(days=1)

_DAYS = {"day", "since", "until", "former", "from_day", "to_day", "birth_date", "age_on", "planned_through"}
_MOMENTS = {"at"}


class Book:
    """Every table as a list of rows; ``book.stay`` has those of the table ``stay``."""

    def __init__(self, storage: Storage) -> None:
        for (table,) in run(storage, "SELECT name FROM sqlite_master WHERE type = 'table'"):
            columns = [str(column[1]) for column in run(storage, f'PRAGMA table_info("{table}")')]
            rows = rows_of(storage, str(table))
            setattr(self, str(table), [SimpleNamespace(**_read(columns, row)) for row in rows])
        self.numbers = self.programme[0]
        self.member_of = {row.id: row for row in self.member}
        self.group_of = {row.id: row for row in self.peer_group}
        self.session_of = {row.id: row for row in self.session}
        self.staff_of = {row.id: row for row in self.staff}
        self.stays_of = _by(self.stay, "member_id", lambda row: (row.admitted_on, row.id))
        self.memberships_of = _by(self.membership, "member_id", lambda row: (row.from_day, row.id))
        self.spans_of = _by(self.recovery_span, "member_id", lambda row: row.from_day)
        self.follow_ups_of = _by(self.follow_up, "member_id", lambda row: row.id)
        self.contacts_of = _by(self.contact, "member_id", lambda row: row.id)
        self.leaves_of = _by(self.leave, "member_id", lambda row: row.from_day)
        self.marks_of = _by(self.attendance, "member_id", lambda row: self.time_of(row.session_id))
        self.marks_at = _by(self.attendance, "session_id", lambda row: row.member_id)
        self.frozen_at = _by(self.roster_entry, "session_id", lambda row: row.serial)
        self.signature_of = {row.session_id: row for row in self.seal if row.kind == "session"}
        self.presence_of = _by(self.presence, "member_id", lambda row: row.day)
        self.answers_of = _by(self.measurement_answer, "measurement_id", lambda row: row.place)
        self.sheets_of = _by(self.measurement, "member_id", lambda row: (row.day, row.id))
        self.pairs_of = _by(self.mentorship, "member_id", lambda row: (row.from_day, row.id))
        self.meetings_of = _by(self.mentor_contact, "mentorship_id", lambda row: (row.day, row.id))
        alphabets = {row.by_letters[:1] for row in self.member}
        by_letters = len(alphabets) == 1 and alphabets != {"L"}
        in_order = sorted(self.member, key=lambda row: (row.by_letters if by_letters else row.by_sound, row.number))
        self.place_of = {row.id: place for place, row in enumerate(in_order)}

    def __getattr__(self, table: str) -> list[Row]:
        raise AttributeError(table)

    def time_of(self, session_id: int) -> tuple[date, str]:
        session = self.session_of[session_id]
        return session.day, session.starts

    def day_of(self, session_id: int) -> date:
        found: date = self.session_of[session_id].day
        return found

    # People on a day

    def is_gone(self, who: int, day: date) -> bool:
        """Dead or in the archive by a day."""
        member = self.member_of[who]
        return any(since is not None and since <= day for since in (member.archived_on, member.died_on))

    def stay_on(self, who: int, day: date) -> Row:
        """The latest stay that had begun by a day."""
        begun = [stay for stay in self.stays_of[who] if stay.admitted_on <= day]
        return begun[-1] if begun else None

    def in_group(self, who: int, group_id: int, day: date) -> bool:
        return any(row.group_id == group_id and holds(row, day) for row in self.memberships_of[who])

    def roster(self, group_id: int, day: date) -> set[int]:
        return {row.member_id for row in self.membership if row.group_id == group_id and holds(row, day)}

    def on_leave(self, who: int, day: date) -> bool:
        return any(row.from_day <= day <= row.to_day for row in self.leaves_of[who])

    def days_attended(self, who: int) -> list[date]:
        """In order of time, walk-ins too."""
        return [self.day_of(row.session_id) for row in self.marks_of[who] if row.mark in ATTENDED]

    # Talks and touches, up to a day

    def staff_talks(self, who: int, day: date) -> Iterator[date]:
        """Days on which staff spoke with the member."""
        yield from (row.day for row in self.contacts_of[who] if row.kind in TALKS and row.day <= day)
        for row in self.follow_ups_of[who]:
            if row.outcome in REACHED_MEMBER and row.done_on <= day:
                yield row.done_on

    def mentor_talks(self, who: int, day: date) -> Iterator[date]:
        for pair in self.pairs_of[who]:
            yield from (row.day for row in self.meetings_of[pair.id] if row.day <= day)

    def family_talks(self, who: int, day: date) -> Iterator[date]:
        yield from (row.day for row in self.contacts_of[who] if row.kind in TALKS_WITH_FAMILY and row.day <= day)
        for row in self.follow_ups_of[who]:
            if row.outcome in REACHED_FAMILY and row.done_on <= day:
                yield row.done_on

    def last_alone(self, who: int, day: date) -> date | None:
        return max([*self.staff_talks(who, day), *self.mentor_talks(who, day)], default=None)

    def last_contact(self, who: int, day: date) -> date | None:
        came = [on for on in self.days_attended(who) if on <= day]
        return max([*came, *filter(None, [self.last_alone(who, day)])], default=None)

    # Follow-ups on a day

    def open_on(self, row: Row, day: date) -> bool:
        """Without an outcome on a day."""
        return row.outcome is None or row.done_on > day

    def touch_of(self, row: Row, day: date) -> tuple[date, bool] | None:
        """What an open follow-up is met by up to a day: the day, and whether it was a talk."""
        scheduled = row.kind == "scheduled"
        first = row.due_on - timedelta(days=7 if scheduled else 3)
        if row.begun_on is not None:
            first = min(row.due_on, max(first, row.begun_on + DAY))
        spoken = [one.day for one in self.contacts_of[row.member_id] if one.kind in TALKS and first <= one.day <= day]
        came = [
            self.day_of(mark.session_id)
            for mark in self.marks_of[row.member_id]
            if mark.mark in ATTENDED and self.group_of[self.session_of[mark.session_id].group_id].type in ALUMNI_COME
        ]
        reached = {
            one.done_on
            for one in self.follow_ups_of[row.member_id]
            if one.outcome in SPOKEN_WITH and (row.due_on if scheduled else first) <= one.done_on <= day
        }
        touches = [(on, True) for on in (*spoken, *reached)]
        if scheduled:
            touches += [(on, False) for on in came if first <= on <= day]
        return min(touches, default=None)

    def is_asked_for(self, row: Row, day: date) -> bool:
        """Not lapsed: one of the schedule is asked for sixty days."""
        return row.kind != "scheduled" or row.due_on >= day - timedelta(days=60)

    # Sessions

    def sessions_between(self, first: date, last: date) -> list[Row]:
        found = [row for row in self.session if first <= row.day <= last]
        return sorted(found, key=lambda row: (row.day, row.starts, self.group_of[row.group_id].name))

    def signed_on(self, session_id: int) -> date | None:
        seal = self.signature_of.get(session_id)
        return seal.at.date() if seal else None

    def has_text(self, session_id: int) -> bool:
        notes = [row for row in self.session_note if row.session_id == session_id]
        return any((note.shared + note.coping + note.concerns + note.plan).strip(" \t\r\n") for note in notes)

    def responsible(self, group_id: int, day: date) -> set[str]:
        """Names of the counsellors responsible for a group on a day."""
        rows = [row for row in self.facilitator if row.group_id == group_id and row.responsible and holds(row, day)]
        return {self.staff_of[row.staff_id].name for row in rows}

    # Names

    def name(self, who: int) -> str:
        member = self.member_of[who]
        return str(member.name_latin or member.name_native)

    def number(self, who: int) -> int:
        return int(self.member_of[who].number)

    def by_name(self, people: Any) -> list[int]:
        return sorted(people, key=self.place_of.__getitem__)

    def answered_by_another(self, who: int, staff_id: int, day: date) -> bool:
        """Whether somebody else was the key counsellor on a day."""
        return any(
            row.member_id == who
            and row.staff_id != staff_id
            and row.from_day <= day
            and (row.to_day is None or row.to_day > day)
            for row in self.key_counsellor
        )


def holds(row: Row, day: date) -> bool:
    """Whether a row with a first and a last day holds on a day."""
    return bool(row.from_day <= day and (row.to_day is None or row.to_day >= day))


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    at = day.year * 12 + day.month - 1 + months
    year, month = at // 12, at % 12 + 1
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month, last)
            except ValueError:
                continue
    raise AssertionError(day, months)


def monday_of(day: date) -> date:
    return day - day.weekday() * DAY


def days_between(first: date, last: date) -> list[date]:
    return [first + at * DAY for at in range((last - first).days + 1)]


def rounded(part: int, whole: int) -> int | None:
    """Whole per cent, halves up."""
    return int(part * 100 / whole + 0.5 + 1e-9) if whole else None


def _by(rows: list[Row], column: str, order: Callable[[Row], Any]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=order):
        found[getattr(row, column)].append(row)
    return found


def _read(columns: list[str], row: tuple[Any, ...]) -> dict[str, Any]:
    found = {}
    for name, value in zip(columns, row, strict=True):
        if value is not None and name in _MOMENTS:
            value = datetime.fromisoformat(value)
        elif value is not None and (name in _DAYS or name.endswith("_on")):
            value = date.fromisoformat(value)
        found[name] = value
    return found
