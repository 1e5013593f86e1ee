"""Whose a record is that an entry is about, where the entry does not say it itself; inside a reading."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from peewee import fn

from peerdesk.db.models import AuditEntry, DisclosureMember, Incident, MentorContact, MentorshipRow
from peerdesk.db.queries import among, kept, tuples
from peerdesk.domain.measures.scales import OWN as OWN_SCALE
from peerdesk.domain.trail.actions import ACTIONS, Of
from peerdesk.domain.trail.lines import RecordOf, Ref, Thing
from peerdesk.records.trail import of_member
from peerdesk.records.trail.contents import facts_of, people

SAYING = (
    "consent.give",
    "consent.give-undone",
    "contact.add",
    "contact.remove",
    "copy.ask",
    "copy.ask-undone",
    "follow-up.add",
    "follow-up.remove",
    "follow-up.schedule",
    "goal.add",
    "goal.remove",
    "hold.set",
    "measure.record",
    "measure.remove",
    "membership.join",
    "membership.join-undone",
    "mentorship.begin",
    "safety.open",
    "stay.admit",
    "stay.admit-undone",
    "staying-well.take-up",
    "staying-well.write",
    "waiting.add",
)
"""The actions whose facts say whose a record is: when it was made, and when it went."""

_ITSELF: Mapping[Of, Thing] = {
    Of.MEMBER: Thing.MEMBER,
    Of.GROUP: Thing.GROUP,
    Of.SESSION: Thing.SESSION,
    Of.STAFF: Thing.STAFF,
    Of.PLACE: Thing.PLACE,
}


class _Said(NamedTuple):
    """Whom an entry says that a record is of."""

    entry_id: int
    whom: tuple[Ref, ...]


class OfWhom:
    """Whose some records are: as the entry says that is the nearest, else as their tables say now."""

    def __init__(self, records: Iterable[RecordOf]) -> None:
        numbers: defaultdict[Of, set[int]] = defaultdict(set)
        for record in records:
            if record.of not in _ITSELF:
                numbers[record.of].add(record.number)
        self._now = dict(_now(numbers))
        self._said: defaultdict[RecordOf, list[_Said]] = defaultdict(list)
        for record, said in _said(numbers):
            self._said[record].append(said)

    def of(self, record: RecordOf, entry_id: int) -> tuple[Ref, ...]:
        """Of whom a record was at an entry: a number is given again once its record is gone."""
        if record.of in _ITSELF:
            return (Ref(_ITSELF[record.of], record.number),)
        said = self._said[record]
        before = [each.whom for each in said if each.entry_id <= entry_id]
        after = [each.whom for each in said if each.entry_id > entry_id]
        return before[-1] if before else after[0] if after else self._now.get(record, ())


def _said(numbers: Mapping[Of, set[int]]) -> Iterator[tuple[RecordOf, _Said]]:
    actions = [action for action in SAYING if ACTIONS[action].of in numbers]
    if not actions:
        return
    row, all_of_them = AuditEntry, set().union(*numbers.values())
    told = (row.action << actions) & (row.subject_id << among(sorted(all_of_them)))
    columns = row.id, row.action, row.subject_id, row.old, row.new
    for entry_id, action, number, old, new in kept(row.select(*columns).where(told).order_by(row.id)):
        if whom := tuple(people(action, facts_of(old), facts_of(new))):
            yield RecordOf(ACTIONS[action].of, number), _Said(entry_id, whom)


def _now(numbers: Mapping[Of, set[int]]) -> Iterator[tuple[RecordOf, tuple[Ref, ...]]]:
    for of, asked in numbers.items():
        theirs = among(sorted(asked))
        if of in of_member.OWN:
            table = of_member.OWN[of]
            for number, member_id in tuples(table.select(table.id, table.member).where(table.id << theirs)):
                yield RecordOf(of, number), (Ref(Thing.MEMBER, member_id),)
        elif of is Of.SCALE:
            for number in asked:
                yield RecordOf(of, number), (Ref(Thing.SCALE, f"{OWN_SCALE}{number}"),)
        elif of is Of.INCIDENT:
            rows = Incident.select(Incident.id, Incident.group, Incident.session).where(Incident.id << theirs)
            for number, group_id, session_id in tuples(rows):
                of_session = Ref(Thing.SESSION, session_id)
                yield RecordOf(of, number), (of_session if session_id else Ref(Thing.GROUP, group_id),)
        elif of is Of.DISCLOSURE:
            row, count = DisclosureMember, fn.COUNT(DisclosureMember.member)
            alone = row.select(row.disclosure, fn.MAX(row.member)).where(row.disclosure << theirs)
            for number, member_id in tuples(alone.group_by(row.disclosure).having(count == 1)):
                yield RecordOf(of, number), (Ref(Thing.MEMBER, member_id),)
        else:
            yield from _pairs(of, asked)


def _pairs(of: Of, asked: set[int]) -> Iterator[tuple[RecordOf, tuple[Ref, ...]]]:
    """Of a mentorship and its contacts: the member, and the mentor."""
    pair, contact = MentorshipRow, MentorContact
    theirs = among(sorted(asked))
    found: list[tuple[int, int, int]] = []
    if of is Of.MENTORSHIP:
        found = tuples(pair.select(pair.id, pair.member, pair.mentor).where(pair.id << theirs))
    elif of is Of.MENTOR_CONTACT:
        found = tuples(contact.select(contact.id, pair.member, pair.mentor).join(pair).where(contact.id << theirs))
    for number, member_id, mentor_id in found:
        yield RecordOf(of, number), (Ref(Thing.MEMBER, member_id), Ref(Thing.MEMBER, mentor_id))
