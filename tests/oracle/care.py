"""What is counted of aftercare and recovery: retention, status at follow-up, follow-ups, milestones, presence."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests.oracle.book import DAY, INTO_AFTERCARE, TALKS, Book, Row, days_between, months_after

YEAR = timedelta(days=365)

# Retention


def retention(book: Book, as_on: date) -> list[tuple[int, int, int]]:
    """Days, retained, of how many: of the stays that began in the year up to a day."""
    begun = [stay for stay in book.stay if as_on - YEAR <= stay.admitted_on <= as_on]
    return [
        _figure(days, begun, as_on, "admitted_on", lambda stay, on: _was_there(book, stay, on)) for days in (30, 60, 90)
    ]


def retention_of_group(book: Book, group_id: int, as_on: date) -> list[tuple[int, int, int]]:
    begun = [row for row in book.membership if row.group_id == group_id and as_on - YEAR <= row.from_day <= as_on]
    return [_figure(days, begun, as_on, "from_day", lambda row, on: _still_in(book, row, on)) for days in (30, 60, 90)]


def _figure(
    days: int, begun: list[Row], as_on: date, column: str, stayed: Callable[[Row, date], bool]
) -> tuple[int, int, int]:
    points = [(row, getattr(row, column) + timedelta(days=days)) for row in begun]
    due = [(row, on) for row, on in points if on <= as_on]
    return days, sum(stayed(row, on) for row, on in due), len(due)


def _was_there(book: Book, stay: Row, on: date) -> bool:
    """In the programme on a day by this stay or a later one, or in aftercare and heard of in the thirty days before."""
    stays = [
        row
        for row in book.stays_of[stay.member_id]
        if (row.admitted_on, row.id) >= (stay.admitted_on, stay.id) and row.admitted_on <= on
    ]
    if any(row.discharged_on is None or row.discharged_on > on for row in stays):
        return True
    if stays[-1].discharge_type not in INTO_AFTERCARE:
        return False
    who, heard = stay.member_id, set(book.days_attended(stay.member_id))
    heard |= {row.day for row in book.contacts_of[who] if row.kind in TALKS}
    heard |= {row.done_on for row in book.follow_ups_of[who] if row.outcome in ("reached", "visited", "came")}
    return any(on - timedelta(days=30) < day <= on for day in heard)


def _still_in(book: Book, row: Row, on: date) -> bool:
    if row.to_day is None or row.to_day >= on:
        return True
    return any(
        stay.discharge_type == "completed" and stay.discharged_on == row.to_day for stay in book.stays_of[row.member_id]
    )


# Status at follow-up

QUESTIONS = ("in_recovery", "working", "with_family", "medicines")


def status(book: Book, last: date) -> list[tuple[int, int, list[dict[str, int]]]]:
    """At 30 days, 3, 6 and 12 months: how many were due, were reached, and who answered what."""
    due: Counter[int] = Counter()
    reached: Counter[int] = Counter()
    answers: list[list[Counter[str]]] = [[Counter() for _ in QUESTIONS] for _ in range(4)]
    for stay in book.stay:
        ended = stay.discharged_on
        if ended is None or ended > last or stay.discharge_type == "died":
            continue
        points = [ended, ended + timedelta(days=30), *(months_after(ended, months) for months in (3, 6, 12))]
        points.append(points[-1] + (points[-1] - points[-2]))
        for place in range(1, 5):
            found = _at_point(book, stay, points[place - 1], points[place], points[place + 1], last)
            if found is None:
                continue
            due[place - 1] += 1
            reached[place - 1] += bool(found)
            for question, given in zip(QUESTIONS, answers[place - 1], strict=True):
                said = [getattr(row, question) for row in found if getattr(row, question) is not None]
                if said:
                    given[said[0]] += 1
    return [(due[at], reached[at], [dict(given) for given in answers[at]]) for at in range(4)]


def _at_point(book: Book, stay: Row, before: date, point: date, after: date, last: date) -> list[Row] | None:
    """The follow-ups that reached somebody around a point, the nearest first; nothing where it was not due."""
    who = stay.member_id
    if not last - YEAR <= point <= last:
        return None
    died_on = book.member_of[who].died_on
    if died_on is not None and died_on <= point:
        return None
    back = [
        row.admitted_on for row in book.stays_of[who] if row.id != stay.id and row.admitted_on >= stay.discharged_on
    ]
    if back and min(back) <= point:
        return None
    first = before + (point - before) // 2 + DAY
    until = min(point + (after - point) // 2, last, *(on - DAY for on in back))
    around = []
    for row in book.follow_ups_of[who]:
        if row.outcome is None or not stay.discharged_on <= row.done_on <= last:
            continue
        on = row.due_on if row.outcome == "cancelled" else row.done_on
        if first <= on <= until:
            around.append((abs(on - point), -(on - point), -row.id, row))
    if around and all(row.outcome == "cancelled" for *_, row in around):
        return None
    with_answers = ("reached", "visited", "came", "declined", "family-reached")
    return [row for *_, row in sorted(around, key=lambda one: one[:3]) if row.outcome in with_answers]


# Follow-ups


def follow_ups_due(book: Book, day: date, mine_of: int | None = None) -> list[Row]:
    """What is open, due on a day or overdue, the earliest first, as it stands in the file."""
    found = [
        row
        for row in book.follow_up
        if row.outcome is None and row.due_on <= day and book.is_asked_for(row, day)
        if not _is_gone_now(book, row.member_id)
        if mine_of is None or not book.answered_by_another(row.member_id, mine_of, day)
        if book.touch_of(row, day) is None
    ]
    return sorted(found, key=lambda row: (row.due_on, book.place_of[row.member_id], row.id))


def _is_gone_now(book: Book, who: int) -> bool:
    member = book.member_of[who]
    return member.archived_on is not None or member.died_on is not None


def sequence(book: Book, row: Row) -> int | None:
    """The running number of one of the schedule within its stay."""
    if row.kind != "scheduled":
        return None
    return sum(one.stay_id == row.stay_id and one.due_on <= row.due_on for one in book.follow_ups_of[row.member_id])


def phone(book: Book, who: int, way: str) -> tuple[str, str]:
    """The one to call: the first typed; to call the family the first that is somebody else's."""
    rows = sorted((row for row in book.member_phone if row.member_id == who), key=lambda row: row.id)
    if way == "family-call":
        rows.sort(key=lambda row: row.whose.lower() in ("", "own"))
    return (rows[0].number, rows[0].whose) if rows else ("", "")


def call_sheet(book: Book, last: date) -> list[tuple[Any, ...]]:
    return [
        (
            book.number(row.member_id),
            phone(book, row.member_id, row.way),
            row.due_on,
            row.kind,
            row.way,
            row.why,
            sequence(book, row),
            book.last_contact(row.member_id, date.max),
            book.staff_of[row.staff_id].name if row.staff_id else "",
        )
        for row in follow_ups_due(book, last)
    ]


def follow_up_counts(
    book: Book, first: date, last: date, as_on: date, mine_of: int | None = None
) -> tuple[int, int, int, int]:
    """Due, done, not reached and still open of those that fell due in some days, as they stood on a day."""
    counted: Counter[str] = Counter()
    for row in book.follow_up:
        if not first <= row.due_on <= min(last, as_on) or (row.begun_on is not None and row.begun_on > as_on):
            continue
        if mine_of is not None and book.answered_by_another(row.member_id, mine_of, min(last, as_on)):
            continue
        if not book.open_on(row, as_on):
            counted[{"not-reached": "in vain", "cancelled": "cancelled"}.get(row.outcome, "done")] += 1
        elif book.touch_of(row, as_on) is not None:
            counted["done"] += 1
        else:
            counted["open"] += 1
    due = counted.total() - counted["cancelled"]
    return due, counted["done"], counted["in vain"], counted["open"]


# Milestones


def is_celebrated_on(book: Book, who: int, day: date) -> bool:
    """In the programme or in aftercare on a day, and neither dead nor in the archive."""
    if book.is_gone(who, day):
        return False
    stay = book.stay_on(who, day)
    if stay is None:
        return False
    return stay.discharged_on is None or stay.discharged_on > day or stay.discharge_type in INTO_AFTERCARE


def reached(book: Book, who: int, first: date, last: date) -> list[tuple[date, str, int, int | None]]:
    """Day, kind, count and span of the milestones that a member reaches between two days."""
    found = []
    for mark in book.milestone:
        if mark.kind == "sessions":
            attended = book.days_attended(who)
            if len(attended) >= mark.count:
                found.append((attended[mark.count - 1], mark.kind, mark.count, None))
        elif mark.kind == "steps":
            worked = [row for row in book.step_work if row.member_id == who and row.step == mark.count]
            found += [(row.day, mark.kind, mark.count, None) for row in worked]
        else:
            for span in book.spans_of[who]:
                for count, on in _of_span(mark, span.from_day, last):
                    if span.ended_on is None or on <= span.ended_on:
                        found.append((on, mark.kind, count, span.id))
    return [one for one in found if first <= one[0] <= last]


def _of_span(mark: Row, begun: date, last: date) -> list[tuple[int, date]]:
    if mark.kind == "days":
        return [(mark.count, begun + timedelta(days=mark.count))]
    if mark.kind == "months":
        return [(mark.count, months_after(begun, mark.count))]
    years = range(mark.count, last.year - begun.year + 1)
    return [(year, months_after(begun, 12 * year)) for year in years]


def milestones(
    book: Book, first: date, last: date, as_on: date, mine_of: int | None = None
) -> list[tuple[date, int, str, int, date | None, bool]]:
    """Day, member, kind, count, when celebrated, in aftercare: of everybody, by day, then as on the roll."""
    found = []
    for who in book.member_of:
        if mine_of is not None and book.answered_by_another(who, mine_of, last):
            continue
        if not is_celebrated_on(book, who, as_on):
            continue
        stay = book.stay_on(who, as_on)
        after = stay.discharged_on is not None and stay.discharged_on <= as_on
        for on, kind, count, span in reached(book, who, first, last):
            found.append((on, who, kind, count, celebrated(book, who, kind, count, span, as_on), after))
    return sorted(found, key=lambda one: (one[0], book.place_of[one[1]]))


def celebrated(book: Book, who: int, kind: str, count: int, span: int | None, as_on: date) -> date | None:
    days = [
        row.day
        for row in book.celebration
        if (row.member_id, row.kind, row.count, row.span_id) == (who, kind, count, span) and row.day <= as_on
    ]
    return days[0] if days else None


def is_late_anniversary(kind: str, count: int, in_aftercare: bool) -> bool:
    """Of aftercare, and beyond a year after the recovery date."""
    return in_aftercare and count > {"days": 366, "months": 12, "yearly": 1}.get(kind, count)


def timeline(book: Book, who: int, day: date) -> dict[str, Any]:
    """Spans, days, milestones and steps of a member as on a day; of one who died up to that."""
    died_on = book.member_of[who].died_on
    until = min(day, died_on) if died_on else day
    spans = [
        (span.id, span.from_day, span.ended_on if span.ended_on and span.ended_on <= day else None)
        for span in book.spans_of[who]
        if span.from_day <= day
    ]
    days = [max(0, (min(ended or until, until) - begun).days) for _id, begun, ended in spans]
    going_on = [length for length, (_id, _begun, ended) in zip(days, spans, strict=True) if ended is None]
    hits = [
        one for one in reached(book, who, date.min, until) if one[3] is None or one[3] in {span[0] for span in spans}
    ]
    return {
        "spans": spans,
        "days_now": going_on[0] if going_on else None,
        "longest": max(days, default=0),
        "total": sum(days),
        "reached": sorted(((*hit, celebrated(book, who, *hit[1:], until)) for hit in hits), key=str),
        "steps": sorted(
            (row.step, row.day, row.sponsor) for row in book.step_work if row.member_id == who and row.day <= until
        ),
        "attended": sum(on <= until for on in book.days_attended(who)),
    }


# Presence


def presence_week(book: Book, monday: date) -> list[tuple[int, list[bool | str | None]]]:
    """Everybody on the weekly sheet, each day present, absent, unmarked (``None``) or not expected (``"-"``)."""
    week = days_between(monday, monday + timedelta(days=6))
    lines = []
    for who in book.by_name(book.member_of):
        archived_on = book.member_of[who].archived_on
        stays = [] if archived_on is not None and archived_on <= monday else book.stays_of[who]
        stays = [stay for stay in stays if stay.admitted_on <= week[-1]]
        stays = [stay for stay in stays if stay.discharged_on is None or stay.discharged_on >= monday]
        marked = {row.day: bool(row.present) for row in book.presence_of[who]}
        line: list[bool | str | None] = []
        for on in week:
            covering = [s for s in stays if s.admitted_on <= on and (s.discharged_on is None or on <= s.discharged_on)]
            expected = any(stay.series == "residential" for stay in covering)
            came = marked.get(on)
            line.append(came if expected or came or (came is False and covering) else "-")
        if any(cell != "-" for cell in line):
            lines.append((who, line))
    return lines
