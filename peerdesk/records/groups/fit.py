"""What the rules of fitting ask the file: the group, who joins, who is in it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from peewee import JOIN

from peerdesk.db.models import Group, Member, Membership, Stay
from peerdesk.db.queries import tuples
from peerdesk.domain.dates import far_problems
from peerdesk.domain.groups import balance
from peerdesk.domain.groups import fit as rules
from peerdesk.domain.groups.balance import Composition, CountedTraits
from peerdesk.domain.groups.fit import FitCode, FitWarning, GroupToJoin, Joiner
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails, display_name
from peerdesk.domain.members.stays import LatestStay
from peerdesk.errors import NotFound
from peerdesk.records.groups.memberships import on_roster


def of_joining(joining: Joining, today: date, *, counsellor: bool = False) -> list[FitWarning]:
    """What is to be thought of before members join a group; inside a reading.

    Only a counsellor is told what hangs on a co-occurring illness; it never asks for a reason.

    Raises:
        NotFound: if there is no such group.
    """
    group: Group | None = Group.get_or_none(Group.id == joining.group_id)
    if group is None:
        raise NotFound("unknown-group", number=joining.group_id)
    ids = list(dict.fromkeys(joining.member_ids))
    there = on_roster(joining.from_day) & (Membership.group == joining.group_id) & Membership.member.not_in(ids)
    to_join = group_to_join(group, Membership.select().where(there).count())
    joiners = joiners_on(ids, joining.from_day, counsellor=counsellor)
    found = list(rules.warnings(to_join, joiners, joining.from_day, joining.role))
    if far_problems("from_day", joining.from_day, today, ""):
        found.append(FitWarning(FitCode.FAR_AHEAD, None, {"day": joining.from_day}))
    return found


def composition(group_id: int, on: date) -> Composition:
    """Who is in a group on a day, counted; inside a reading."""
    stay = Stay.alias()
    latest = stay.select(stay.id).where((stay.member == Member.id) & (stay.admitted_on <= on))
    latest = latest.order_by(stay.admitted_on.desc(), stay.id.desc()).limit(1)
    columns = (
        *(Member.gender, Member.birth_date, Member.age, Member.age_on, Member.occupation),
        *(Stay.id, Stay.admitted_on, Stay.discharged_on, Stay.discharge_type),
    )
    rows = (
        Member.select(*columns)
        .join(Membership)
        .switch(Member)
        .join(Stay, JOIN.LEFT_OUTER, on=Stay.id == latest)
        .where((Membership.group == group_id) & on_roster(on))
    )
    return balance.composition(
        [
            CountedTraits(
                gender,
                MemberDetails(birth_date=birth_date, age=age, age_on=age_on).age_today(on),
                occupation,
                balance.stage(LatestStay(*facts) if stay_id else None, on),
            )
            for gender, birth_date, age, age_on, occupation, stay_id, *facts in tuples(rows)
        ]
    )


def group_to_join(group: Group, members: int) -> GroupToJoin:
    """What the rules ask about a group with so many on its roster."""
    return GroupToJoin(group.type, group.entry, group.audience, group.capacity_max, group.started_on, members)


def joiners_on(member_ids: Sequence[int], day: date, *, counsellor: bool) -> list[Joiner]:
    """Some members as on a day and as a reader may know them, in the order of the ids; unknown ones left out."""
    members = {member.id: member for member in Member.select().where(Member.id << list(member_ids))}
    known = [members[member_id] for member_id in member_ids if member_id in members]
    return [
        Joiner(
            member.id,
            display_name(member.name_latin, member.name_native),
            traits.gender,
            traits.age,
            traits.stage,
            member.co_occurring if counsellor else None,
        )
        for member, traits in zip(known, traits_of(known, day), strict=True)
    ]


def traits_of(members: Iterable[Member], day: date) -> list[CountedTraits]:
    """What is counted of some members on a day, in the same order."""
    everybody = list(members)
    stays = _latest_stays([member.id for member in everybody], day)
    return [
        CountedTraits(member.gender, _age(member, day), member.occupation, balance.stage(stays.get(member.id), day))
        for member in everybody
    ]


def _latest_stays(member_ids: Collection[int], day: date) -> dict[int, LatestStay]:
    """The last stay of each that began up to a day."""
    columns = Stay.member, Stay.admitted_on, Stay.discharged_on, Stay.discharge_type
    begun = Stay.select(*columns).where((Stay.member << list(member_ids)) & (Stay.admitted_on <= day))
    rows = tuples(begun.order_by(Stay.admitted_on, Stay.id))
    return {who: LatestStay(*facts) for who, *facts in rows}


def _age(member: Member, day: date) -> int | None:
    return MemberDetails(birth_date=member.birth_date, age=member.age, age_on=member.age_on).age_today(day)
