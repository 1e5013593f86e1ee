"""Marks counted by the database, as the domain's tallies. All of these run inside a reading."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from peewee import Expression, Field, ModelSelect, fn

from peerdesk.db.models import AttendanceRow, Group, Session
from peerdesk.db.queries import pairs, tuples
from peerdesk.domain.sessions.marks import Mark, Tally


def tallies_by_group(first: date, last: date) -> dict[int, Tally]:
    """Attendance of members in each group over days, walk-ins left out."""
    held = Session.select(Session.id).where(Session.day.between(first, last))  # lets the index of days be used
    return _tallies(Session.group, (AttendanceRow.session << held) & ~AttendanceRow.walk_in)


def tallies_by_session(session_ids: Iterable[int]) -> dict[int, Tally]:
    """Everybody's marks at each session, walk-ins included; of the unmarked only walk-ins are counted here."""
    return _tallies(Session.id, Session.id << list(session_ids))


def marked_on_roster(session_ids: Iterable[int]) -> dict[int, int]:
    """How many of each session's roster have a mark; walk-ins are on no roster."""
    marked = AttendanceRow.mark.is_null(False) & ~AttendanceRow.walk_in
    return pairs(
        AttendanceRow.select(AttendanceRow.session, fn.COUNT(AttendanceRow.member))
        .where((AttendanceRow.session << list(session_ids)) & marked)
        .group_by(AttendanceRow.session)
    )


class MarkOfMember(NamedTuple):
    """One member at one session, with or without a mark."""

    group_id: int
    group: str
    day: date
    mark: Mark | None
    walk_in: bool


def of_member(member_id: int) -> list[MarkOfMember]:
    """Every session at which one member has a row, the latest first."""
    columns = Session.group, Group.name, Session.day, AttendanceRow.mark, AttendanceRow.walk_in
    rows = AttendanceRow.select(*columns).join(Session).join(Group).where(AttendanceRow.member == member_id)
    return [MarkOfMember(*row) for row in tuples(rows.order_by(Session.day.desc(), Session.starts.desc()))]


def tally_between(marks: Iterable[MarkOfMember], group_id: int, first: date, last: date | None) -> Tally:
    """A member's marks in one membership, so that rejoining a group begins anew; walk-ins left out."""
    return Tally.of(
        row.mark
        for row in marks
        if row.group_id == group_id and not row.walk_in and first <= row.day and (last is None or row.day <= last)
    )


def _tallies(by: Field[Any], where: Expression) -> dict[int, Tally]:
    return _gathered(_counted(by).where(where))


def _counted(by: Field[Any]) -> ModelSelect[AttendanceRow]:
    counted = AttendanceRow.select(by, AttendanceRow.mark, fn.COUNT(AttendanceRow.member))
    return counted.join(Session).group_by(by, AttendanceRow.mark)


def _gathered(rows: ModelSelect[AttendanceRow]) -> dict[int, Tally]:
    counts: dict[int, dict[Mark | None, int]] = {}
    for subject, mark, count in tuples(rows):
        counts.setdefault(subject, {})[mark] = count
    return {subject: Tally.from_counts(found) for subject, found in counts.items()}
