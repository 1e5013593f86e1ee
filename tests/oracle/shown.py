"""What the program shows and prints, as the plain values that it is held against."""

from datetime import date, datetime, time
from typing import Any

from peerdesk import publishing
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor
from peerdesk.domain.care.attention import Reason
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.sessions.marks import Tally
from peerdesk.services import today as today_service
from peerdesk.services.groups import group_page
from peerdesk.services.members import member_page
from tests.oracle import attention, care, papers
from tests.oracle.book import Book

Pairs = dict[str, tuple[Any, Any]]
"""What was found and what should be, by what it is."""


class Desk:
    """A centre open on somebody's screen on a day."""

    def __init__(self, storage: Storage, actor: Actor, day: date) -> None:
        self.storage, self.actor, self.day = storage, actor, day

    def book(self) -> Book:
        with self.storage.reading():
            return Book(self.storage)

    def paper(self, report: str, **choices: Any) -> Any:
        now = datetime.combine(self.day, time(18))
        return publishing.gather(report, self.storage, self.actor, Choices(**choices), today=self.day, now=now)

    def today(self, whose: Whose | None = None) -> Any:
        return today_service.page(self.storage, self.actor, today=self.day, whose=whose)

    def member(self, who: int) -> Any:
        return member_page.page(self.storage, self.actor, who, today=self.day)

    def retention_of_group(self, group_id: int) -> Any:
        return group_page.view(self.storage, self.actor, group_id, today=self.day).retention


def _what_was_done(done: Any) -> tuple[date, str, str | None]:
    return (
        (done.day, done.kind.value, "talk")
        if hasattr(done, "kind")
        else (done.day, done.way.value, plain(done.outcome))
    )


def agree(pairs: Pairs) -> None:
    """Fail with what differs, the program's value above the oracle's."""
    wrong = [f"{what}\n  {found}\n  {right}" for what, (found, right) in pairs.items() if found != right]
    assert not wrong, f"{len(wrong)} of {len(pairs)} differ\n" + "\n".join(wrong[:6])


def counts(tally: Tally) -> tuple[int, ...]:
    return tally.present, tally.late, tally.left_early, tally.leave, tally.absent, tally.unmarked


def reason(one: Reason) -> tuple[Any, ...]:
    settled = None
    if one.settled is not None:
        until, spoken = one.settled.until, one.settled.spoken_on
        settled = ("until", until, "") if until else ("spoken", spoken, one.settled.agreed)
    halves = [(half.attended, half.counted, half.leave) for half in (one.lately, one.before)]
    return one.code.value, one.count, one.more, one.group, one.since, *halves, one.began, settled


def right_reason(one: Any) -> tuple[Any, ...]:
    return one.code, one.count, one.more, one.group, one.since, one.lately, one.before, one.began, one.settled


def plain(value: Any) -> Any:
    """The value of a code."""
    return None if value is None else getattr(value, "value", value)


# What is compared, one thing after another


def compare_today(desk: Desk, book: Book) -> Pairs:
    page, day = desk.today(Whose.EVERYBODY), desk.day
    right = papers.today(book, day, desk.actor.staff_id, coordinator=desk.actor.user_name == "meena")
    calls = attention.needing_contact(book, day)
    waiting = [who for who, reasons in calls if reasons[0].settled is None]
    pairs: Pairs = {
        "sessions": ([_line(row) for row in page.sessions], [_usual(row) for row in right["sessions"]]),
        "unfinished": ([_line(row) for row in page.unfinished], [_usual(row) for row in right["unfinished"]]),
        "milestones": (
            [(d.day, d.member_id, d.milestone.kind.value, d.milestone.count, d.celebrated_on) for d in page.milestones],
            right["milestones"],
        ),
        "movements": (
            [(row.day, book.number(row.member_id), row.group_name, row.joined, False) for row in page.movements],
            right["movements"],
        ),
        "small groups": ([(g.id, g.members, g.least) for g in page.small_groups], right["small_groups"]),
        "safety": ([(note.member_id, note.owner_id) for note in page.safety], right["safety"]),
        "follow-ups": ([row.id for row in page.follow_ups], [row.id for row in care.follow_ups_due(book, day)]),
        "members": ([row.member_id for row in page.attention], [who for who, _reasons in calls][:100]),
        "how many": ((page.needing_contact, page.settled), (len(waiting), len(calls) - len(waiting))),
    }
    pairs |= {what: (getattr(page, what), right[what]) for what in ("anniversaries", "stalled", "members", "groups")}
    pairs["who"] = ([row.member_id for row in page.attention], [who for who, _reasons in calls][:100])
    of_member = dict(calls)
    for row in page.attention:
        theirs = [right_reason(one) for one in of_member.get(row.member_id, [])]
        pairs[f"reasons of {row.member_id}"] = ([reason(one) for one in row.reasons], theirs)
    return pairs


def _line(row: Any) -> tuple[Any, ...]:
    starts = row.starts.strftime("%H:%M")
    return row.id, row.day, starts, row.status.value, counts(row.tally), row.has_note, row.facilitator


def _usual(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Where a group has one counsellor responsible; the program names one of several."""
    return (*row[:-1], max(row[-1]))


def compare_members(desk: Desk, book: Book, people: list[int]) -> Pairs:
    pairs: Pairs = {}
    for who in people:
        story = desk.member(who).story
        right = attention.OfMember(book, who, desk.day).reasons()
        pairs[f"reasons on the page of {who}"] = (
            [reason(one) for one in story.reasons],
            [right_reason(one) for one in right],
        )
        heard = book.last_contact(who, desk.day), book.last_alone(who, desk.day)
        pairs[f"last contact of {who}"] = ((story.heard.day, story.heard.alone), heard)
        line = care.timeline(book, who, desk.day)
        pairs[f"recovery of {who}"] = (_timeline(story.timeline), line)
    return pairs


def _timeline(line: Any) -> dict[str, Any]:
    reached = [
        (one.day, one.milestone.kind.value, one.milestone.count, one.span_id, one.celebrated_on) for one in line.reached
    ]
    return {
        "spans": [(span.id, span.from_day, span.ended_on) for span in line.spans],
        "days_now": line.days_now,
        "longest": line.longest,
        "total": line.total,
        "reached": sorted(reached, key=str),
        "steps": [(step.step, step.day, step.sponsor) for step in line.steps],
        "attended": line.sessions_attended,
    }


def compare_week(desk: Desk, book: Book, first: date, last: date, whose: Whose = Whose.EVERYBODY) -> Pairs:
    page = desk.paper("weekly-report", first=first, last=last, whose=whose)
    mine_of = desk.actor.staff_id if whose is Whose.MINE else None
    right = papers.week(book, first, last, desk.day, mine_of)
    as_on = min(last, desk.day)
    groups = [
        (
            *(row.group_id, row.facilitator, row.planned, row.held),
            [(day, plain(why), text) for day, why, text in row.not_held],
            *(row.members, counts(row.tally), counts(row.previous)),
            *([plain(objective) for objective in row.objectives], row.plan),
        )
        for row in page.groups
    ]
    counted = page.follow_ups
    calls = attention.needing_contact(book, as_on, mine_of)
    pairs: Pairs = {
        "groups": (groups, [(row[0], max(row[1]), *row[2:]) for row in right["groups"]]),
        "all groups": (
            page.tally.percent,
            papers.percent(tuple(map(sum, zip(*[g[6] for g in groups], strict=True)))) if groups else None,
        ),
        "movements": (
            [(row.day, row.person.number, row.group_name, row.joined, row.stay) for row in page.movements],
            right["movements"],
        ),
        "unsigned": (
            [(row.session_id, row.day, row.note_missing, row.unmarked) for row in page.unsigned],
            right["unsigned"],
        ),
        "late": (page.late_entries, right["late"]),
        "guests": ((page.guests, page.visitors), (right["guests"], right["visitors"])),
        "milestones": (
            [
                (row.day, row.person.number, row.milestone.kind.value, row.milestone.count, row.celebrated_on)
                for row in page.milestones
            ],
            right["milestones"],
        ),
        "follow-ups": ((counted.due, counted.done, counted.not_reached, counted.still_open), right["follow_ups"]),
        "contacts": ({plain(row.kind): (row.count, row.minutes) for row in page.contacts}, right["contacts"]),
        "mentoring": (
            (
                *(page.mentoring.pairs, page.mentoring.begun, page.mentoring.ended),
                *(page.mentoring.meetings, page.mentoring.stalled),
            ),
            right["mentoring"],
        ),
        "retention": ([(one.days, one.retained, one.of) for one in page.staying.figures], right["retention"]),
        "status": ([_status(one) for one in page.staying.status], right["status"]),
        "who": ([row.person.number for row in page.contact_needed], [book.number(who) for who, _ in calls[:100]]),
        "how many": (page.needing_contact, len(calls)),
        "done": (
            [list(map(_what_was_done, row.done)) for row in page.contact_needed],
            [papers.done_about(book, who, reasons, first, last, as_on) for who, reasons in calls[:100]],
        ),
        "why": (
            [[reason(one) for one in row.reasons] for row in page.contact_needed],
            [[right_reason(one) for one in reasons] for _who, reasons in calls[:100]],
        ),
    }
    return {f"week of {first}: {what}": pair for what, pair in pairs.items()}


def _status(one: Any) -> tuple[int, int, list[dict[str, int]]]:
    questions = one.recovery, one.working, one.with_family, one.medicines
    return one.due, one.reached, [{plain(answer): n for answer, n in given.items()} for given in questions]


def compare_registers(desk: Desk, book: Book, first: date, last: date) -> Pairs:
    pairs: Pairs = {}
    for group in book.peer_group:
        page = desk.paper("attendance-register", first=first, last=last, group=group.id)
        right = papers.register(book, group.id, first, last, datetime.combine(desk.day, time(18)))
        where = f"register of {group.id} since {first}"
        pairs[where] = (
            [(r.person.number, [plain(c) for c in r.cells], counts(r.tally), r.longest_absence) for r in page.rows],
            right["lines"],
        )
        pairs[f"{where}: sessions"] = (
            [(s.session_id, s.day, s.starts.strftime("%H:%M"), counts(s.tally)) for s in page.sessions],
            right["sessions"],
        )
        pairs[f"{where}: per cent"] = (
            [row.tally.percent for row in page.rows],
            [papers.percent(line[2]) for line in right["lines"]],
        )
        kept = desk.retention_of_group(group.id)
        pairs[f"who stays in {group.id}"] = (
            [(one.days, one.retained, one.of) for one in kept.figures],
            care.retention_of_group(book, group.id, desk.day),
        )
    return pairs


def compare_progress(desk: Desk, book: Book, first: date, last: date, people: list[int]) -> Pairs:
    pairs: Pairs = {}
    for who in people:
        page = desk.paper("progress-report", first=first, last=last, member=book.number(who))
        right = papers.progress(book, who, first, last, desk.day)
        support = page.support
        found = {
            "stays": [
                (s.number, s.series.value, s.admitted_on, s.discharged_on, plain(s.discharge_type)) for s in page.stays
            ],
            "leave_days": page.leave_days,
            "groups": [
                (
                    g.group_name,
                    g.from_day,
                    g.to_day,
                    [(w.monday, [plain(m) for m in w.marks]) for w in g.weeks],
                    g.longest_absence,
                )
                for g in page.groups
            ],
            "participation": page.participation_tenths,
            "family_visits": page.family_visits,
            "timeline": _timeline(support.timeline),
            "contacts": {plain(row.kind): (row.count, row.minutes) for row in support.contacts},
            "mentors": [(one.since, one.until, one.meetings, one.minutes) for one in support.mentors],
            "goals": [
                (
                    g.text,
                    g.set_on,
                    g.due_on,
                    plain(g.state),
                    g.closed_on,
                    (g.said[0], plain(g.said[1]), g.said[2]) if g.said else None,
                )
                for g in support.goals
            ],
            "measured": sorted(
                (
                    (trend.scale.code, sheet.day, dict(sheet.answers))
                    for trend in support.measures
                    for sheet in trend.measured
                ),
                key=str,
            ),
            "notes": sorted((day, text) for day, _group, text in page.notes),
        }
        roles = [(group[0], group[3]) for group in right["groups"]]
        right["groups"] = [(*group[:3], *group[4:]) for group in right["groups"]]
        pairs |= {f"progress of {who} since {first}: {what}": (found[what], right[what]) for what in found}
        said = [(group.group_name, group.role) for group in page.groups]
        pairs[f"progress of {who} since {first}: roles"] = (said, [(name, _said(role)) for name, role in roles])
    return pairs


def _said(role: str) -> str:
    return "" if role == "member" else {"support": "Support person"}.get(role, role.replace("-", " ").capitalize())


def compare_sheets(desk: Desk, book: Book, first: date, last: date) -> Pairs:
    calls = desk.paper("call-sheet", first=first, last=last)
    due = desk.paper("milestones", first=first, last=last)
    as_on = min(last, desk.day)
    pairs: Pairs = {
        f"call sheet up to {last}": (
            [
                (
                    *(row.person.number, (row.phone, row.whose_phone), row.due_on, row.kind.value, row.way.value),
                    *(row.why, row.sequence, row.last_contact, row.staff),
                )
                for row in calls.lines
            ],
            care.call_sheet(book, last),
        ),
        f"milestones since {first}": (
            [
                (row.day, row.person.number, row.milestone.kind.value, row.milestone.count, row.celebrated_on)
                for row in due.lines
            ],
            [
                (on, book.number(who), kind, count, done)
                for on, who, kind, count, done, _after in care.milestones(book, first, last, as_on)
            ],
        ),
    }
    presence = desk.paper("presence-sheet", first=first, last=last)
    for week in presence.weeks:
        right = care.presence_week(book, week.monday)
        pairs[f"presence since {week.monday}"] = (
            [(row.member_id, [cell.present if cell.due else "-" for cell in row.cells]) for row in week.rows],
            right,
        )
        pairs[f"presence since {week.monday}: totals"] = (
            (week.total.present, week.total.absent, week.total.unmarked),
            tuple(sum(cell is wanted for _who, line in right for cell in line) for wanted in (True, False, None)),
        )
    return pairs
