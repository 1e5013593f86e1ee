"""Registers, weeks and one member's progress: every figure on paper, worked out anew."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from tests.oracle import care
from tests.oracle.book import ATTENDED, DAY, VISITING, Book, Row, days_between, holds, monday_of

LETTERS = ("P", "T", "E", "L", "A", None)
Counts = tuple[int, ...]
"""How many of each letter, the unmarked last."""


def counted(marks: Any) -> Counts:
    found = Counter(marks)
    return tuple(found[letter] for letter in LETTERS)


def plus(one: Counts, other: Counts) -> Counts:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def percent(counts: Counts) -> int | None:
    came, absent = sum(counts[:3]), counts[4]
    return (200 * came + came + absent) // (2 * (came + absent)) if came + absent else None


def longest_run(marks: list[str | None]) -> int:
    """Most absences running; leave and unmarked neither count nor break."""
    told = "".join(mark for mark in marks if mark not in (None, "L"))
    return max((len(part) for part in told.replace("P", " ").replace("T", " ").replace("E", " ").split()), default=0)


class Roll:
    """Who was due at a session, and what stands about them."""

    def __init__(self, book: Book, session: Row) -> None:
        self.session = session
        rows = book.marks_at[session.id]
        self.marks = {row.member_id: row.mark for row in rows if not row.walk_in and row.mark}
        self.walk_ins = {row.member_id: row.mark for row in rows if row.walk_in}
        in_group = book.roster(session.group_id, session.day)
        signed = session.id in book.signature_of
        frozen = {row.member_id for row in book.frozen_at[session.id]}
        expected = ((frozen | set(self.marks)) & in_group) if signed else in_group
        self.due = expected | {who for who, mark in self.marks.items() if mark in ATTENDED}

    @property
    def held(self) -> bool:
        return bool(self.session.status == "held")

    def of_members(self) -> Counts:
        """Everybody due, walk-ins left out."""
        return counted(self.marks.get(who) for who in self.due)

    def with_walk_ins(self) -> Counts:
        return plus(self.of_members(), counted(self.walk_ins.values()))


def rolls(book: Book, group_id: int, first: date, last: date) -> list[Roll]:
    return [Roll(book, row) for row in book.sessions_between(first, last) if row.group_id == group_id]


def meetings_on_holidays(book: Book, group: Row, first: date, last: date) -> list[tuple[date, str]]:
    """Weekly times that fall on a holiday and are not in the book."""
    ends = min(last, group.closed_on) if group.closed_on else last
    off = {row.day for row in book.holiday}
    there = {(row.day, row.starts) for row in book.session if row.group_id == group.id}
    times = [row for row in book.meeting_time if row.group_id == group.id]
    found = {
        (on, row.starts)
        for on in days_between(max(first, group.started_on), ends)
        for row in times
        if on in off and on.weekday() == row.weekday and holds(row, on)
    }
    return sorted(found - there)


Column = tuple[tuple[date, str], Roll | None]
"""When a meeting is, and its roll; none of one that a holiday kept from being planned."""


def columns_of(book: Book, group_id: int, first: date, last: date, now: datetime) -> list[Column]:
    """What was held, did not happen or should have been by now, and the holidays between."""
    columns: list[Column] = [
        ((roll.session.day, roll.session.starts), roll)
        for roll in rolls(book, group_id, first, last)
        if roll.session.status != "planned" or _begins(roll.session.day, roll.session.starts) <= now
    ]
    off = meetings_on_holidays(book, book.group_of[group_id], first, last)
    columns += [((on, starts), None) for on, starts in off if _begins(on, starts) <= now]
    return sorted(columns, key=lambda column: column[0])


def _begins(day: date, starts: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{starts[:5]}")


def cells_of(book: Book, group_id: int, who: int, columns: list[Column]) -> list[str]:
    """What stands in each column of a member's line."""
    line = []
    for (on, _starts), roll in columns:
        if roll is None:
            line.append("H" if book.in_group(who, group_id, on) else "–")
        elif who not in roll.due:
            line.append("–")
        else:
            line.append("N" if roll.session.status == "did-not-happen" else roll.marks.get(who) or "")
    return line


def register(book: Book, group_id: int, first: date, last: date, now: datetime) -> dict[str, Any]:
    """The attendance register of a group: its columns, and a line for each member."""
    columns = columns_of(book, group_id, first, last, now)
    meetings = [roll for _at, roll in columns if roll is not None]
    lines = []
    for who in book.by_name(book.member_of):
        line = cells_of(book, group_id, who, columns)
        in_group = any(
            row.group_id == group_id and row.from_day <= last and (row.to_day is None or row.to_day >= first)
            for row in book.memberships_of[who]
        )
        if any(cell != "–" for cell in line) or (in_group and not columns):
            marks = [roll.marks.get(who) for roll in meetings if roll.held and who in roll.due]
            lines.append((book.number(who), line, counted(marks), longest_run(marks)))
    for who in book.by_name(book.member_of):
        if any(who in roll.walk_ins for roll in meetings):
            line = [
                "–" if roll is None or who not in roll.walk_ins else roll.walk_ins[who] or "" for _at, roll in columns
            ]
            lines.append((book.number(who), line, counted([]), 0))
    totals = []
    for (on, starts), roll in columns:
        total = roll.with_walk_ins() if roll is not None and roll.held else counted([])
        totals.append((roll.session.id if roll is not None else None, on, starts[:5], total))
    return {"lines": lines, "sessions": totals}


# The weekly report


def week(book: Book, first: date, last: date, today: date, mine_of: int | None = None) -> dict[str, Any]:
    """Every figure of the weekly report."""
    as_on, over = min(last, today), min(last, today - DAY)
    sessions = book.sessions_between(first, last)
    held = [row for row in sessions if row.status == "held"]
    guests = [row for row in book.guest if first <= book.day_of(row.session_id) <= last]
    contacts = [
        row for row in book.contact if first <= row.day <= last and _is_mine(book, row.member_id, mine_of, last)
    ]
    return {
        "groups": _groups(book, first, last),
        "movements": _movements(book, first, last, mine_of),
        "unsigned": [
            (row.id, row.day, not book.has_text(row.id), Roll(book, row).with_walk_ins()[5])
            for row in held
            if (book.signed_on(row.id) or date.max) > as_on
        ],
        "late": sum((book.signed_on(row.id) or date.max) > row.day + DAY for row in held if row.day + DAY <= over),
        "guests": sum(row.kinship not in VISITING for row in guests),
        "visitors": sum(row.kinship in VISITING for row in guests) + sum(row.visitors for row in sessions),
        "milestones": [
            (on, book.number(who), kind, count, done)
            for on, who, kind, count, done, _after in care.milestones(book, first, last, as_on, mine_of)
        ],
        "follow_ups": care.follow_up_counts(book, first, last, as_on, mine_of),
        "contacts": {
            kind: (
                sum(row.kind == kind for row in contacts),
                sum(row.minutes for row in contacts if row.kind == kind),
            )
            for kind in {row.kind for row in contacts}
        },
        "mentoring": _mentoring(book, first, last, as_on, mine_of),
        "retention": care.retention(book, as_on),
        "status": care.status(book, as_on),
    }


def _is_mine(book: Book, who: int, mine_of: int | None, day: date) -> bool:
    return mine_of is None or not book.answered_by_another(who, mine_of, day)


def _groups(book: Book, first: date, last: date) -> list[tuple[Any, ...]]:
    found = []
    length = last - first
    for group in sorted(book.peer_group, key=lambda group: group.name):
        if group.started_on > last or (group.closed_on is not None and group.closed_on < first):
            continue
        here = rolls(book, group.id, first, last)
        members = len(book.roster(group.id, last))
        if not here and not members:
            continue
        held = [roll for roll in here if roll.held]
        before = [roll for roll in rolls(book, group.id, first - DAY - length, first - DAY) if roll.held]
        missed = [roll.session for roll in here if roll.session.status == "did-not-happen"]
        notes = {row.session_id: row for row in book.session_note}
        written = [notes[roll.session.id] for roll in held if roll.session.id in notes]
        objectives = [note.objective for note in written if note.objective not in (None, "none")]
        found.append(
            (
                group.id,
                book.responsible(group.id, last) or {""},
                len(here),
                len(held),
                [(row.day, row.reason, row.reason_text) for row in missed],
                members,
                _sum(held),
                _sum(before),
                list(dict.fromkeys(objectives)),
                written[-1].plan if written else "",
            )
        )
    return found


def _sum(held: list[Roll]) -> Counts:
    total = counted([])
    for roll in held:
        total = plus(total, roll.of_members())
    return total


def _movements(book: Book, first: date, last: date, mine_of: int | None) -> list[tuple[Any, ...]]:
    """Day, number, group, joined, of a stay: each day those who came first, as on the roll."""
    found: list[tuple[date, int, str, bool, bool]] = []
    for row in book.membership:
        name = book.group_of[row.group_id].name
        found += [(row.from_day, row.member_id, name, True, False)]
        found += [(row.to_day, row.member_id, name, False, False)] if row.to_day else []
    for row in book.stay:
        found += [(row.admitted_on, row.member_id, "", True, True)]
        found += [(row.discharged_on, row.member_id, "", False, True)] if row.discharged_on else []
    here = [one for one in found if first <= one[0] <= last and _is_mine(book, one[1], mine_of, last)]
    here.sort(key=lambda one: (one[0], not one[3], book.place_of[one[1]], not one[4], one[2]))
    return [(on, book.number(who), name, joined, stay) for on, who, name, joined, stay in here]


def joined_and_left(book: Book, first: date, last: date) -> list[tuple[Any, ...]]:
    """The same of groups alone, by member's id."""
    return [one for one in _movements(book, first, last, None) if not one[4]]


def stalled(book: Book, day: date, mine_of: int | None = None) -> int:
    """Pairs that go on and have lost touch on a day."""
    found = 0
    for pair in book.mentorship:
        if pair.from_day > day or (pair.to_day is not None and pair.to_day <= day):
            continue
        if not _is_mine(book, pair.member_id, mine_of, day):
            continue
        met = [row for row in book.meetings_of[pair.id] if row.day <= day]
        if met and met[-1].next_on is not None and met[-1].next_on >= day:
            continue
        found += (day - (met[-1].day if met else pair.from_day)).days >= book.numbers.stalled_days
    return found


def _mentoring(book: Book, first: date, last: date, as_on: date, mine_of: int | None) -> tuple[int, ...]:
    pairs = [row for row in book.mentorship if _is_mine(book, row.member_id, mine_of, last)]
    going_on = [p for p in pairs if p.from_day <= last and (p.to_day is None or p.to_day > last)]
    ids = {pair.id for pair in pairs}
    met = [row for row in book.mentor_contact if row.mentorship_id in ids and first <= row.day <= last]
    return (
        len(going_on),
        sum(first <= pair.from_day <= last for pair in pairs),
        sum(pair.to_day is not None and first <= pair.to_day <= last for pair in pairs),
        len(met),
        stalled(book, as_on, mine_of),
    )


def done_about(
    book: Book, who: int, reasons: list[Any], first: date, last: date, as_on: date
) -> list[tuple[date, str, str | None]]:
    """What was done about a member in a week.

    Follow-ups done, those made by hand that are still open, and contacts since the first of the reasons began.
    """
    found: list[tuple[date, str, str | None]] = []
    for row in book.follow_ups_of[who]:
        if not book.open_on(row, as_on):
            if first <= row.done_on <= as_on and row.outcome != "cancelled":
                found.append((row.done_on, row.way, row.outcome))
        elif row.kind != "scheduled" and first <= row.due_on <= last and (row.begun_on or as_on) <= as_on:
            found.append((row.due_on, row.way, None))
    since = max(first, min(reason.began for reason in reasons))
    found += [(row.day, row.kind, "talk") for row in book.contacts_of[who] if since <= row.day <= as_on]
    return sorted(found, key=lambda one: one[0])


# One member's progress


def progress(book: Book, who: int, first: date, last: date, today: date) -> dict[str, Any]:
    as_on = min(last, today)
    inside = set(days_between(first, last))
    here = [row for row in book.marks_of[who] if book.day_of(row.session_id) in inside]
    given = [row.participation for row in here if row.participation is not None]
    guests = [row for row in book.guest if row.member_id == who and book.day_of(row.session_id) in inside]
    contacts = [row for row in book.contacts_of[who] if row.day in inside]
    pairs = [p for p in book.pairs_of[who] if p.from_day <= last and (p.to_day is None or p.to_day >= first)]
    return {
        "stays": [
            (s.number, s.series, s.admitted_on, *_ended(s, as_on)) for s in book.stays_of[who] if s.admitted_on <= as_on
        ],
        "leave_days": len({on for row in book.leaves_of[who] for on in inside if row.from_day <= on <= row.to_day}),
        "groups": _groups_of(book, who, first, last, as_on),
        "participation": (20 * sum(given) + len(given)) // (2 * len(given)) if given else None,
        "family_visits": len({row.session_id for row in guests if row.kinship not in VISITING}),
        "timeline": care.timeline(book, who, as_on),
        "contacts": {
            kind: (
                sum(row.kind == kind for row in contacts),
                sum(row.minutes for row in contacts if row.kind == kind),
            )
            for kind in {row.kind for row in contacts}
        },
        "mentors": [
            (
                pair.from_day,
                pair.to_day if pair.to_day and pair.to_day <= as_on else None,
                sum(row.day in inside for row in book.meetings_of[pair.id]),
                sum(row.minutes for row in book.meetings_of[pair.id] if row.day in inside),
            )
            for pair in pairs
        ],
        "goals": _goals(book, who, first, last),
        "measured": sorted(
            (
                (row.scale, row.day, {one.place: one.value for one in book.answers_of[row.id]})
                for row in book.sheets_of[who]
                if row.day in inside and not _for_counsellors(book, row.scale)
            ),
            key=str,
        ),
        "notes": sorted(
            (book.day_of(row.session_id), row.text)
            for row in book.member_note
            if row.member_id == who and book.day_of(row.session_id) in inside
        ),
    }


def _ended(stay: Row, as_on: date) -> tuple[date | None, str | None]:
    if stay.discharged_on is None or stay.discharged_on > as_on:
        return None, None
    return stay.discharged_on, stay.discharge_type


def _for_counsellors(book: Book, code: str) -> bool:
    own = [row for row in book.scale if code == f"own-{row.id}"]
    return bool(own[0].counsellors_only) if own else code == "phq-9"


def _groups_of(book: Book, who: int, first: date, last: date, as_on: date) -> list[tuple[Any, ...]]:
    """Name, first and last day, role, weeks, longest run: each group once, by name."""
    found = []
    for group in sorted(book.peer_group, key=lambda group: group.name):
        spans = [
            row
            for row in book.memberships_of[who]
            if row.group_id == group.id and row.from_day <= last and (row.to_day is None or row.to_day >= first)
        ]
        if not spans:
            continue
        due = [roll for roll in rolls(book, group.id, first, last) if roll.held and who in roll.due]
        mondays = {monday_of(roll.session.day) for roll in due}
        for row in spans:
            ended = row.to_day if row.to_day and row.to_day <= as_on else None
            begins, ends = max(row.from_day, first), min(ended or last, last)
            mondays |= {monday_of(on) for on in days_between(begins, ends)}
        weeks = [
            (monday, [roll.marks.get(who) for roll in due if monday_of(roll.session.day) == monday])
            for monday in sorted(mondays)
        ]
        latest = spans[-1]
        ended = latest.to_day if latest.to_day and latest.to_day <= as_on else None
        longest = longest_run([roll.marks.get(who) for roll in due])
        found.append((group.name, spans[0].from_day, ended, role_on(book, latest, as_on), weeks, longest))
    return found


def role_on(book: Book, membership: Row, day: date) -> str:
    former = [row for row in book.former_role if row.membership_id == membership.id and row.until >= day]
    return str(min(former, key=lambda row: row.until).role if former else membership.role)


def _goals(book: Book, who: int, first: date, last: date) -> list[tuple[Any, ...]]:
    found = []
    for row in sorted((row for row in book.goal if row.member_id == who), key=lambda row: (row.set_on, row.id)):
        if row.set_on > last or (row.closed_on is not None and row.closed_on < first):
            continue
        over = row.closed_on is not None and row.closed_on <= last
        said = [(word.day, word.id, word.kind, word.text) for word in book.goal_word if word.goal_id == row.id]
        said = sorted(one for one in said if one[0] <= last)
        latest = (said[-1][0], *said[-1][2:]) if said else None
        state, closed = (row.state, row.closed_on) if over else ("open", None)
        found.append((row.text, row.set_on, row.due_on, state, closed, latest))
    return found


# Today


def today(book: Book, day: date, staff_id: int, *, coordinator: bool) -> dict[str, Any]:
    """The day's sessions, what is unfinished, milestones, groups that are small, safety notes."""
    monday = monday_of(day)
    due = care.milestones(book, monday, monday + timedelta(days=6), day)
    late = [one for one in due if care.is_late_anniversary(one[2], one[3], one[5])]
    earlier = [
        row
        for row in book.sessions_between(day - timedelta(days=60), day - DAY)
        if row.status != "did-not-happen" and book.signed_on(row.id) is None
    ]
    return {
        "sessions": [_line(book, row) for row in book.sessions_between(day, day)],
        "unfinished": [_line(book, row) for row in earlier if row.status == "held" or sum(as_counted(book, row))],
        "milestones": [one[:5] for one in due if one not in late],
        "anniversaries": len(late),
        "stalled": stalled(book, day),
        "movements": joined_and_left(book, monday, monday + timedelta(days=6)),
        "small_groups": _small(book, day),
        "members": sum(stay.discharged_on is None for stay in book.stay),
        "groups": sum(group.closed_on is None or group.closed_on >= day for group in book.peer_group),
        "safety": _safety(book, day, staff_id, coordinator=coordinator),
    }


def as_counted(book: Book, session: Row) -> Counts:
    """A session's own count: of a signed one as it was signed."""
    roll = Roll(book, session)
    if session.id not in book.signature_of:
        return roll.with_walk_ins()
    frozen = {row.member_id for row in book.frozen_at[session.id]} | set(roll.marks)
    return plus(counted(roll.marks.get(who) for who in frozen), counted(roll.walk_ins.values()))


def _line(book: Book, row: Row) -> tuple[Any, ...]:
    names = book.responsible(row.group_id, row.day) or {""}
    return row.id, row.day, row.starts[:5], row.status, as_counted(book, row), book.has_text(row.id), names


def _small(book: Book, day: date) -> list[tuple[int, int, int]]:
    """Groups that meet, have had members for two weeks, and now have fewer than they mean to have."""
    found = []
    for group in sorted(book.peer_group, key=lambda group: group.name):
        if group.started_on > day or (group.closed_on is not None and group.closed_on < day):
            continue
        members = len(book.roster(group.id, day))
        since = [row.from_day for row in book.membership if row.group_id == group.id]
        if since and min(since) <= day - timedelta(days=14) and members < group.capacity_min:
            found.append((group.id, members, group.capacity_min))
    return found


def _safety(book: Book, day: date, staff_id: int, *, coordinator: bool) -> list[tuple[int, int]]:
    """Member and owner of each open note, those that press the reader first."""

    def place(row: Row) -> tuple[bool, date, int]:
        owner = book.staff_of[row.staff_id]
        there = owner.active and owner.role in ("counsellor", "coordinator")
        first = (day > row.opened_on or not there) if coordinator else row.staff_id == staff_id
        return not first, row.opened_on, row.id

    notes = [row for row in book.safety_note if row.answered_on is None]
    return [(row.member_id, row.staff_id) for row in sorted(notes, key=place)]
