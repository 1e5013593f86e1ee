"""Who needs contact on a day and why, worked out anew for one member at a time."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from tests.oracle.book import ATTENDED, DAY, INTO_AFTERCARE, REACHED_MEMBER, Book, Row, holds, months_after

ORDER = (
    "returned",
    "away",
    "craving",
    "days-of-use",
    "absences",
    "follow-up-overdue",
    "halved",
    "no-contact",
    "no-group",
    "group-alone",
)
DANGERS = ("returned", "craving", "days-of-use")


def reason(code: str, count: int = 0, **more: Any) -> Any:
    facts: dict[str, Any] = {"more": False, "group": "", "since": None, "began": None, "told": None, "settled": None}
    facts |= {"lately": (0, 0, 0), "before": (0, 0, 0)}
    return SimpleNamespace(code=code, count=count, **(facts | more))


class OfMember:
    """One member on one day."""

    def __init__(self, book: Book, who: int, day: date) -> None:
        self.book, self.who, self.day, self.numbers = book, who, day, book.numbers
        self.stay = book.stay_on(who, day)
        self.groups = book.memberships_of[who]
        self.here = bool(self.stay and (self.stay.discharged_on is None or self.stay.discharged_on > day))
        looked = max(120, self.numbers.no_contact_days, self.numbers.group_alone_days, self.numbers.no_group_days)
        self.known_from = day - timedelta(days=looked)

    def reasons(self) -> list[Any]:
        """Those that stand, the most pressing first; what is settled after what is not."""
        if self.book.is_gone(self.who, self.day):
            return []
        found = [
            *self._returned(),
            *self._away(),
            *self._weekly(),
            *self._absences(),
            *self._overdue(),
            *self._halved(),
            *self._no_contact(),
            *self._no_group(),
            *self._group_alone(),
        ]
        for one in found:
            one.settled = self._settled(one)
        return sorted(found, key=lambda one: (one.settled is not None, ORDER.index(one.code)))

    # Dangers

    def _returned(self) -> list[Any]:
        noted = [span.noted_on for span in self.book.spans_of[self.who] if span.noted_on and span.noted_on <= self.day]
        if not noted or max(noted) < self.day - timedelta(days=60):
            return []
        on = max(noted)
        if self.stay is not None and self.stay.admitted_on >= on:
            return []  # in the centre's care again
        return [reason("returned", since=on, began=on, told=on)]

    def _away(self) -> list[Any]:
        if not self.here or self.stay.series != "residential" or self.book.on_leave(self.who, self.day):
            return []
        first = max(self.stay.admitted_on, self.day - timedelta(days=14))
        marked = [row for row in self.book.presence_of[self.who] if first <= row.day <= self.day]
        away = []
        for row in reversed(marked):
            if row.present:
                break
            if not self.book.on_leave(self.who, row.day):
                away.append(row.day)
        if len(away) < 2:
            return []
        return [reason("away", len(away), since=away[-1], began=away[-2], told=away[0])]

    def _weekly(self) -> list[Any]:
        sheets = [row for row in self.book.sheets_of[self.who] if row.scale == "weekly" and row.day <= self.day]
        if not sheets or sheets[-1].day < self.day - timedelta(days=60):
            return []
        on = sheets[-1].day
        answers = {row.place: row.value for row in self.book.answers_of[sheets[-1].id]}
        found = []
        if answers.get(1, 0) >= 8:
            found.append(reason("craving", answers[1], since=on, began=on, told=on))
        if answers.get(4, 0) > 0:
            found.append(reason("days-of-use", answers[4], since=on, began=on, told=on))
        return found

    # Attendance

    def _marks(self, group_id: int | None = None) -> list[Row]:
        """Marks at held sessions, walk-ins left out, newest first."""
        found = []
        for row in reversed(self.book.marks_of[self.who]):
            session = self.book.session_of[row.session_id]
            counts = session.status == "held" and not row.walk_in and self.known_from <= session.day <= self.day
            if counts and group_id in (None, session.group_id):
                found.append(SimpleNamespace(group_id=session.group_id, day=session.day, mark=row.mark))
        return found

    def _absences(self) -> list[Any]:
        found = []
        for membership in self.groups:
            if not holds(membership, self.day):
                continue
            group = self.book.group_of[membership.group_id]
            least = group.absences_for_contact
            if least is None:
                times = [row for row in self.book.meeting_time if row.group_id == group.id and holds(row, self.day)]
                daily = len({row.weekday for row in times}) >= 4
                least = self.numbers.absences_daily if daily else self.numbers.absences_weekly
            run = []
            for mark in self._marks(group.id):
                if mark.day < membership.from_day or mark.mark in ATTENDED:
                    break
                if mark.mark == "A":
                    run.append(mark.day)
            if len(run) >= least:
                found.append(reason("absences", len(run), group=group.name, began=run[-least], told=run[0]))
        return sorted(found, key=lambda one: (-one.count, one.group))

    def _on_roster(self, after: date, last: date) -> list[Row]:
        return [
            mark
            for mark in self._marks()
            if after < mark.day <= last
            and any(row.group_id == mark.group_id and holds(row, mark.day) for row in self.groups)
        ]

    def _halved(self) -> list[Any]:
        if not any(holds(row, self.day) for row in self.groups):
            return []
        middle = self.day - timedelta(days=14)
        lately = self._on_roster(middle, self.day)
        before = self._on_roster(middle - timedelta(days=14), middle)
        now, then = _parts(lately), _parts(before)
        if min(now[1], then[1]) < self.numbers.halved_least or not then[0]:
            return []
        if now[0] / now[1] > then[0] / then[1] / 2 + 1e-12:
            return []
        missed = [mark.day for mark in lately if mark.mark == "A"]
        return [reason("halved", lately=now, before=then, began=missed[-1], told=missed[0])]

    # Contact

    def _overdue(self) -> list[Any]:
        book, day = self.book, self.day
        late = [
            row.due_on
            for row in book.follow_ups_of[self.who]
            if row.due_on < day and book.open_on(row, day) and book.is_asked_for(row, day)
            if book.touch_of(row, day) is None
        ]
        if not late:
            return []
        since = min(late)
        return [reason("follow-up-overdue", (day - since).days, since=since, began=since + DAY, told=since + DAY)]

    def _no_contact(self) -> list[Any]:
        stay = self.stay
        if stay is None or self.book.on_leave(self.who, self.day):
            return []
        last = self.book.last_contact(self.who, self.day)
        if self.here:
            if stay.series == "residential":
                return []
            return self._quiet("no-contact", stay.admitted_on, last, self.numbers.no_contact_days)
        if stay.discharge_type not in INTO_AFTERCARE or self.day >= months_after(stay.discharged_on, 24):
            return []
        if self._as_scheduled(last):
            return []
        return self._quiet("no-contact", stay.discharged_on, last, self.numbers.no_contact_days)

    def _as_scheduled(self, last: date | None) -> bool:
        """Whether a follow-up is still to come, and the latest one found the member."""
        book, day = self.book, self.day
        rows = book.follow_ups_of[self.who]
        ahead = [
            row
            for row in rows
            if row.due_on >= day and book.open_on(row, day) and (row.begun_on is None or row.begun_on <= day)
        ]
        asked = [
            row.due_on for row in rows if row.due_on < day and (book.open_on(row, day) or row.outcome != "cancelled")
        ]
        asked = [on for on in asked if on >= months_after(day, -24)]
        if not ahead:
            return False
        return not asked or (last is not None and last >= max(asked) - timedelta(days=7))

    def _no_group(self) -> list[Any]:
        if not self.here or any(holds(row, self.day) for row in self.groups):
            return []
        ended = max((row.to_day for row in self.groups if row.to_day and row.to_day < self.day), default=None)
        return self._quiet("no-group", self.stay.admitted_on, ended, self.numbers.no_group_days)

    def _group_alone(self) -> list[Any]:
        least = self.numbers.group_alone_days
        if not self.here:
            return []
        lately = self._on_roster(self.day - timedelta(days=least), self.day)
        if not any(mark.mark in ATTENDED for mark in lately):
            return []
        return self._quiet("group-alone", self.stay.admitted_on, self.book.last_alone(self.who, self.day), least)

    def _quiet(self, code: str, begun: date, last: date | None, least: int) -> list[Any]:
        since = max(begun, last) if last else begun
        days, most = (self.day - since).days, (self.day - self.known_from).days
        if days < least:
            return []
        on = since + timedelta(days=least)
        return [reason(code, min(days, most), more=days > most, began=on, told=on)]

    # Settled

    def _settled(self, one: Any) -> tuple[str, date, str] | None:
        book, day, rows = self.book, self.day, self.book.follow_ups_of[self.who]
        made = [
            row.due_on
            for row in rows
            if row.kind != "scheduled" and row.due_on >= day and book.open_on(row, day)
            if one.began <= (row.begun_on or row.due_on) and (row.begun_on or day) <= day
        ]
        if made:
            return ("until", min(made), "")
        spoken = self._heard(one)
        if spoken is None:
            return None
        return ("spoken", spoken, self._agreed(spoken))

    def _agreed(self, spoken: date) -> str:
        """The next step of the follow-up that found the member on the day of the latest talk."""
        reached = [
            row for row in self.book.follow_ups_of[self.who] if row.outcome in REACHED_MEMBER and row.done_on == spoken
        ]
        steps = [row.next_step for row in reached if row.next_step]
        return steps[-1] if steps else ""

    def _heard(self, one: Any) -> date | None:
        book, who, day = self.book, self.who, self.day
        staff = max(book.staff_talks(who, day), default=None)
        anybody = book.last_alone(who, day)
        if one.code in DANGERS:
            return _since(staff, one.told + DAY)
        if one.code == "away":
            return _since(max(book.family_talks(who, day), default=None), one.told) or _since(anybody, one.told)
        if one.code in ("absences", "halved"):
            return _since(anybody, one.told)
        if one.code == "no-group":
            reached = [
                row.done_on for row in book.follow_ups_of[who] if row.outcome in REACHED_MEMBER and row.done_on <= day
            ]
            lately = day - timedelta(days=self.numbers.no_group_days - 1)
            return _since(max(reached, default=None), max(one.told, lately))
        return None


def _since(day: date | None, first: date) -> date | None:
    return day if day is not None and day >= first else None


def _parts(marks: list[Row]) -> tuple[int, int, int]:
    """How many attended, of how many counted, and how many were on leave."""
    attended = sum(mark.mark in ATTENDED for mark in marks)
    absent = sum(mark.mark == "A" for mark in marks)
    return attended, attended + absent, sum(mark.mark == "L" for mark in marks)


def needing_contact(book: Book, day: date, mine_of: int | None = None) -> list[tuple[int, list[Any]]]:
    """Everybody with a reason, in the order of Today."""
    found = []
    for who in book.member_of:
        if mine_of is not None and book.answered_by_another(who, mine_of, day):
            continue
        if reasons := OfMember(book, who, day).reasons():
            found.append((who, reasons))

    def place(one: tuple[int, list[Any]]) -> tuple[Any, ...]:
        who, reasons = one
        first = reasons[0]
        unsettled = sum(reason.settled is None for reason in reasons)
        return first.settled is not None, -unsettled, ORDER.index(first.code), -first.count, book.place_of[who]

    return sorted(found, key=place)
