"""Groups that fit: what speaks against a joining, where a newcomer could go, who is in a group."""

from collections.abc import Sequence
from datetime import date, timedelta

from peewee import fn

from peerdesk.db.models import Group, Member, Membership, Session
from peerdesk.db.queries import pairs, tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.groups import balance
from peerdesk.domain.groups import suggestions as suggestion_rules
from peerdesk.domain.groups.balance import CountedTraits
from peerdesk.domain.groups.fit import FitWarning
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.suggestions import LOOK_BACK, GroupOnOffer, GroupSuggestion
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.errors import NotFound
from peerdesk.records.groups import fit as fit_records
from peerdesk.records.groups import waitlist as waitlist_records
from peerdesk.records.groups.memberships import on_roster
from peerdesk.records.sessions import planned_sessions as planned_records


def warnings(storage: Storage, actor: Actor, joining: Joining) -> Sequence[FitWarning]:
    """What is to be thought of before members join a group; empty where nothing is.

    Raises:
        NotFound: if there is no such group.
    """
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        counsellor = actor.may(Permission.SEE_COUNSELLORS_MEASURES)
        return fit_records.of_joining(joining, storage.now().date(), counsellor=counsellor)


def suggestions(storage: Storage, actor: Actor, member_id: int, *, today: date) -> Sequence[GroupSuggestion]:
    """Where somebody could go: every group that meets and does not have them yet, with reasons, the best first.

    Raises:
        NotFound: if there is no such member.
    """
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        counsellor = actor.may(Permission.SEE_COUNSELLORS_MEASURES)
        newcomers = fit_records.joiners_on([member_id], today, counsellor=counsellor)
        if not newcomers:
            raise NotFound("unknown-member", number=member_id)
        return suggestion_rules.suggestions(newcomers[0], _on_offer(member_id, today), today)


def _on_offer(member_id: int, today: date) -> list[GroupOnOffer]:
    upcoming = planned_records.next_meetings(today)
    here = Membership.select(Membership.group).where((Membership.member == member_id) & on_roster(today))
    meeting = (Group.id << list(upcoming)) & planned_records.still_meets(today) & Group.id.not_in(here)
    groups = list(Group.select().where(meeting))
    rosters = tuples(Membership.select(Membership.group, Membership.member).where(on_roster(today)))
    people = {member.id: member for member in Member.select().where(Member.id << {who for _group, who in rosters})}
    traits = dict(zip(people, fit_records.traits_of(people.values(), today), strict=True))
    of_group: dict[int, list[CountedTraits]] = {}
    for group_id, who in rosters:
        of_group.setdefault(group_id, []).append(traits[who])
    planned, held = _kept(today)
    waiting = waitlist_records.of_member(member_id)
    return [
        GroupOnOffer(
            group.id,
            group.name,
            fit_records.group_to_join(group, len(of_group.get(group.id, ()))),
            balance.composition(of_group.get(group.id, ())),
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
