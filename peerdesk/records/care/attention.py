"""Who needs contact and what was done about it, by the rules of :mod:`peerdesk.domain.care.attention_rules`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from peewee import JOIN, Case, Expression, fn

from peerdesk.db.models import FollowUp, Member, MemberPhone
from peerdesk.db.queries import among, tuples
from peerdesk.domain.care import attention_rules as rules
from peerdesk.domain.care.attention import AttentionRow, Reason, pressing
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpWay
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.members import display_name
from peerdesk.records import key_counsellors
from peerdesk.records.care import attention_facts, settling
from peerdesk.records.name_order import in_name_order
from peerdesk.records.phones import family_phone, first_phone


class Pressing(NamedTuple):
    """Who needs contact, the most pressing first, and how many; those about whom something was done come last."""

    rows: list[AttentionRow]
    waiting: int
    settled: int


def most_pressing(today: date, most: int | None, numbers: Thresholds, mine_of: int | None = None) -> Pressing:
    """At most so many of those who need contact, by the centre's numbers; inside a reading.

    With ``mine_of`` only those for whom nobody else answers.
    """
    found = _reasons(today, numbers)
    if mine_of is not None:
        mine = key_counsellors.mine_among(found.keys(), mine_of, today)
        found = {who: reasons for who, reasons in found.items() if who in mine}
    order = sorted(found, key=lambda who: (*pressing(found[who]), who))
    waiting = sum(any(reason.settled is None for reason in reasons) for reasons in found.values())
    return Pressing(_rows({who: found[who] for who in order[:most]}), waiting, len(found) - waiting)


def made_by_hand() -> Expression:
    """Open follow-ups that somebody made; those of the schedule come by themselves."""
    return FollowUp.outcome.is_null() & (FollowUp.kind != FollowUpKind.SCHEDULED)


def _reasons(day: date, numbers: Thresholds) -> dict[int, list[Reason]]:
    """Everybody's reasons; those in the archive are nobody's to call."""
    known = attention_facts.known(day, numbers)
    found = {who: reasons for who, facts in known.items() if (reasons := rules.reasons(facts, day, numbers))}
    done = settling.done_about(found, day)
    return {who: rules.with_settled(reasons, done[who], day, numbers) for who, reasons in found.items()}


def _rows(found: Mapping[int, Sequence[Reason]]) -> list[AttentionRow]:
    """The members behind the reasons, the most pressing first; where they are alike, in name order."""
    phone = MemberPhone.alias()
    of_family = [who for who, reasons in found.items() if rules.follow_up_way(reasons) is FollowUpWay.FAMILY_CALL]
    called = Case(None, [(Member.id << among(of_family), family_phone(Member.id))], first_phone(Member.id))
    columns = Member.id, Member.number, Member.name_latin, Member.name_native, phone.number, fn.MIN(FollowUp.due_on)
    rows = (
        Member.select(*columns)
        .join(phone, JOIN.LEFT_OUTER, on=phone.id == called)
        .switch(Member)
        .join(FollowUp, JOIN.LEFT_OUTER, on=(FollowUp.member == Member.id) & made_by_hand())
        .where(Member.id << among(found))
        .group_by(Member.id)
        .order_by(*in_name_order())
    )
    people = [
        AttentionRow(who, number, display_name(latin, native), phone or "", found[who], planned)
        for who, number, latin, native, phone, planned in tuples(rows)
    ]
    return sorted(people, key=lambda row: pressing(row.reasons))
