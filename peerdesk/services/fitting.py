"""Groups that fit: what speaks against a joining, where a newcomer could go, who is in a group."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from peewee import fn

from peerdesk.db.models import Group, Member, Membership, Session, Stay
from peerdesk.db.queries import pairs, tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.groups import balance as counting
from peerdesk.domain.groups import fit as rules
from peerdesk.domain.groups import suggestions as group_choice
from peerdesk.domain.groups.balance import Composition, CountedTraits
from peerdesk.domain.groups.fit import FitWarning, GroupToJoin, Joiner
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.suggestions import LOOK_BACK, GroupOnOffer, GroupSuggestion
from peerdesk.domain.members.members import MemberDetails, display_name
from peerdesk.domain.members.stays import LatestStay
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.errors import NotFound
from peerdesk.services import planning, waitlist
from peerdesk.services.rosters import on_roster


def warnings(storage: Storage, actor: Actor, joining: Joining) -> Sequence[FitWarning]:
    """What is to be thought of before members join a group; empty where nothing is.

    Raises:
        NotFound: if there is no such group.
    """
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        return of_joining(joining)


def suggestions(storage: Storage, actor: Actor, member_id: int, *, today: date) -> Sequence[GroupSuggestion]:
    """Where somebody could go: every group that meets and does not have them yet, with reasons, the best first.

    Raises:
        NotFound: if there is no such member.
    """
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        newcomers = _joiners([member_id], today)
        if not newcomers:
            raise NotFound("unknown-member", number=member_id)
        return group_choice.suggestions(newcomers[0], _on_offer(member_id, today), today)


def of_joining(joining: Joining) -> list[FitWarning]:
    """What is to be thought of before members join a group; inside a reading.

    Raises:
        NotFound: if there is no such group.
    """
    group: Group | None = Group.get_or_none(Group.id == joining.group_id)
    if group is None:
        raise NotFound("unknown-group", number=joining.group_id)
    ids = list(dict.fromkeys(joining.member_ids))
    there = on_roster(joining.from_day) & (Membership.group == joining.group_id) & Membership.member.not_in(ids)
    to_join = _to_join(group, Membership.select().where(there).count())
    return rules.warnings(to_join, _joiners(ids, joining.from_day), joining.from_day, joining.role)


def composition(group_id: int, on: date) -> Composition:
    """Who is in a group on a day, counted; inside a reading."""
    members = Member.select().join(Membership).where((Membership.group == group_id) & on_roster(on))
    return counting.composition(_traits(members, on))


def _on_offer(member_id: int, today: date) -> list[GroupOnOffer]:
    upcoming = planning.next_meetings(today)
    here = Membership.select(Membership.group).where((Membership.member == member_id) & on_roster(today))
    meeting = (Group.id << list(upcoming)) & planning.still_meets(today) & Group.id.not_in(here)
    groups = list(Group.select().where(meeting))
    rosters = tuples(Membership.select(Membership.group, Membership.member).where(on_roster(today)))
    people = {member.id: member for member in Member.select().where(Member.id << {who for _group, who in rosters})}
    traits = dict(zip(people, _traits(people.values(), today), strict=True))
    of_group: dict[int, list[CountedTraits]] = {}
    for group_id, who in rosters:
        of_group.setdefault(group_id, []).append(traits[who])
    planned, held = _kept(today)
    waiting = waitlist.of_member(member_id)
    return [
        GroupOnOffer(
            group.id,
            group.name,
            _to_join(group, len(of_group.get(group.id, ()))),
            counting.composition(of_group.get(group.id, ())),
            upcoming[group.id],
            planned.get(group.id, 0),
            held.get(group.id, 0),
            waiting.get(group.id),
        )
        for group in groups
    ]


def _kept(today: date) -> tuple[dict[int, int], dict[int, int]]:
    """How many sessions of each group the book had in the last eight weeks, and how many of them were held."""
    lately = Session.day.between(today - LOOK_BACK, today - timedelta(days=1))
    counted = Session.select(Session.group, fn.COUNT(Session.id)).group_by(Session.group)
    return pairs(counted.where(lately)), pairs(counted.where(lately & (Session.status == SessionStatus.HELD)))


def _to_join(group: Group, members: int) -> GroupToJoin:
    return GroupToJoin(group.type, group.entry, group.audience, group.capacity_max, group.started_on, members)


def _joiners(member_ids: Sequence[int], day: date) -> list[Joiner]:
    """Some members as on a day, in the order of their ids in the list; unknown ones left out."""
    members = {member.id: member for member in Member.select().where(Member.id << list(member_ids))}
    known = [members[member_id] for member_id in member_ids if member_id in members]
    return [
        Joiner(member.id, display_name(member.name_latin, member.name_native), traits.gender, traits.age, traits.stage)
        for member, traits in zip(known, _traits(known, day), strict=True)
    ]


def _traits(members: Iterable[Member], day: date) -> list[CountedTraits]:
    everybody = list(members)
    stays = _latest_stays([member.id for member in everybody], day)
    return [
        CountedTraits(member.gender, _age(member, day), member.occupation, counting.stage(stays.get(member.id), day))
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
