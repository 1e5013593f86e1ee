"""Members: register, change, find, archive."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from peerdesk.db.models import Member, MemberPhone, MemberSubstance
from peerdesk.db.queries import among, tuples
from peerdesk.db.search import holds, reindex
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.endings import EndingAct
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.members.members import Birth, MemberDetails, display_name, tidied
from peerdesk.domain.members.same import KnownFacts, agreeing
from peerdesk.domain.members.states import Part
from peerdesk.domain.members.stays import Admission
from peerdesk.domain.names import marked, normal, spoken
from peerdesk.domain.screens.members import MemberFilter, MemberList, PossibleSame
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records import deaths, endings, erasures, key_counsellors, member_list
from peerdesk.records import members as member_records

MOST_ROWS = 300
"""A list shows so many at the most; the search narrows it."""

_SHORTEST_NAME, _MOST_SAME = 2, 5


def register(
    storage: Storage,
    actor: Actor,
    details: MemberDetails,
    *,
    today: date,
    admission: Admission | None = None,
    confirmed: str = "",
) -> int:
    """Put a person on the roster, with their first stay if given, and return their id.

    Raises:
        InvalidInput: with every problem of the details and of the admission; one long ago, or of a child, needs a
            reason why it is right (``confirmed``).
    """
    actor.require(Permission.REGISTER_MEMBERS)
    details = tidied(details, today)
    problems = details.problems(today)
    if admission:
        with storage.reading():
            birth = Birth.of(details.birth_date, details.age, details.age_on)
            problems += member_records.admission_problems(admission, today, (), birth=birth, confirmed=confirmed)
    if problems:
        raise InvalidInput(problems)
    changed = Changed.MEMBERS | (member_records.changed_by(admission) if admission else Changed(0))
    with storage.writing(changed, actor) as unit:
        row_id, number = erasures.next_member()
        columns = {"id": row_id, "number": number, "archived_on": None, "died_on": None, **_columns(details)}
        member = Member.create(**columns, force_insert=True)
        _keep_lists(member.id, details)
        unit.audit("member.register", member.id, None, {"number": number, **_columns(details)})
        if admission:
            member_records.admit_within(unit, member.id, admission, confirmed)
        reindex(member.id)
    return int(member.id)


def change(storage: Storage, actor: Actor, member_id: int, details: MemberDetails, *, today: date) -> None:
    """Keep other details of a member, and find them by these from now on.

    Raises:
        InvalidInput: with every problem of the details.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    details = tidied(details, today)
    problems = details.problems(today)
    with storage.reading():
        member_records.known_member(member_id)
        since = member_records.known_since(member_id)
    if since is not None and details.birth_date is not None and since < details.birth_date:
        problems.append(Problem("birth_date", "birth-after-record", {"day": since}))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.MEMBERS, actor) as unit:
        old = member_records.record_of(member_id).details
        Member.update(**_columns(details)).where(Member.id == member_id).execute()
        _keep_lists(member_id, details)
        unit.audit_change("member.change", member_id, _facts(old), _facts(details))
        reindex(member_id)


def archive(storage: Storage, actor: Actor, member_id: int, *, today: date | None) -> None:
    """Take a member out of every list, or back in with ``today=None``. Nobody is ever deleted.

    Groups, waitlists, mentoring, calls and turns at duties end (what ends, says ``deaths.what_ends`` before), and come
    back with the member as far as nothing has taken their place.

    Raises:
        InvalidInput: if the member is in the programme: how the stay ended has to be said first.
        NotFound: if there is no such member.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.reading():
        member = member_records.known_member(member_id)
        inside = [stay for stay in member_records.stays_of(member_id) if stay.discharged_on is None]
    if today is not None and inside and member.archived_on is None:
        raise InvalidInput([Problem("", "archive-in-programme")])
    with storage.writing(deaths.TOUCHES, actor) as unit:
        member = member_records.known_member(member_id)
        if (member.archived_on is None) is (today is None):
            unit.nothing_to_do()
            return
        unit.audit("member.archive", member_id, {"archived_on": member.archived_on}, {"archived_on": today})
        Member.update(archived_on=today).where(Member.id == member_id).execute()
        if today is not None:
            ending_id = endings.begin_within(EndingAct.ARCHIVE, today, member_id=member_id)
            endings.end_everything_within(unit, ending_id, member_id, today)
        elif (ending := endings.of_member(member_id, EndingAct.ARCHIVE)) is not None:
            death = endings.of_member(member_id, EndingAct.DEATH) if member.died_on else None
            if death is not None:
                endings.hand_over_within(unit, ending, death)
            else:
                endings.take_back_within(unit, ending)


def mark_co_occurring(storage: Storage, actor: Actor, member_id: int, *, known: bool) -> None:
    """Note that a co-occurring illness is known, or take that back. Counsellors' knowledge: on no list and no paper.

    Raises:
        NotFound: if there is no such member.
    """
    actor.require(Permission.SEE_COUNSELLORS_MEASURES)
    with storage.writing(Changed.MEMBERS, actor) as unit:
        member = member_records.known_member(member_id)
        unit.audit_change(
            "member.co-occurring", member_id, {"co_occurring": member.co_occurring}, {"co_occurring": known}
        )
        Member.update(co_occurring=known).where(Member.id == member_id).execute()


def find(
    storage: Storage,
    actor: Actor,
    *,
    text: str = "",
    chosen: MemberFilter = MemberFilter.EVERYBODY,
    today: date,
    most: int = MOST_ROWS,
    whose: Whose = Whose.EVERYBODY,
    part: Part = Part.MEMBER_LIST,
) -> MemberList:
    """Members whom every typed word fits, in name order, with what a list shows of them.

    The actor's own alone are listed only where nothing is typed: who looks for somebody shall find them. Where somebody
    is looked for to be put into a part of the program, only those are listed who can be.
    """
    actor.require(Permission.SEE_MEMBERS)
    with storage.reading():
        mine_of = key_counsellors.mine_of(actor, whose)
        return member_list.find(text, chosen, today=today, most=most, mine_of=mine_of, part=part)


def possible_same(storage: Storage, actor: Actor, details: MemberDetails, *, today: date) -> Sequence[PossibleSame]:
    """Members who may be the person being typed in (`domain/members/same.py`), those whom most things fit first.

    Shown while typing; never merges and never blocks.
    """
    actor.require(Permission.SEE_MEMBERS)
    names = (details.name_latin, details.name_native)
    phones = frozenset(phone.tidied().number for phone in details.phones)
    age, village = details.age_today(today), details.village
    typed = KnownFacts(names, details.relation_name, village, age, phones)
    if max(map(len, map(normal, names))) < _SHORTEST_NAME:
        return ()
    with storage.reading():
        fitting = [(agreeing(typed, told), person) for told, person in _called_alike(names, today)]
    best = sorted((pair for pair in fitting if pair[0]), key=_most_fitting)
    return [person for _fits, person in best[:_MOST_SAME]]


def _most_fitting(found: tuple[int, PossibleSame]) -> tuple[int, int]:
    fits_so, person = found
    return -fits_so, person.number


def _called_alike(names: Iterable[str], today: date) -> Iterator[tuple[KnownFacts, PossibleSame]]:
    """Whoever is called as one of some names sounds, with what tells them apart; two queries."""
    sounds = sorted({sound for name in names for sound in spoken(name).called})
    if not sounds:
        return
    members = list(Member.select().where(holds([bound for sound in marked(sounds) for bound in (sound, sound + "\0")])))
    theirs = MemberPhone.member << among(m.id for m in members)
    phones: dict[int, set[str]] = {}
    for member_id, number in tuples(MemberPhone.select(MemberPhone.member, MemberPhone.number).where(theirs)):
        phones.setdefault(member_id, set()).add(number)
    for m in members:
        age = _age(m, today)
        numbers = frozenset(phones.get(m.id, ()))
        yield (
            KnownFacts((m.name_latin, m.name_native), m.relation_name, m.village, age, numbers),
            PossibleSame(
                m.id, m.number, display_name(m.name_latin, m.name_native), m.relation, m.relation_name, m.village, age
            ),
        )


def _columns(details: MemberDetails) -> dict[str, object]:
    return {name: getattr(details, name) for name in member_records.COLUMNS}


def _facts(details: MemberDetails) -> dict[str, object]:
    phones = [f"{phone.number} {phone.whose}".strip() for phone in details.phones]
    return {**_columns(details), "phones": phones, "substances": details.substances}


def _keep_lists(member_id: int, details: MemberDetails) -> None:
    MemberPhone.delete().where(MemberPhone.member == member_id).execute()
    MemberSubstance.delete().where(MemberSubstance.member == member_id).execute()
    for phone in details.phones:
        MemberPhone.create(member=member_id, number=phone.number, whose=phone.whose)
    for substance in sorted(details.substances):
        MemberSubstance.create(member=member_id, substance=substance)


def _age(member: Member, today: date) -> int | None:
    return member_list.age_of(member.birth_date, member.age, member.age_on, today)
