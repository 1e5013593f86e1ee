"""The weekly counsellor report: what was planned and held, who needs contact, who came and went, what comes next."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import BinaryIO

from reportlab.platypus import Flowable

from peerdesk import words
from peerdesk.domain.care.status import RecoveryNow, StatusCounts
from peerdesk.domain.dates import short_date
from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.milestones import MilestoneLine
from peerdesk.domain.papers.weekly_report import (
    MOST_OF_A_DAY,
    FollowedUp,
    GroupWeek,
    Movement,
    Talk,
    UnsignedLine,
    WeeklyReport,
)
from peerdesk.domain.sessions.marks import Tally
from peerdesk.i18n import N_, ngettext, pgettext
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import (
    MARK_COLUMNS,
    PrintedColumn,
    Signatory,
    counts_of,
    figures,
    heading,
    mark_counts,
    mark_legend,
    nothing,
)
from peerdesk.reports.parts.ending import Ending
from peerdesk.reports.parts.layout import listing, section, snug
from peerdesk.reports.parts.people import named
from peerdesk.reports.parts.type import SMALL, Align, Look, paragraph
from peerdesk.words import fit as words_of_fit
from peerdesk.words import follow_ups

TITLE = N_("Weekly counsellor report")

_ROOM_TO_WRITE = "\N{ZERO WIDTH NON-JOINER}\n\N{ZERO WIDTH NON-JOINER}"  # a row two lines high


def write(report: WeeklyReport, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the report as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        period=report.period,
        subject=_only_facilitator(report),
    )
    return page.write(sheet, _story(report, sheet.body_width), out, on_page)


def _only_facilitator(report: WeeklyReport) -> str:
    """The counsellor whose week it is, where all the groups are one counsellor's."""
    names = {group.facilitator for group in report.groups}
    return names.pop() if len(names) == 1 else ""


def _story(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    if report.members_of:
        yield paragraph(_members_of(report.members_of), Look(after=4))
    yield figures(_figures(report), room)
    yield paragraph(_further(report), Look(before=4))
    if report.trail is not None:
        yield paragraph(_trail(*report.trail), SMALL)
    yield from _groups(report, room)
    yield from _not_held(report, room)
    yield from _contact_needed(report, room)
    yield from milestones(report.milestones, room)
    yield from in_touch(report, room)
    yield from _movements(report, room)
    yield from _staying(report, room)
    yield from _unsigned(report, room)
    yield from _plan(report, room)
    also = paragraph(_("Also planned:"), Look(before=6)) if report.groups else heading(_("Plan for next week"))
    people = [Signatory(_("Counsellor"), _only_facilitator(report)), Signatory(_("Project coordinator"))]
    yield Ending(also, people)


def _members_of(name: str) -> str:
    return _(
        "Members: those whose key counsellor is {name}, and those without one. Groups and sessions: the whole centre."
    ).format(name=name)


def _figures(report: WeeklyReport) -> list[tuple[str, str]]:
    tally = report.tally
    attended = _("attended {counts}").format(counts=words.attended_of(tally))
    return [
        (str(report.planned), _("sessions planned")),
        (str(report.held), _("held")),
        (str(sum(len(group.not_held) for group in report.groups)), _("did not happen")),
        (words.percent(tally), attended),
        (str(report.needing_contact), _("contact needed")),
        (str(len(report.unsigned)), _("records not finished")),
    ]


def _trail(number: int, letters: str) -> str:
    """By it somebody can tell later whether the trail up to there was written anew."""
    return _("Audit trail up to entry {number}: {letters}").format(number=number, letters=letters)


def _further(report: WeeklyReport) -> str:
    counts = _("Family guests: {guests} · Visitors: {visitors} · Not signed by the next day: {late}")
    return counts.format(guests=report.guests, visitors=report.visitors, late=report.late_entries)


def _groups(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    columns = [
        PrintedColumn(_("Group")),
        PrintedColumn(_("Planned"), None, Align.RIGHT),
        PrintedColumn(_("Held"), None, Align.RIGHT),
        PrintedColumn(_("Members"), None, Align.RIGHT),
        *MARK_COLUMNS,
        PrintedColumn(_("This week"), None, Align.RIGHT, bold=True),
        PrintedColumn(_("Week before"), None, Align.RIGHT),
    ]
    rows = [_group_row(group) for group in report.groups]
    if len(rows) > 1:
        before = sum((group.previous for group in report.groups), Tally())
        sessions = [str(report.planned), str(report.held), ""]  # a member of two groups would count twice
        rows.append([_("All groups"), *sessions, *_percentages(report.tally, before)])
    columns = snug(columns, rows, range(4, 9))
    yield from listing(_("Groups"), columns, rows, room, _("There is no group yet."), kept=3)
    if rows:
        yield mark_legend()


def _group_row(group: GroupWeek) -> list[str]:
    sessions = [str(group.planned), str(group.held), str(group.members)]
    return [group.group_name, *sessions, *_percentages(group.tally, group.previous)]


def _percentages(tally: Tally, before: Tally) -> list[str]:
    """The counts, and each percentage with what it was made of."""
    return [*mark_counts(tally), *(f"{words.percent(week)} ({counts_of(week)})" for week in (tally, before))]


def _not_held(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    rows = [
        (day, [short_date(day), group.group_name, " – ".join(filter(None, (words.of(reason), text)))])
        for group in report.groups
        for day, reason, text in group.not_held
    ]
    rows.sort(key=lambda row: row[0])
    columns = [PrintedColumn(_("Date"), 26), PrintedColumn(_("Group"), 55), PrintedColumn(_("Reason"))]
    empty = _("No session is marked as not having happened.")
    yield from listing(_("Sessions that did not happen"), columns, [row for _day, row in rows], room, empty)


def _contact_needed(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    columns = [PrintedColumn(_("Member")), PrintedColumn(_("Why"), 62), PrintedColumn(_("What was done"), 52)]
    rows = [
        [
            named(line.person),
            "; ".join(words.reason(reason) for reason in line.reasons),
            "; ".join(map(_done, line.done)) or _ROOM_TO_WRITE,
        ]
        for line in report.contact_needed
    ]
    empty = _("No member needs contact.")
    yield from listing(_("Contact needed"), snug(columns, rows), rows, room, empty)
    if report.needing_contact > len(rows):
        shown = _("the {shown} most pressing of {there}")
        yield paragraph(shown.format(shown=len(rows), there=report.needing_contact), SMALL)
    codes = dict.fromkeys(reason.code for line in report.contact_needed for reason in line.reasons)
    if codes:
        yield paragraph(" ".join(words.rule(code, report.thresholds) for code in codes), SMALL)


def _done(done: FollowedUp | Talk) -> str:
    """``Call on 18-11-2026: Reached``, ``One-to-one on 19-11-2026``; without an outcome what is planned."""
    if isinstance(done, Talk):
        return _("{kind} on {day}").format(kind=words.of(done.kind), day=short_date(done.day))
    if done.outcome is None:
        return _("{way} planned for {day}").format(way=words.of(done.way), day=short_date(done.day))
    text = _("{way} on {day}: {outcome}")
    return text.format(way=words.of(done.way), day=short_date(done.day), outcome=words.of(done.outcome))


def _movements(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    found: dict[tuple[date, PersonOnPaper], list[Movement]] = {}
    for line in report.movements:
        found.setdefault((line.day, line.person), []).append(line)
    rows = [[short_date(day), named(person), "; ".join(_moved(lines))] for (day, person), lines in found.items()]
    columns = snug([PrintedColumn(_("Date")), PrintedColumn(_("Member")), PrintedColumn(_("What"))], rows)
    yield from listing(_("Joined and left"), columns, rows, room, _("Nobody joined or left."))


def _moved(lines: Sequence[Movement]) -> Iterator[str]:
    """What one member did on one day: ``discharged``, ``left Morning Circle, Recovery Class``."""
    for (joined, stay), alike in groupby(lines, lambda line: (line.joined, line.stay)):
        groups = ", ".join(line.group_name for line in alike)
        if stay:
            yield pgettext("member", "admitted") if joined else pgettext("member", "discharged")
        else:
            yield (_("joined {groups}") if joined else _("left {groups}")).format(groups=groups)


def _staying(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    """How many stay, and how those are who left, each with what it counts."""
    staying = report.staying
    if staying is None:
        return
    yield from section(_("How many stay"))
    yield paragraph(words_of_fit.retention(staying), Look(after=2))
    yield paragraph(words_of_fit.retention_overall(staying), SMALL)
    codes = [words.of(code) for code in RecoveryNow]
    headings = [
        pgettext("follow-ups counted", "Due"),
        pgettext("follow-ups counted", "Reached"),
        pgettext("follow-ups counted", "Asked"),
        *codes,
    ]
    columns = [PrintedColumn("")] + [
        PrintedColumn(heading, None, Align.RIGHT) for heading in (*headings, *follow_ups.status_headings())
    ]
    rows = [_status(found) for found in staying.status]
    yield from listing(_("After discharge"), snug(columns, rows), rows, room, "")
    yield paragraph(words_of_fit.status_meaning(staying), SMALL)


def _status(found: StatusCounts) -> list[str]:
    counts = [found.due, found.reached, found.asked, *(found.recovery.get(code, 0) for code in RecoveryNow)]
    return [words.of(found.point), *map(str, counts), *follow_ups.status_shares(found)]


def _unsigned(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    columns = [
        PrintedColumn(_("Session no."), 26),
        PrintedColumn(_("Date"), 26),
        PrintedColumn(_("Group")),
        PrintedColumn(_("Still to do"), 68),
    ]
    rows = [[str(line.session_id), short_date(line.day), line.group_name, _to_do(line)] for line in report.unsigned]
    title = _("Records not finished on {day}").format(day=short_date(report.data_as_on))
    yield from listing(title, columns, rows, room, _("No record is waiting to be finished."))


def _to_do(line: UnsignedLine) -> str:
    parts = []
    if line.unmarked:
        unmarked = ngettext("{count} member unmarked", "{count} members unmarked", line.unmarked)
        parts.append(unmarked.format(count=line.unmarked))
    if line.note_missing:
        parts.append(_("note missing"))
    return ", ".join([*parts, _("signature missing")])


def _plan(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    """What each group worked on and means to do next."""
    rows = [
        [group.group_name, "; ".join(words.of(objective) for objective in group.objectives) or "–", group.plan or "–"]
        for group in report.groups
    ]
    if rows:
        columns = [
            PrintedColumn(_("Group"), 34),
            PrintedColumn(_("Objectives"), 56),
            PrintedColumn(_("Plan for next week")),
        ]
        yield from listing(_("Objectives of this week and plan for the next"), columns, rows, room, "")


def milestones(lines: Sequence[MilestoneLine], room: float) -> Iterator[Flowable]:
    """Who reached what, a row for each day."""
    rows = [[short_date(day), _all_reached(list(of_day))] for day, of_day in groupby(lines, attrgetter("day"))]
    columns = [PrintedColumn(_("Date"), 26), PrintedColumn(_("Member and milestone"))]
    yield from listing(_("Milestones"), columns, rows, room, _("No milestone falls into these days."))


def _all_reached(lines: Sequence[MilestoneLine]) -> str:
    """Those of one day; of very many the first, and how many more."""
    names = "; ".join(_reached(line) for line in lines[:MOST_OF_A_DAY])
    more = len(lines) - MOST_OF_A_DAY
    if more <= 0:
        return names
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(names=names, count=more)


def _reached(line: MilestoneLine) -> str:
    """``0160 · Reena Bai Goyal: 30 days (celebrated)``."""
    text = _("{member}: {milestone} (celebrated)") if line.celebrated_on else _("{member}: {milestone}")
    return text.format(member=named(line.person), milestone=words.milestone(line.milestone))


def in_touch(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    """Follow-ups, one-to-one contacts and mentoring in numbers."""
    yield from section(_("In touch"))
    went = report.follow_ups
    follow_ups = _("Follow-ups: {due} due, {done} done, {not_reached} not reached, {still_open} not done yet")
    yield paragraph(
        follow_ups.format(due=went.due, done=went.done, not_reached=went.not_reached, still_open=went.still_open),
        Look(after=2),
    )
    if report.contacts:
        kinds = " · ".join(
            _("{kind}: {count} ({minutes} min)").format(
                kind=words.of(line.kind), count=line.count, minutes=line.minutes
            )
            for line in report.contacts
        )
        yield paragraph(kinds, Look(after=2))
    else:
        yield nothing(_("No one-to-one contact is on record for these days."))
    pairs = report.mentoring
    mentoring = ngettext(
        "Mentoring: {count} pair under way, {begun} begun, {ended} ended, {meetings} meetings, {stalled} stalled",
        "Mentoring: {count} pairs under way, {begun} begun, {ended} ended, {meetings} meetings, {stalled} stalled",
        pairs.pairs,
    )
    yield paragraph(
        mentoring.format(
            count=pairs.pairs, begun=pairs.begun, ended=pairs.ended, meetings=pairs.meetings, stalled=pairs.stalled
        ),
        Look(after=2),
    )
