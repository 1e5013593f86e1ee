"""What was done about the members who need contact: follow-ups that somebody made, and talks. Inside a reading."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from peewee import DateField, ModelCompoundSelectQuery, ModelSelect, Value

from peerdesk.db.models import Contact, FollowUp, MentorContact, MentorshipRow
from peerdesk.db.queries import among
from peerdesk.db.statements import prepared
from peerdesk.domain.care import contacts, follow_ups
from peerdesk.domain.care.attention import Reason
from peerdesk.domain.care.attention_facts import NOTHING_DONE, DoneFacts, PlannedFacts, last_agreed
from peerdesk.domain.care.follow_ups import FollowUpKind

_PLANNED, _REACHED, _STAFF, _FAMILY, _MENTOR = "planned", "reached", "staff", "family", "mentor"
_NO_FOLLOW_UP = Value(None), Value(""), Value(0)


class _Row(NamedTuple):
    member_id: int
    what: str
    day: date
    begun_on: date | None
    agreed: str
    row_id: int


def done_about(found: Mapping[int, Sequence[Reason]], day: date) -> dict[int, DoneFacts]:
    """What was done up to a day about the members behind some reasons, since the first of these stood; one query."""
    if not found:
        return {}
    began = min(reason.began for reasons in found.values() for reason in reasons if reason.began)
    done: dict[int, list[_Row]] = {}
    for row in map(_Row._make, _done.tuples(found.keys(), began, day)):
        done.setdefault(row.member_id, []).append(row)
    return {who: _facts(done[who]) if who in done else NOTHING_DONE for who in found}


def _facts(rows: Sequence[_Row]) -> DoneFacts:
    def latest(*what: str) -> date | None:
        return max((row.day for row in rows if row.what in what), default=None)

    reached = [(row.day, row.row_id, row.agreed) for row in rows if row.what == _REACHED]
    reached_on, agreed = last_agreed(reached)
    planned = [PlannedFacts(row.day, row.begun_on or row.day) for row in rows if row.what == _PLANNED]
    return DoneFacts(
        planned=sorted(planned, key=lambda planned: planned.due_on),
        spoken_on=latest(_STAFF, _REACHED, _MENTOR),
        staff_spoke_on=latest(_STAFF, _REACHED),
        family_on=latest(_FAMILY),
        reached_on=reached_on,
        agreed=agreed,
    )


@prepared
def _done(member_ids: Collection[int], first: date, last: date) -> ModelCompoundSelectQuery:
    whose = among(member_ids)
    follow_up = FollowUp.member << whose
    by_hand = FollowUp.kind != FollowUpKind.SCHEDULED
    still_open = FollowUp.outcome.is_null() | (FollowUp.done_on > last)
    done = FollowUp.done_on.between(first, last)
    contact = (Contact.member << whose) & Contact.day.between(first, last)
    met = (MentorshipRow.member << whose) & MentorContact.day.between(first, last)
    return (
        _follow_ups(_PLANNED, FollowUp.due_on).where(
            follow_up, by_hand, still_open, FollowUp.due_on >= last, FollowUp.begun_on <= last
        )
        + _follow_ups(_REACHED, FollowUp.done_on).where(follow_up, done, FollowUp.outcome << follow_ups.WITH_MEMBER)
        + _follow_ups(_FAMILY, FollowUp.done_on).where(follow_up, done, FollowUp.outcome << follow_ups.WITH_FAMILY)
        + _contacts(_STAFF).where(contact, Contact.kind << list(contacts.WITH_MEMBER))
        + _contacts(_FAMILY).where(contact, Contact.kind << list(contacts.WITH_FAMILY))
        + MentorContact.select(MentorshipRow.member, Value(_MENTOR), MentorContact.day, *_NO_FOLLOW_UP)
        .join(MentorshipRow)
        .where(met)
    )


def _follow_ups(what: str, day: DateField) -> ModelSelect[FollowUp]:
    return FollowUp.select(FollowUp.member, Value(what), day, FollowUp.begun_on, FollowUp.next_step, FollowUp.id)


def _contacts(what: str) -> ModelSelect[Contact]:
    return Contact.select(Contact.member, Value(what), Contact.day, *_NO_FOLLOW_UP)
