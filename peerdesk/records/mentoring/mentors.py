"""Mentors out of the file: who agreed, how far along they are, who waits for one, who could accompany whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from peewee import JOIN, Expression, fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import Member, MemberSubstance, Mentor, MentorshipRow, RecoverySpan, Stay
from peerdesk.db.queries import tuples
from peerdesk.domain.care.recovery import SpanInRecovery
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.members import Language, MemberDetails
from peerdesk.domain.members.portal_codes import Gender, Substance
from peerdesk.domain.members.states import Part
from peerdesk.domain.members.stays import Phase, phase_of
from peerdesk.domain.mentoring.mentors import (
    Companion,
    MentoringTraits,
    MentorRow,
    PossibleMentor,
    Search,
    age_difference,
    in_common,
    ranked,
)
from peerdesk.domain.mentoring.mentorships import (
    PairFacts,
    Standing,
    warnings_for_mentor,
    warnings_for_pair,
)
from peerdesk.domain.screens.mentoring import WaitingForMentor
from peerdesk.records import key_counsellors
from peerdesk.records.care import recovery
from peerdesk.records.latest_stays import latest_of
from peerdesk.records.members import known_member
from peerdesk.records.mentoring import pairs
from peerdesk.records.name_order import in_name_order
from peerdesk.records.standing import stands_in


def active() -> Expression:
    """Condition on mentors who have not stopped."""
    return Mentor.stopped_on.is_null()


def standings(member_ids: Collection[int], today: date) -> dict[int, Standing]:
    """How far along some members are."""
    days = recovery.days_in_recovery(member_ids, today)
    phases: dict[int, Phase] = {}
    stays = Stay.select().where(Stay.member << list(member_ids))
    for stay in stays.order_by(Stay.discharged_on.is_null(), Stay.admitted_on, Stay.id):
        phases[stay.member_id] = phase_of(stay.discharged_on, stay.discharge_type)
    returned = recovery.days_since_return(member_ids, today)
    return {who: Standing(days.get(who), phases.get(who), returned.get(who)) for who in member_ids}


def mentors(where: Expression, today: date, thresholds: Thresholds) -> list[MentorRow]:
    """Members who agreed to mentor, in name order; those in the archive are left out."""
    accompanies = MentorshipRow.select(fn.COUNT(MentorshipRow.id)).where(
        pairs.open_pairs() & (MentorshipRow.mentor == Mentor.member)
    )
    in_recovery = (RecoverySpan.member == Mentor.member) & RecoverySpan.ended_on.is_null()
    rows = (
        Mentor.select(
            *(Mentor.consented_on, Mentor.load, Mentor.override, Mentor.stopped_on, accompanies.alias("accompanies")),
            *(recovery.latest_return(Mentor.member).alias("returned"), RecoverySpan.from_day),
            *(Stay.id, Stay.discharged_on, Stay.discharge_type),
            *_PERSON,
        )
        .join(Member)
        .switch(Mentor)
        .join(RecoverySpan, JOIN.LEFT_OUTER, on=in_recovery)
        .switch(Mentor)
        .join(Stay, JOIN.LEFT_OUTER, on=Stay.id == latest_of(Mentor.member))
        .where(where & stands_in(Part.POSSIBLE_MENTORS))
        .order_by(*in_name_order())
    )
    return [_mentor(row, today, thresholds) for row in tuples(rows)]


def _mentor(row: Sequence[Any], today: date, thresholds: Thresholds) -> MentorRow:
    consented_on, load, override, stopped_on, accompanies, returned, since, stay, *ended = row[:10]
    person, gender, village, _language, age = _person(row[10:], today)
    days = None if since is None else SpanInRecovery(0, since).days(today)
    standing = Standing(days, phase_of(*ended) if stay else None, recovery.days_ago(returned, today))
    return MentorRow(
        person=person,
        gender=gender,
        age=age,
        village=village,
        standing=standing,
        consented_on=consented_on,
        load=load,
        accompanies=accompanies,
        warnings=tuple(warnings_for_mentor(standing, thresholds)),
        override=override,
        stopped_on=stopped_on,
    )


def waiting(today: date, mine_of: int | None = None) -> list[WaitingForMentor]:
    """Members in the programme whom nobody accompanies, newcomers first."""
    pair = MentorshipRow.select(MentorshipRow.id).where(pairs.open_pairs() & (MentorshipRow.member == Stay.member))
    rows = (
        Stay.select(Stay.admitted_on, *_PERSON)
        .join(Member)
        .where(Stay.discharged_on.is_null() & stands_in(Part.WAITING_FOR_MENTOR) & ~fn.EXISTS(pair))
        .where(*key_counsellors.only_mine(Stay.member, mine_of, today))
        .order_by(Stay.admitted_on.desc(), Stay.id.desc())
    )
    found = []
    for admitted_on, *columns in tuples(rows):
        person, gender, village, language, age = _person(columns, today)
        found.append(WaitingForMentor(person, gender, age, village, language, admitted_on))
    return found


_PERSON = (
    *(Member.id, Member.number, Member.name_latin, Member.name_native),
    *(Member.gender, Member.village, Member.language, Member.birth_date, Member.age, Member.age_on),
)


def _person(columns: Sequence[Any], today: date) -> tuple[Companion, Gender, str, Language | None, int | None]:
    """A member out of the columns of `_PERSON`, with gender, village, language and age."""
    gender, village, language, birth_date, age, age_on = columns[4:]
    return Companion(*columns[:4]), gender, village, language, _age(birth_date, age, age_on, today)


def traits(member_ids: Collection[int], today: date) -> dict[int, MentoringTraits]:
    """What the list of possible mentors compares."""
    substances: dict[int, set[Substance]] = {}
    used = MemberSubstance.select(MemberSubstance.member, MemberSubstance.substance)
    for member_id, substance in tuples(used.where(MemberSubstance.member << list(member_ids))):
        substances.setdefault(member_id, set()).add(substance)
    everybody = Member.select().where(Member.id << list(member_ids))
    return {
        m.id: MentoringTraits(
            m.gender,
            _age(m.birth_date, m.age, m.age_on, today),
            m.language,
            m.village,
            m.district,
            frozenset(substances.get(m.id, frozenset())),
        )
        for m in everybody
    }


def _age(birth_date: date | None, age: int | None, age_on: date | None, today: date) -> int | None:
    return MemberDetails(birth_date=birth_date, age=age, age_on=age_on).age_today(today)


def search(member_id: int, agreed: Sequence[MentorRow], numbers: Thresholds, today: date) -> Search:
    """Who of all who agreed could accompany a member, as for the service of possible mentors."""
    row, present = known_member(member_id), pairs.present_mentors(member_id)
    found = [mentor for mentor in agreed if mentor.person.id != member_id and mentor.person.id not in present]
    known = traits([member_id, *(mentor.person.id for mentor in found)], today)
    member, possible = known[member_id], []
    for mentor in found:
        own, others = known[mentor.person.id], ", ".join(present.values())
        facts = PairFacts(mentor.standing, mentor.accompanies, mentor.load, own.gender, member.gender, others)
        possible.append(
            PossibleMentor(
                mentor, own, in_common(member, own), age_difference(member, own), warnings_for_pair(facts, numbers)
            )
        )
    person = Companion(row.id, row.number, row.name_latin, row.name_native)
    return Search(person, member, ranked(member, possible))


def stop_within(unit: Unit, member_id: int, day: date) -> bool:
    """A member who agreed to accompany others does so no more; whether they had agreed."""
    stopped = Mentor.update(stopped_on=day).where((Mentor.member == member_id) & active()).execute()
    if stopped:
        unit.audit("mentor.stop", member_id, {"stopped_on": None}, {"stopped_on": day})
    return bool(stopped)
