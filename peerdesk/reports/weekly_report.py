"""The weekly counsellor report: what was planned and held, who needs contact, who came and went, what comes next."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from reportlab.platypus import Flowable, KeepTogether

from peerdesk import words
from peerdesk.domain.dates import short_date
from peerdesk.domain.marks import Tally
from peerdesk.domain.registers import GroupWeek, Movement, UnsignedLine, WeeklyReport
from peerdesk.i18n import N_, ngettext, pgettext
from peerdesk.i18n import gettext as _
from peerdesk.reports import page
from peerdesk.reports.blocks import Signatory, heading, ruled_lines, signatures, table
from peerdesk.reports.figures import figures
from peerdesk.reports.grid import Column
from peerdesk.reports.layout import section, snug
from peerdesk.reports.people import named
from peerdesk.reports.tallies import MARK_COLUMNS, attended_of, mark_counts, mark_legend
from peerdesk.reports.type import Align, Look, paragraph

TITLE = N_("Weekly counsellor report")

_PLAN_LINES = 3
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
    yield figures(_figures(report), room)
    yield paragraph(_further(report), Look(before=4))
    yield from _groups(report, room)
    yield from _not_held(report, room)
    yield from _contact_needed(report, room)
    yield from _movements(report, room)
    yield from _unsigned(report, room)
    yield from _plan(report, room)
    people = [Signatory(_("Counsellor"), _only_facilitator(report)), Signatory(_("Project coordinator"))]
    yield signatures(people, room)


def _figures(report: WeeklyReport) -> list[tuple[str, str]]:
    tally = report.tally
    attended = _("attended ({counts})").format(counts=attended_of(tally))
    return [
        (str(report.planned), _("sessions planned")),
        (str(report.held), _("held")),
        (str(sum(len(group.not_held) for group in report.groups)), _("did not happen")),
        (words.percent(tally), attended),
        (str(len(report.contact_needed)), _("contact needed")),
        (str(len(report.unsigned)), _("records not finished")),
    ]


def _further(report: WeeklyReport) -> str:
    counts = _("Family guests: {guests} · Visitors: {visitors} · Signed later than the next day: {late}")
    return counts.format(guests=report.guests, visitors=report.visitors, late=report.late_entries)


def _groups(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    yield from section(_("Groups"))
    columns = [
        Column(_("Group")),
        Column(_("Planned"), None, Align.RIGHT),
        Column(_("Held"), None, Align.RIGHT),
        Column(_("Members"), None, Align.RIGHT),
        *MARK_COLUMNS,
        Column(_("This week"), None, Align.RIGHT, bold=True),
        Column(_("Week before"), None, Align.RIGHT),
    ]
    rows = [_group_row(group) for group in report.groups]
    if len(rows) > 1:
        before = sum((group.previous for group in report.groups), Tally())
        sessions = [str(report.planned), str(report.held), ""]  # a member of two groups would count twice
        rows.append([_("All groups"), *sessions, *_percentages(report.tally, before)])
    yield table(snug(columns, rows, range(4, 9)), rows, room, _("There is no group yet."))
    if rows:
        yield mark_legend()


def _group_row(group: GroupWeek) -> list[str]:
    sessions = [str(group.planned), str(group.held), str(group.members)]
    return [group.group_name, *sessions, *_percentages(group.tally, group.previous)]


def _percentages(tally: Tally, before: Tally) -> list[str]:
    """The counts, and each percentage over what it was made of."""
    return [*mark_counts(tally), *(f"{words.percent(week)}\n{attended_of(week)}" for week in (tally, before))]


def _not_held(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    rows = [
        (day, [short_date(day), group.group_name, " – ".join(filter(None, (words.of(reason), text)))])
        for group in report.groups
        for day, reason, text in group.not_held
    ]
    rows.sort(key=lambda row: row[0])
    yield from section(_("Sessions that did not happen"))
    columns = [Column(_("Date"), 26), Column(_("Group"), 55), Column(_("Reason"))]
    yield table(columns, [row for _day, row in rows], room, _("No session is marked as not having happened."))


def _contact_needed(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    yield from section(_("Contact needed"))
    columns = [
        Column(_("Member")),
        Column(_("Group"), 32),
        Column(_("Absent in a row"), None, Align.RIGHT),
        Column(_("Last attended")),
        Column(_("What was done"), 52),
    ]
    rows = [
        [
            named(line.person),
            line.group_name,
            str(line.absences),
            short_date(line.last_attended) if line.last_attended else "–",
            _ROOM_TO_WRITE,
        ]
        for line in report.contact_needed
    ]
    yield table(snug(columns, rows), rows, room, _("No member needs contact because of absences."))


def _movements(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    yield from section(_("Joined and left"))
    columns = [Column(_("Date"), 26), Column(_("Member")), Column(_("Group"), 45), Column(_("What"), 26)]
    rows = [
        [short_date(line.day), named(line.person), line.group_name or "–", _movement(line)] for line in report.movements
    ]
    yield table(columns, rows, room, _("Nobody joined or left."))


def _movement(line: Movement) -> str:
    if line.stay:
        return pgettext("member", "admitted") if line.joined else pgettext("member", "discharged")
    return pgettext("member", "joined") if line.joined else pgettext("member", "left")


def _unsigned(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    yield from section(_("Records not finished"))
    columns = [Column(_("Session no."), 26), Column(_("Date"), 26), Column(_("Group")), Column(_("Still to do"), 68)]
    rows = [[str(line.session_id), short_date(line.day), line.group_name, _to_do(line)] for line in report.unsigned]
    yield table(columns, rows, room, _("No record is waiting to be finished."))


def _to_do(line: UnsignedLine) -> str:
    parts = []
    if line.unmarked:
        unmarked = ngettext("{count} member unmarked", "{count} members unmarked", line.unmarked)
        parts.append(unmarked.format(count=line.unmarked))
    if line.note_missing:
        parts.append(_("note missing"))
    return ", ".join([*parts, _("signature missing")])


def _plan(report: WeeklyReport, room: float) -> Iterator[Flowable]:
    """What each group worked on and means to do next, then lines for what is not in the book."""
    rows = [
        [group.group_name, "; ".join(words.of(objective) for objective in group.objectives) or "–", group.plan or "–"]
        for group in report.groups
    ]
    if rows:
        yield from section(_("Objectives of this week and plan for the next"))
        columns = [Column(_("Group"), 38), Column(_("Objectives"), 52), Column(_("Plan for next week"))]
        yield table(columns, rows, room, "")
        yield KeepTogether([paragraph(_("Also planned:"), Look(before=6)), ruled_lines(_PLAN_LINES, room)])
        return
    yield KeepTogether([heading(_("Plan for next week")), ruled_lines(_PLAN_LINES, room)])
