"""Gathers a member's basic record, without the names of other people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from peewee import fn

from peerdesk.db.models import AttendanceRow, Contact, Membership, Session, Stay
from peerdesk.db.queries import values
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.follow_ups import FollowUpRow
from peerdesk.domain.disclosures import ForWhom
from peerdesk.domain.papers.basic_record import BasicRecord
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.papers.progress_report import GoalLine, ProgressReport
from peerdesk.errors import Problem
from peerdesk.i18n import gettext as _
from peerdesk.records import consents as consent_records
from peerdesk.records import members as member_records
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.records.papers import choices as chosen
from peerdesk.records.papers import others
from peerdesk.services.papers import progress_report
from peerdesk.words import follow_ups as told

_WithoutOthers = Callable[[str], str]


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> BasicRecord:
    """The record of the member chosen, else of the first on the roll, from the first day that is known until today.

    An employer and a court are told no more than on their progress report, and the family is told no notes.

    Raises:
        InvalidInput: if the consent that the paper needs does not stand.
        NotFound: if there is no such member.
    """
    actor.require(Permission.SEE_NOTES)
    with storage.reading():
        member = chosen.member(choices, today)
        first = today if member is None else _first_day(member.id, today)
        days = replace(choices, member=member.number if member else None, first=first, last=today)
        progress = progress_report.gather(storage, actor, days, today=today, now=now)
        if member is None or progress.attendance_alone:
            return BasicRecord(progress)
        without_others = others.taken_out(member, _("[another person]"), _("[a phone number]"))
        with_words = choices.made_for is not ForWhom.FAMILY
        rows = follow_up_records.of_member(member.id, today, with_words=with_words)
        done = [_follow_up(row, without_others) for row in reversed(rows) if row.outcome is not None]
        details = member_records.record_of(member.id).details
        return BasicRecord(
            _progress(progress, without_others),
            [told.phone(phone.number, phone.whose) for phone in details.phones],
            done,
            consent_records.of_member(member.id),
            [Problem("", "record-read-through")],
        )


def _first_day(member_id: int, today: date) -> date:
    """The first day of which the record knows something; no later than today."""
    marked = AttendanceRow.select(fn.MIN(Session.day)).join(Session).where(AttendanceRow.member == member_id)
    found = [
        *values(Stay.select(fn.MIN(Stay.admitted_on)).where(Stay.member == member_id)),
        *values(Membership.select(fn.MIN(Membership.from_day)).where(Membership.member == member_id)),
        *values(Contact.select(fn.MIN(Contact.day)).where(Contact.member == member_id)),
        *values(marked),
    ]
    days = [date.fromisoformat(day) if isinstance(day, str) else day for day in found if day is not None]
    earliest = today.replace(year=today.year - _MOST_YEARS, day=1)
    return max(min([*days, today]), earliest)


_MOST_YEARS = 29
"""What a report covers at the most, whole: 30 years with leap days are a little longer."""


def _progress(report: ProgressReport, without_others: _WithoutOthers) -> ProgressReport:
    notes = [(day, group, without_others(text)) for day, group, text in report.notes]
    if report.support is None:
        return replace(report, notes=notes)
    goals = [_goal(line, without_others) for line in report.support.goals]
    return replace(report, notes=notes, support=replace(report.support, goals=goals))


def _goal(line: GoalLine, without_others: _WithoutOthers) -> GoalLine:
    said = line.said and (*line.said[:2], without_others(line.said[2]))
    return replace(line, text=without_others(line.text), said=said)


def _follow_up(row: FollowUpRow, without_others: _WithoutOthers) -> FollowUpRow:
    return replace(
        row,
        why=without_others(row.why),
        words=without_others(row.words),
        next_step=without_others(row.next_step),
    )
