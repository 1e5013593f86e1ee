"""Stays and planned leave: admit, discharge, re-admit, and put right what was written of them."""

from collections.abc import Sequence
from datetime import date

from peerdesk.db.audit import Unit
from peerdesk.db.models import Group, Member, Membership, PlannedLeave, Stay
from peerdesk.db.queries import tuples
from peerdesk.db.search import reindex
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.changes import Changed
from peerdesk.domain.dates import confirmation, far_problems
from peerdesk.domain.groups.groups import TYPES_OUTLIVING_DISCHARGE
from peerdesk.domain.members import stays as rules
from peerdesk.domain.members.changes import ChangedFact
from peerdesk.domain.members.endings import EndingAct
from peerdesk.domain.members.members import birth_problems
from peerdesk.domain.members.states import Part
from peerdesk.domain.members.stays import (
    Admission,
    Death,
    Discharge,
    DischargeType,
    Series,
    StayCorrection,
    StayRow,
)
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import bin as bin_records
from peerdesk.records import changes, endings, in_stay, standing
from peerdesk.records import deaths as death_records
from peerdesk.records import members as member_records
from peerdesk.records.care import follow_up_schedule
from peerdesk.records.care import places as place_records
from peerdesk.records.care import recovery as recovery_records
from peerdesk.records.groups import memberships as membership_records


def next_number(storage: Storage, actor: Actor, series: Series, day: date) -> str:
    """The admission number that would be given next, ``CODE/2026-27/0042`` (outpatients ``CODE/OP/2026-27/0042``)."""
    actor.require(Permission.SEE_MEMBERS)
    with storage.reading():
        return member_records.next_number(series, day)


def admit(
    storage: Storage, actor: Actor, member_id: int, admission: Admission, *, today: date, confirmed: str = ""
) -> int:
    """Begin a stay of a member (again, after an earlier one) and return its id.

    Raises:
        InvalidInput: with every problem of its days and its number, the recovery date's among them; one long ago, or
            of a child, needs a reason why it is right (``confirmed``).
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.reading():
        problems = member_records.admission_problems(
            admission,
            today,
            member_records.stays_of(member_id),
            recovery_records.spans_of(member_id),
            birth=member_records.birth_of(member_id),
            confirmed=confirmed,
        )
        problems += standing.problems(Part.ADMISSION, [member_id], "admitted_on")
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.MEMBERS | Changed.FOLLOW_UPS | member_records.changed_by(admission), actor) as unit:
        member_records.known_member(member_id)
        stay_id = member_records.admit_within(unit, member_id, admission, confirmed)
        reindex(member_id)
    return stay_id


def discharge(storage: Storage, actor: Actor, stay_id: int, discharge: Discharge, *, today: date) -> None:
    """End a stay and the memberships chosen to end with it; after a death everything ends.

    Absences after the day stay in the file and are due no more.

    Raises:
        InvalidInput: if it has ended already, the day is wrong, the member came to one of those groups after it, or a
            place is named although they were referred nowhere.
        NotFound: if there is no such stay or place.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    died = discharge.discharge_type is DischargeType.DIED
    with storage.reading():
        stay = _stay(stay_id)
        problems = discharge.problems(today, _row(stay))
        if stay.discharged_on is not None:
            problems.append(Problem("discharged_on", "discharged-already"))
        if died:
            problems += death_records.day_problems(stay.member_id, discharge.discharged_on, "discharged_on")
        place_records.require_known(discharge.referred_to)
        problems += [
            problem
            for membership_id in sorted(() if died else discharge.ending_memberships)
            for problem in membership_records.ending_problems(membership_id, discharge.discharged_on, "discharged_on")
        ]
    if problems:
        raise InvalidInput(problems)
    with storage.writing(death_records.TOUCHES if died else _TOUCHES, actor) as unit:
        if died:
            death_records.note_within(unit, stay.member_id, Death(discharge.discharged_on))
            return
        new = {
            "discharged_on": discharge.discharged_on,
            "discharge_type": discharge.discharge_type,
            "referred_to": discharge.referred_to,
        }
        Stay.update(**new).where(Stay.id == stay_id).execute()
        unit.audit("stay.discharge", stay_id, {"discharged_on": None}, new)
        ending = endings.begin_within(
            EndingAct.DISCHARGE, discharge.discharged_on, member_id=stay.member_id, stay_id=stay_id
        )
        endings.end_memberships_within(unit, ending, discharge.ending_memberships, discharge.discharged_on)
        follow_up_schedule.make_within(unit, stay_id, stay.member_id, discharge.discharged_on, discharge.discharge_type)


def take_back_discharge(storage: Storage, actor: Actor, stay_id: int, why: str) -> Discharge:
    """The stay goes on: the memberships that the discharge ended come back, and the follow-ups it made go.

    Returns the discharge as it stood, for undoing this.

    What was done of these stays. Where the member died in the stay, the death is taken back with all it ended.

    Raises:
        InvalidInput: if no reason is given, the stay goes on anyway, the member was admitted again since, has died
            after it or is in the archive.
        NotFound: if there is no such stay.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.reading():
        stay = _stay(stay_id)
        problems = rules.why_problems(why)
        if stay.discharged_on is None:
            problems.append(Problem("", "stay-not-ended"))
        later = [other for other in member_records.stays_of(stay.member_id) if other.admitted_on >= stay.admitted_on]
        problems += [Problem("", "later-stay", {"day": other.admitted_on}) for other in later if other.id > stay_id][:1]
        died = stay.discharge_type is DischargeType.DIED
        ending = endings.of_stay(stay_id)
        ended = frozenset() if ending is None or died else frozenset(endings.memberships_of(ending))
        if not died:
            problems += standing.problems(Part.ADMISSION, [stay.member_id], "")
    if problems or stay.discharged_on is None or stay.discharge_type is None:
        raise InvalidInput(problems)
    taken_back = Discharge(stay.discharged_on, stay.discharge_type, ended, stay.referred_to_id)
    with storage.writing(death_records.TOUCHES if died else _TOUCHES, actor) as unit:
        if died:
            death_records.take_back_within(unit, stay.member_id, why)
            return taken_back
        old = {
            "discharged_on": stay.discharged_on,
            "discharge_type": stay.discharge_type,
            "referred_to": stay.referred_to_id,
        }
        unit.audit("stay.discharge-undone", stay_id, old, {"discharged_on": None, "why": why.strip()})
        Stay.update(**dict.fromkeys(old)).where(Stay.id == stay_id).execute()
        gone = [
            (ChangedFact.DISCHARGED_ON, stay.discharged_on, None),
            (ChangedFact.DISCHARGE_TYPE, stay.discharge_type, None),
        ]
        if stay.referred_to_id is not None:
            gone.append((ChangedFact.REFERRED_TO, place_records.name_of(stay.referred_to_id), None))
        changes.note_within(unit, stay.member_id, stay_id, gone, why)
        follow_up_schedule.remove_within(unit, stay_id)
        if ending is not None:
            endings.take_back_within(unit, ending)
    return taken_back


def correct(
    storage: Storage, actor: Actor, stay_id: int, correction: StayCorrection, *, today: date, confirmed: str = ""
) -> None:
    """Put right what is written of a stay; old and new are kept with the reason.

    With another leaving day the memberships that ended with the stay end then, absences after it are due no more, and
    what is still open of its follow-ups falls due by that day.

    Raises:
        InvalidInput: with everything that is wrong: among it what of the stay would lie before the admission, the
            groups to which the member came after the leaving day, and another day of admission that is long ago, or
            of a child, without a reason why it is right (``confirmed``).
        NotFound: if there is no such stay or place.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.reading():
        stay = _stay(stay_id)
        place_records.require_known(correction.referred_to)
        number, problems = member_records.book_number(correction.number, stay.number)
        problems += _correction_problems(stay, correction, today, confirmed)
    if problems:
        raise InvalidInput(problems)
    row = _row(stay)
    new = {
        ChangedFact.ADMITTED_ON: correction.admitted_on,
        ChangedFact.SERIES: correction.series,
        ChangedFact.NUMBER: number,
        ChangedFact.DISCHARGED_ON: correction.discharged_on,
        ChangedFact.DISCHARGE_TYPE: correction.discharge_type,
        ChangedFact.REFERRED_TO: correction.referred_to,
    }
    changed = [(fact, getattr(row, _COLUMN[fact]), value) for fact, value in new.items()]
    changed = [(fact, old, value) for fact, old, value in changed if old != value]
    died = row.discharge_type is DischargeType.DIED
    with storage.writing(death_records.TOUCHES if died else _TOUCHES, actor) as unit:
        if not changed:
            unit.nothing_to_do()
            return
        before = {_KEPT_IN[fact]: old for fact, old, _value in changed}
        after = {_KEPT_IN[fact]: value for fact, _old, value in changed}
        unit.audit("stay.correct", stay_id, before, after | {"why": correction.why.strip()} | confirmation(confirmed))
        Stay.update(**after).where(Stay.id == stay_id).execute()
        changes.note_within(unit, stay.member_id, stay_id, map(_with_place_name, changed), correction.why)
        if before.keys() & {"discharged_on", "discharge_type"}:
            _move_end_within(unit, stay.member_id, row, correction)
        reindex(stay.member_id)


def _correction_problems(stay: Stay, correction: StayCorrection, today: date, confirmed: str) -> list[Problem]:
    others = [other for other in member_records.stays_of(stay.member_id) if other.id != stay.id]
    problems = correction.problems(today, _row(stay), others)
    if correction.admitted_on != stay.admitted_on:
        birth = member_records.birth_of(stay.member_id)
        before = birth_problems("admitted_on", correction.admitted_on, birth.earliest)
        problems += before or rules.plausibility(correction.admitted_on, today, birth.about, confirmed)
    first = all(other.admitted_on > stay.admitted_on for other in others)
    if correction.admitted_on <= today:
        problems += in_stay.moving_problems(stay.member_id, _row(stay), correction.admitted_on, first=first)
    types = {correction.discharge_type, stay.discharge_type}
    if DischargeType.DIED in types and len(types) > 1:
        problems.append(Problem("discharge_type", "died-type-by-itself"))
    if correction.discharge_type is DischargeType.DIED and correction.discharged_on is not None:
        problems += death_records.day_problems(stay.member_id, correction.discharged_on, "discharged_on")
        return problems
    ending, day, died_on = endings.of_stay(stay.id), correction.discharged_on, Member.get_by_id(stay.member_id).died_on
    if died_on is not None and day is not None and DischargeType.DIED not in types and day > died_on:
        problems.append(Problem("discharged_on", "discharge-after-death", {"day": died_on}))
    if ending is None or day is None or day < correction.admitted_on:
        return problems
    for membership_id in endings.memberships_of(ending):
        problems += membership_records.ending_problems(membership_id, day, "discharged_on")
    return problems


def _move_end_within(unit: Unit, member_id: int, stay: StayRow, correction: StayCorrection) -> None:
    """What ended with a stay ends on its true last day."""
    day, how = correction.discharged_on, correction.discharge_type
    if day is None or how is None:
        return
    if (ending := endings.of_stay(stay.id)) is not None and day != stay.discharged_on:
        endings.move_memberships_within(unit, ending, day)
    if how is DischargeType.DIED:
        Member.update(died_on=day).where(Member.id == member_id).execute()
    else:
        follow_up_schedule.move_within(unit, member_id, stay, day, how)


_TOUCHES = Changed.STAYS | Changed.MEMBERS | Changed.ROSTERS | Changed.FOLLOW_UPS

_COLUMN = {
    ChangedFact.ADMITTED_ON: "admitted_on",
    ChangedFact.SERIES: "series",
    ChangedFact.NUMBER: "number",
    ChangedFact.DISCHARGED_ON: "discharged_on",
    ChangedFact.DISCHARGE_TYPE: "discharge_type",
    ChangedFact.REFERRED_TO: "referred_to_id",
}
_KEPT_IN = {**_COLUMN, ChangedFact.REFERRED_TO: "referred_to"}


def _with_place_name(change: tuple[ChangedFact, object, object]) -> tuple[ChangedFact, object, object]:
    """A place is told by its name beside what was put right: it may be called otherwise later."""
    fact, old, new = change
    if fact is not ChangedFact.REFERRED_TO:
        return change
    return fact, place_records.name_of(old), place_records.name_of(new)


def ending_memberships(storage: Storage, actor: Actor, member_id: int, day: date) -> Sequence[tuple[int, str, bool]]:
    """The member's open memberships as (id, group, whether discharge usually ends it)."""
    actor.require(Permission.SEE_MEMBERS)
    with storage.reading():
        rows = (
            Membership.select(Membership.id, Group.name, Group.type)
            .join(Group)
            .where((Membership.member == member_id) & membership_records.goes_past(day))
            .order_by(Group.name)
        )
        return [(row_id, name, kind not in TYPES_OUTLIVING_DISCHARGE) for row_id, name, kind in tuples(rows)]


def add_leave(storage: Storage, actor: Actor, member_id: int, leave: rules.Leave, *, confirmed: str = "") -> int:
    """Note a planned absence and return its id. Marks already made stay.

    Args:
        storage: the open file.
        actor: who notes it.
        member_id: who is away.
        leave: from when to when, and why.
        confirmed: why days more than two years ahead are right.

    Raises:
        InvalidInput: if the last day is before the first, one is before the member's birth or after
            their death, too far away, or there is leave on some of the days already.
        NotFound: if there is no such member.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    if problems := leave.problems():
        raise InvalidInput(problems)
    with storage.reading():
        member_records.refuse_before_birth(member_id, ("from_day", leave.from_day))
    for field, day in (("from_day", leave.from_day), ("to_day", leave.to_day)):
        if problems := far_problems(field, day, storage.now().date(), confirmed):
            raise InvalidInput(problems)
    with storage.reading():
        known = (PlannedLeave.from_day <= leave.to_day) & (PlannedLeave.to_day >= leave.from_day)
        other = PlannedLeave.get_or_none((PlannedLeave.member == member_id) & known)
    if other is not None:
        days = {"from_day": other.from_day, "to_day": other.to_day}
        raise InvalidInput([Problem("from_day", "leave-overlap", days)])
    with storage.writing(Changed.MEMBERS, actor) as unit:
        standing.refuse_entry(Part.LEAVE, member_id, ("from_day", leave.from_day), ("to_day", leave.to_day))
        row = PlannedLeave.create(
            member=member_id, from_day=leave.from_day, to_day=leave.to_day, reason=leave.reason.strip()
        )
        facts = {"from": leave.from_day, "to": leave.to_day, "reason": leave.reason}
        unit.audit("leave.add", member_id, None, facts | confirmation(confirmed))
    return int(row.id)


def remove_leave(storage: Storage, actor: Actor, leave_id: int) -> int | None:
    """Take a planned absence back, and return its number in the bin. Marks already made stay."""
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.writing(Changed.MEMBERS, actor) as unit:
        row = PlannedLeave.get_or_none(PlannedLeave.id == leave_id)
        if row is None:
            unit.nothing_to_do()
            return None
        unit.audit("leave.remove", row.member_id, {"from": row.from_day, "to": row.to_day, "reason": row.reason})
        return bin_records.put_within(unit, BinKind.LEAVE, row)


def _row(stay: Stay) -> StayRow:
    days = stay.admitted_on, stay.discharged_on, stay.discharge_type
    return StayRow(stay.id, stay.number, stay.series, *days, referred_to_id=stay.referred_to_id)


def _stay(stay_id: int) -> Stay:
    stay: Stay | None = Stay.get_or_none(Stay.id == stay_id)
    if stay is None:
        raise NotFound("unknown-stay", number=stay_id)
    return stay
