"""Marks counted by the database, as the domain's tallies. All of these run inside a reading."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from peewee import Expression, Field, ModelSelect, fn

from peerdesk.db.models import AttendanceRow, Membership, Session
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


def tallies_by_membership(member_id: int) -> dict[int, Tally]:
    """One member's marks in each membership, by its id, so that rejoining a group begins anew; walk-ins left out."""
    # Joined here: SQLite would go through everybody who was ever in the group.
    spans = Membership.select(Membership.id, Membership.group, Membership.from_day, Membership.to_day)
    theirs = tuples(spans.where(Membership.member == member_id))
    rows = AttendanceRow.select(Session.group, Session.day, AttendanceRow.mark).join(Session)
    marks: dict[int, list[Mark | None]] = {}
    for group_id, day, mark in tuples(rows.where((AttendanceRow.member == member_id) & ~AttendanceRow.walk_in)):
        for membership_id, of_group, first, last in theirs:
            if of_group == group_id and first <= day and (last is None or day <= last):
                marks.setdefault(membership_id, []).append(mark)
    return {membership_id: Tally.of(found) for membership_id, found in marks.items()}


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
