"""What calls for a talk within days: returns to use, weekly answers, residents who are away.

Everything here is asked inside a reading. Each begins from an index that holds the few rows that tell of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peewee import CompoundSelectQuery, Expression, ForeignKeyField, Value, fn

from peerdesk.db.models import Measurement, MeasurementAnswer, PlannedLeave, Presence, RecoverySpan
from peerdesk.db.queries import among, tuples
from peerdesk.db.statements import prepared
from peerdesk.domain.care.attention_facts import AWAY_LOOK_BACK, DANGERS_LOOK_BACK, WeeklyFacts
from peerdesk.domain.care.attention_rules import DAYS_AWAY
from peerdesk.domain.measures.scales import CRAVING_ITEM, DAYS_OF_USE_ITEM, WEEKLY


@dataclass(frozen=True, slots=True)
class Dangers:
    """What is told of members lately.

    Attributes:
        returned: when the latest return to use was noted.
        weekly: the latest weekly answers, where they call for a talk.
        away: the latest days marked absent from the centre, newest first; present on none of the days since.
    """

    returned: Mapping[int, date]
    weekly: Mapping[int, WeeklyFacts]
    away: Mapping[int, Sequence[date]]


def told(day: date, only: int | None = None) -> Dangers:
    """What is told of everybody up to a day, or of one member; one query, and two more where somebody may be away."""
    lately, these_days = day - DANGERS_LOOK_BACK, day - AWAY_LOOK_BACK
    if only is None:
        rows = _told_of_all.tuples(day, lately, these_days)
    else:
        rows = _told_of_one.tuples(day, lately, these_days, only)
    returned: dict[int, date] = {}
    answered: dict[int, tuple[date, dict[int, int]]] = {}
    absent: dict[int, list[date]] = {}
    for what, who, on, place, value in rows:
        match what:
            case _What.RETURNED:
                returned[who] = max(on, returned.get(who, on))
            case _What.ANSWERED:
                answered.setdefault(who, (on, {}))[1][place] = value
            case _What.ABSENT:
                absent.setdefault(who, []).append(on)
    weekly = {
        who: WeeklyFacts(on, given.get(CRAVING_ITEM), given.get(DAYS_OF_USE_ITEM))
        for who, (on, given) in answered.items()
    }
    return Dangers(returned, weekly, _away(absent, day))


class _What(StrEnum):
    RETURNED = "returned"
    ANSWERED = "answered"
    ABSENT = "absent"


@prepared
def _told_of_all(day: date, lately: date, these_days: date) -> CompoundSelectQuery:
    return _told(day, lately, these_days, None)


@prepared
def _told_of_one(day: date, lately: date, these_days: date, member_id: int) -> CompoundSelectQuery:
    return _told(day, lately, these_days, member_id)


def _told(day: date, lately: date, these_days: date, member_id: int | None) -> CompoundSelectQuery:
    nothing = Value(None), Value(None)
    sheet, later = Measurement, Measurement.alias()
    overtaken = later.select(later.id).where(
        (later.member == sheet.member) & (later.scale == WEEKLY.code) & (later.day > sheet.day) & (later.day <= day)
    )
    returned = RecoverySpan.select(Value(_What.RETURNED.value), RecoverySpan.member, RecoverySpan.noted_on, *nothing)
    answered = sheet.select(
        Value(_What.ANSWERED.value), sheet.member, sheet.day, MeasurementAnswer.place, MeasurementAnswer.value
    ).join(MeasurementAnswer)
    absent = Presence.select(Value(_What.ABSENT.value), Presence.member, Presence.day, *nothing)
    return (
        returned.where(RecoverySpan.noted_on.between(lately, day), *_of(RecoverySpan.member, member_id))
        + answered.where(
            sheet.concern, sheet.day.between(lately, day), ~fn.EXISTS(overtaken), *_of(sheet.member, member_id)
        )
        + absent.where(~Presence.present, Presence.day.between(these_days, day), *_of(Presence.member, member_id))
    )


def _of(member: ForeignKeyField, member_id: int | None) -> list[Expression]:
    return [] if member_id is None else [member == member_id]


def _away(absent: Mapping[int, Sequence[date]], day: date) -> dict[int, list[date]]:
    """The trailing days of absence, without those of planned leave; fewer than the rule asks for are left out."""
    first = day - AWAY_LOOK_BACK
    several = [who for who, days in absent.items() if len(days) >= DAYS_AWAY]
    if not several:
        return {}
    here = Presence.select(Presence.member, fn.MAX(Presence.day)).where(
        Presence.day.between(first, day), Presence.present, Presence.member << among(several)
    )
    back = dict(tuples(here.group_by(Presence.member)))
    off = _on_leave(several, first, day)
    trailing = {
        who: sorted((on for on in absent[who] if on > back.get(who, date.min) and (who, on) not in off), reverse=True)
        for who in several
    }
    return {who: days for who, days in trailing.items() if len(days) >= DAYS_AWAY}


def _on_leave(member_ids: Iterable[int], first: date, last: date) -> set[tuple[int, date]]:
    """Member and day of planned leave between two days."""
    columns = PlannedLeave.member, PlannedLeave.from_day, PlannedLeave.to_day
    some = (PlannedLeave.from_day <= last) & (PlannedLeave.to_day >= first)
    rows = tuples(PlannedLeave.select(*columns).where((PlannedLeave.member << among(member_ids)) & some))
    days = [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
    return {(who, on) for who, since, until in rows for on in days if since <= on <= until}
