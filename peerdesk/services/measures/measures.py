"""Measures: answers to the scales, keyed in from sheets; one sheet per member, scale and day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from peewee import ModelSelect, fn

from peerdesk.db.models import Measurement, MeasurementAnswer, Member, Stay
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.changes import Changed
from peerdesk.domain.measures.scales import (
    Answers,
    Scale,
    answer_problems,
    concern,
    is_due,
    may_see,
    require_for,
    safety_answer,
    usable,
)
from peerdesk.domain.members.members import birth_problems
from peerdesk.domain.members.states import Part
from peerdesk.domain.screens.measures import DueMember, EntrySheet, MeasuresScreen
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import bin as bin_records
from peerdesk.records import measures as measure_records
from peerdesk.records import members as member_records
from peerdesk.records import safety as safety_records
from peerdesk.records import standing
from peerdesk.records.measures import every_scale, scale_of
from peerdesk.services.members import members


def record(
    storage: Storage, actor: Actor, member_id: int, scale_code: str, day: date, answers: Answers, *, today: date
) -> int:
    """Keep the answers of a sheet and return their number; on the same day again they correct the earlier ones.

    ``answers`` are values by the place of their question; questions left out have none. What calls for a talk today
    opens a safety note in the actor's name; nothing that is keyed in or taken out ends one.

    Raises:
        InvalidInput: with every problem of the day and of the answers.
        NotFound: if there is no such member, or no such scale.
        NotPermitted: if the scale is for counsellors and the actor is none.
    """
    actor.require(Permission.KEEP_MEASURES)
    with storage.reading():
        scale = scale_of(scale_code)
        require_for(actor, scale)
        problems = answer_problems(scale, answers) + birth_problems("day", day, member_records.born(member_id))
        problems += standing.entry_problems(Part.MEASURES, member_id, ("day", day))
    if day > today:
        problems.append(Problem("day", "day-ahead"))
    elif scale.retired_on is not None and day > scale.retired_on:
        problems.append(Problem("day", "scale-retired", {"day": scale.retired_on}))
    if problems:
        raise InvalidInput(problems)
    told = concern(scale_code, answers)
    with storage.writing(Changed.MEASURES, actor) as unit:
        row = Measurement.get_or_none(measure_records.of_scale(member_id, scale_code) & (Measurement.day == day))
        if row is None:
            row = Measurement.create(member=member_id, scale=scale_code, day=day, staff=actor.staff_id, concern=told)
            unit.audit("measure.record", row.id, None, _facts(member_id, scale_code, day, answers))
        else:
            old = measure_records.answers_of(row.id)
            unit.audit_change("measure.correct", row.id, {"answers": dict(old)}, {"answers": dict(answers)})
            if old == answers:
                return int(row.id)
            Measurement.update(staff=actor.staff_id, concern=told).where(Measurement.id == row.id).execute()
            MeasurementAnswer.delete().where(MeasurementAnswer.measurement == row.id).execute()
        for place, value in sorted(answers.items()):
            MeasurementAnswer.create(measurement=row.id, place=place, value=measure_records.kept_answer(scale, value))
        safety_records.open_within(unit, member_id, day, safety_answer(scale_code, answers))
    return int(row.id)


def remove(storage: Storage, actor: Actor, measurement_id: int) -> int:
    """Take a sheet's answers out, for example those keyed in for somebody else; return their number in the bin.

    Raises:
        NotFound: if there are none of this number, or none that the actor may know of.
    """
    actor.require(Permission.KEEP_MEASURES)
    with storage.writing(Changed.MEASURES, actor) as unit:
        row = Measurement.get_or_none(Measurement.id == measurement_id)
        if row is None or not may_see(actor, scale_of(row.scale)):
            raise NotFound("unknown-measurement", number=measurement_id)
        unit.audit(
            "measure.remove",
            row.id,
            _facts(row.member_id, row.scale, row.day, measure_records.answers_of(row.id)),
            None,
        )
        answers = MeasurementAnswer.select().where(MeasurementAnswer.measurement == row.id)
        return bin_records.put_within(unit, BinKind.MEASUREMENT, row, *answers)


def entry(storage: Storage, actor: Actor, member_id: int, scale_code: str, day: date) -> EntrySheet:
    """What is known before a member's sheet of a day is keyed in.

    Raises:
        NotFound: if there is no such member, or no such scale.
        NotPermitted: if the scale is for counsellors and the actor is none.
    """
    actor.require(Permission.KEEP_MEASURES)
    with storage.reading():
        scale = scale_of(scale_code)
        require_for(actor, scale)
        return _entry(member_id, scale, day)


def screen(
    storage: Storage,
    actor: Actor,
    *,
    today: date,
    day: date,
    scale: str = "",
    member_id: int | None = None,
    due_first: bool = False,
    text: str = "",
    most: int = members.MOST_ROWS,
) -> MeasuresScreen:
    """The scales, whose sheets are to be keyed in, and the sheet of the chosen member, in one reading.

    Args:
        storage: the open file.
        actor: who keys in.
        today: the day it is now.
        day: that of the sheet.
        scale: code of the chosen one; the first if it is not offered.
        member_id: whose sheet is keyed in, if anybody's.
        due_first: whether the first scale that is due for that member goes before the chosen one.
        text: whom to look for; nobody if left out.
        most: so many at most of those whom it fits.

    Raises:
        NotFound: if there is no such member.
    """
    actor.require(Permission.SEE_MEASURES)
    with storage.reading():
        every = every_scale()
        offered = {found.code: found for found in usable(actor, every)}
        waiting = _due(actor, every, today)
        asked = next((member.due for member in waiting if member.member_id == member_id), frozenset[str]())
        first_due = next((code for code in offered if code in asked), None) if due_first else None
        code = first_due or (scale if scale in offered else next(iter(offered)))
        found = members.find(storage, actor, text=text, today=today, most=most).rows if text.strip() else ()
        whose = member_id if actor.may(Permission.KEEP_MEASURES) else None
        sheet = None if whose is None else _entry(whose, offered[code], day)
        return MeasuresScreen(list(offered.values()), waiting, found, code, sheet)


def _entry(member_id: int, scale: Scale, day: date) -> EntrySheet:
    member = member_records.known_member(member_id)
    found = measure_records.measured_where(measure_records.of_scale(member_id, scale.code) & (Measurement.day <= day))[
        scale.code
    ]
    kept = found[-1] if found and found[-1].day == day else None
    earlier = found[:-1] if kept else found
    before = earlier[-1] if earlier else None
    return EntrySheet(member.id, member.number, member.name_latin, member.name_native, scale, kept, before)


def _due(actor: Actor, every: Mapping[str, Scale], today: date) -> list[DueMember]:
    """Who is in the programme, with the scales to be asked now, as far as the reader may know of them."""
    seen = {scale.code: scale for scale in usable(actor, every, retired=True)}
    asked = usable(actor, every)
    found = []
    for member_id, number, latin, native, *days in tuples(_here_with_latest(list(seen))):
        latest = {code: date.fromisoformat(day) for code, day in zip(seen, days, strict=True) if day}
        due = frozenset(scale.code for scale in asked if is_due(scale.rhythm, latest.get(scale.code), today))
        found.append(DueMember(member_id, number, latin, native, due, latest))
    return sorted(found, key=lambda member: member.number)


def _here_with_latest(scales: Sequence[str]) -> ModelSelect[Stay]:
    """Who is in the programme, with the day on which each of some scales was last answered.

    A day for each is the end of an index; to go through all sheets of everybody would take all their years.
    """
    latest = [
        Measurement.select(fn.MAX(Measurement.day))
        .where((Measurement.member == Stay.member) & (Measurement.scale == code))
        .alias(f"latest_{place}")
        for place, code in enumerate(scales)
    ]
    people = Stay.select(Member.id, Member.number, Member.name_latin, Member.name_native, *latest).join(Member)
    return people.where(Stay.discharged_on.is_null() & standing.stands_in(Part.MEASURES_DUE))


def _facts(member_id: int, scale_code: str, day: date, answers: Answers) -> dict[str, object]:
    return {"member": member_id, "scale": scale_code, "day": day, "answers": dict(answers)}
