"""A member's basic record: the copy to which they have a right, to be handed over within 72 hours.

It names nobody else: what counsellors wrote comes with marks in the place of other people's names.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from reportlab.platypus import Flowable, KeepTogether

from peerdesk import words
from peerdesk.domain.care.follow_ups import FollowUpRow
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.consents import ConsentRow
from peerdesk.domain.members.members import number_text
from peerdesk.domain.papers.basic_record import BasicRecord
from peerdesk.domain.papers.progress_report import GroupProgress
from peerdesk.domain.sessions.marks import Tally
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import (
    MARK_COLUMNS,
    PrintedColumn,
    Signatory,
    counts_of,
    facts,
    mark_counts,
    mark_legend,
    nothing,
    signatures,
)
from peerdesk.reports.parts.layout import listing, snug
from peerdesk.reports.parts.type import Align, Look, paragraph
from peerdesk.reports.progress_report import contacts, goals, measures, person_facts, recovery, stay_columns, stay_row
from peerdesk.words import follow_ups as told

TITLE = N_("Basic record")


def write(report: BasicRecord, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the record as PDF; see `page.write`."""
    progress, person = report.progress, report.progress.person
    sheet = page.Sheet(
        letterhead=progress.letterhead,
        title=TITLE,
        printed=progress.printed,
        data_as_on=progress.data_as_on,
        period=progress.period,
        subject=_("Member {number}").format(number=number_text(person.number)) if person else "",
        confidential=person is not None,
    )
    return page.write(sheet, _story(report, sheet.body_width), out, on_page)


def _story(report: BasicRecord, room: float) -> Iterator[Flowable]:
    progress = report.progress
    if progress.person is None:
        yield nothing(_("There is no member yet. Once a member is registered, the record is printed here."))
        return
    pairs = person_facts(progress, progress.person)
    yield facts([*pairs, *([(_("Phone"), "\n".join(report.phones))] if report.phones else [])], room)
    if not progress.attendance_alone:
        yield paragraph(_about(), Look(before=6))
    stays = [stay_row(stay) for stay in progress.stays]
    yield from listing(_("Stays"), stay_columns(), stays, room, _("No stay is on record."))
    yield from _attendance(progress.groups, room)
    if progress.attendance_alone:
        yield paragraph(_("This version tells of stays and attendance alone."), Look(before=4))
        return
    support = progress.support
    if support is not None:
        yield from recovery(support.timeline, progress.period, progress.data_as_on, room)
        yield from goals(support.goals, room)
        yield from measures(support.measures, room)
        yield from contacts(support, room)
    yield from _follow_ups(report.follow_ups, room)
    yield from _consents(report.consents, room)
    if progress.notes:
        columns = [PrintedColumn(_("Date"), 24), PrintedColumn(_("Group"), 36), PrintedColumn(_("Note"))]
        rows = [[short_date(day), group, text] for day, group, text in progress.notes]
        yield from listing(_("Notes"), columns, rows, room, "")
    people = Signatory(_("Handed over by")), Signatory(_("Received by (signature or thumb)"))
    yield KeepTogether([paragraph(_rights(), Look(before=10)), signatures(people, room)])


def _about() -> str:
    return _(
        "This is what the centre keeps about you. Where another person was named, [another person] stands in the place "
        "of the name, and [a phone number] in that of a number that is not yours."
    )


def _rights() -> str:
    return _(
        "Tell the coordinator if something is wrong or missing: it is put right. Only what could do serious harm may "
        "be left out of a copy, and you are told so; then you can apply to the Mental Health Review Board (Mental "
        "Healthcare Act 2017, section 25)."
    )


def _attendance(groups: Sequence[GroupProgress], room: float) -> Iterator[Flowable]:
    columns = [
        PrintedColumn(_("Group")),
        PrintedColumn(_("From")),
        PrintedColumn(_("Until")),
        *MARK_COLUMNS,
        PrintedColumn(_("Attended"), None, Align.RIGHT),
        PrintedColumn("%", None, Align.RIGHT, bold=True),
    ]
    rows = [
        [
            group.group_name,
            short_date(group.from_day),
            short_date(group.to_day) if group.to_day else "–",
            *_counted(group.tally),
        ]
        for group in groups
    ]
    if len(rows) > 1:
        rows.append([_("All groups"), "", "", *_counted(sum((group.tally for group in groups), Tally()))])
    columns = snug(columns, rows, range(3, 8), open_column=0)
    yield from listing(_("Attendance"), columns, rows, room, _("The member belonged to no group in these days."))
    if rows:
        yield mark_legend()


def _counted(tally: Tally) -> list[str]:
    return [*mark_counts(tally), counts_of(tally), words.percent(tally)]


def _follow_ups(rows: Sequence[FollowUpRow], room: float) -> Iterator[Flowable]:
    columns = [
        PrintedColumn(_("Date")),
        PrintedColumn(_("How")),
        PrintedColumn(_("Outcome")),
        PrintedColumn(_("What was learnt, and the next step")),
    ]
    cells = [
        [
            short_date(row.done_on) if row.done_on else "–",
            words.of(row.way),
            words.of(row.outcome) if row.outcome else "–",
            "\n".join(filter(None, (told.status(row.status), row.words, row.next_step))) or "–",
        ]
        for row in rows
    ]
    columns = snug(columns, cells, open_column=3)
    yield from listing(_("Follow-ups done"), columns, cells, room, _("No follow-up was done so far."))


def _consents(rows: Sequence[ConsentRow], room: float) -> Iterator[Flowable]:
    columns = [
        PrintedColumn(_("Consent")),
        PrintedColumn(_("Given on")),
        PrintedColumn(_("How")),
        PrintedColumn(_("Withdrawn on")),
    ]
    cells = [
        [
            words.of(row.kind),
            short_date(row.given_on),
            words.of(row.way),
            short_date(row.withdrawn_on) if row.withdrawn_on else "–",
        ]
        for row in rows
    ]
    columns = snug(columns, cells, open_column=0)
    yield from listing(_("Consents and privacy notice"), columns, cells, room, _("No consent is on record."))
