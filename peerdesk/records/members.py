"""Members and stays as they stand in the file, who came and who went; an admission written inside another act."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from peewee import JOIN, Expression, Value, fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import (
    Centre,
    Contact,
    Group,
    Member,
    MemberPhone,
    Membership,
    MemberSubstance,
    Place,
    PlannedLeave,
    RecoverySpan,
    Stay,
)
from peerdesk.db.queries import tuples, values
from peerdesk.domain.care import recovery as recovery_rules
from peerdesk.domain.care.recovery import SpanInRecovery
from peerdesk.domain.changes import Changed
from peerdesk.domain.dates import confirmation, financial_year
from peerdesk.domain.members.members import Birth, MemberDetails, birth_problems, display_name
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.portal_codes import Substance
from peerdesk.domain.members.stays import Admission, Series, StayRow, plausibility
from peerdesk.domain.names import mentioned
from peerdesk.domain.screens.member_page import LeaveRow
from peerdesk.domain.screens.today import MovementRow
from peerdesk.domain.typed import number_key, tidy_number
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import erasures, key_counsellors
from peerdesk.records.care import follow_up_schedule, recovery
from peerdesk.records.clock import require_settled
from peerdesk.records.groups.memberships import ever_began
from peerdesk.records.name_order import in_name_order

COLUMNS = [f.name for f in fields(MemberDetails) if f.name not in ("phones", "substances")]


_OF_RECORD = Member.number, Member.archived_on, Member.died_on, Member.co_occurring


class MemberRecord(NamedTuple):
    """All that the roster says about a member, and whether a co-occurring illness is known: for counsellors alone."""

    number: int
    archived_on: date | None
    died_on: date | None
    details: MemberDetails
    co_occurring: bool


def record_of(member_id: int) -> MemberRecord:
    """A member with phones and substances; one query, inside a unit of work or a reading.

    Raises:
        NotFound: if there is none with this number.
    """
    phone = fn.json_array(MemberPhone.number, MemberPhone.whose)
    phones = MemberPhone.select(fn.json_group_array(phone).order_by(MemberPhone.id))
    substances = MemberSubstance.select(fn.json_group_array(MemberSubstance.substance))
    columns = [getattr(Member, name) for name in COLUMNS]
    lists = phones.where(MemberPhone.member == Member.id), substances.where(MemberSubstance.member == Member.id)
    found = tuples(Member.select(*_OF_RECORD, *lists, *columns).where(Member.id == member_id))
    if not found:
        raise NotFound("unknown-member", number=member_id)
    number, archived_on, died_on, co_occurring, phones_text, substances_text, *plain = found[0]
    details = MemberDetails(
        **dict(zip(COLUMNS, plain, strict=True)),
        phones=tuple(Phone(*phone) for phone in json.loads(phones_text)),
        substances=frozenset(map(Substance, json.loads(substances_text))),
    )
    return MemberRecord(number, archived_on, died_on, details, co_occurring)


_LETTER = {Series.RESIDENTIAL: "", Series.OUTPATIENT: "OP"}


def stays_of(member_id: int) -> list[StayRow]:
    """A member's stays, oldest first; inside a unit of work or a reading."""
    return stay_rows(Stay.member == member_id)


def stay_rows(where: Expression) -> list[StayRow]:
    """Stays that fit a condition, oldest first; one query."""
    columns = Stay.id, Stay.number, Stay.series, Stay.admitted_on, Stay.discharged_on, Stay.discharge_type
    rows = Stay.select(*columns, Stay.referred_to, Place.name).join(Place, JOIN.LEFT_OUTER).where(where)
    found = tuples(rows.order_by(Stay.admitted_on, Stay.id))
    return [StayRow(*(*row[:-1], row[-1] or "")) for row in found]


def leaves_of(member_id: int) -> list[LeaveRow]:
    """A member's planned absences, newest first; inside a reading."""
    columns = PlannedLeave.id, PlannedLeave.from_day, PlannedLeave.to_day, PlannedLeave.reason
    rows = PlannedLeave.select(*columns).where(PlannedLeave.member == member_id)
    return [LeaveRow(*row) for row in tuples(rows.order_by(PlannedLeave.from_day.desc()))]


def changed_by(admission: Admission) -> Changed:
    """What an admission touches: the recovery too where its date was asked."""
    asked = admission.recovery_on or admission.returned_on
    return Changed.STAYS | (Changed.RECOVERY if asked else Changed(0))


def admission_problems(
    admission: Admission,
    today: date,
    earlier: Sequence[StayRow],
    spans: Sequence[SpanInRecovery] = (),
    *,
    birth: Birth,
    confirmed: str = "",
) -> list[Problem]:
    """Say what is wrong with an admission, its number among them; inside a reading.

    Args:
        admission: as typed in.
        today: the day.
        earlier: the member's other stays.
        spans: the member's recovery so far.
        birth: when the member was born, as far as it is known.
        confirmed: why a day of admission that is hardly meant is right all the same.
    """
    before_birth = [
        problem
        for field, day in (
            ("admitted_on", admission.admitted_on),
            ("recovery_on", admission.recovery_on),
            ("returned_on", admission.returned_on),
        )
        for problem in birth_problems(field, day, birth.earliest)
    ]
    found = (
        before_birth + admission.problems(today, earlier) + recovery_rules.admission_problems(admission, today, spans)
    )
    if not any(problem.field == "admitted_on" for problem in found):
        found += plausibility(admission.admitted_on, today, birth.about, confirmed)
    found += book_number(admission.number)[1]
    if admission.counsellor is not None:
        found += key_counsellors.problems(admission.counsellor)
    return found


def admit_within(unit: Unit, member_id: int, admission: Admission, confirmed: str = "") -> int:
    """Begin a stay inside somebody's unit of work, with the recovery date asked for it."""
    typed = admission.number
    if not tidy_number(typed):
        require_settled(unit)
        typed = next_number(admission.series, admission.admitted_on)
    number, problems = book_number(typed)
    if problems:
        raise InvalidInput(problems)
    stay = Stay.create(
        member=member_id,
        number=number,
        series=admission.series,
        admitted_on=admission.admitted_on,
        discharged_on=None,
        discharge_type=None,
    )
    facts = {"member": member_id, "number": number, "on": admission.admitted_on}
    unit.audit("stay.admit", stay.id, None, facts | confirmation(confirmed))
    recovery.set_within(unit, member_id, admission.recovery_on, admission.returned_on)
    if admission.counsellor is not None:
        key_counsellors.set_within(unit, [member_id], admission.counsellor, admission.admitted_on)
    follow_up_schedule.cancel_open_within(unit, member_id, admission.admitted_on)
    return int(stay.id)


def next_number(series: Series, day: date) -> str:
    """The next admission number of a series in the financial year of a day."""
    code = Centre.get().code
    prefix = "/".join(part for part in (code, _LETTER[series], financial_year(day), "") if part) + "/"
    numbers = [number for number in _stay_numbers() if number.startswith(prefix)]
    pattern = re.compile(re.escape(prefix) + r"(\d{1,9})", re.IGNORECASE)
    serials = [int(found[1]) for number in numbers if (found := pattern.fullmatch(tidy_number(number)))]
    return f"{prefix}{max(serials, default=0) + 1:04d}"


def book_number(typed: str, kept: str = "") -> tuple[str, list[Problem]]:
    """An admission number as it is kept, and whether another stay has it already, however it is written there.

    Every act that writes a number asks this; inside a reading or a unit of work.

    Args:
        typed: as typed in; empty is no number, and nobody's.
        kept: that of the stay which is put right; it may be written otherwise, and left as it is it stays untouched.
    """
    if typed.strip() == kept:
        return kept, []
    number = tidy_number(typed)
    key = number_key(number)
    if key in ("", number_key(kept)):
        return number, []
    if any(number_key(other) == key for other in _stay_numbers()):
        return number, [Problem("number", "number-taken", {"number": number})]
    return number, []


def _stay_numbers() -> list[str]:
    """Every admission number that was given, those of erased records too: they stand in the books."""
    return [*values(Stay.select(Stay.number)), *erasures.stay_numbers()]


def movements(first: date, last: date) -> list[MovementRow]:
    """Who joined and who left a group between two days, in order of day."""
    joining, leaving = (
        Membership.select(
            day, Member.id, Member.name_latin, Member.name_native, Group.name, Value(joined), *in_name_order()
        )
        .join(Member)
        .switch(Membership)
        .join(Group)
        .where(day.between(first, last), ever_began())
        for day, joined in ((Membership.from_day, True), (Membership.to_day, False))
    )
    found = []
    for day, member_id, latin, native, group, joined, *place in tuples(joining + leaving):
        row = MovementRow(day, member_id, display_name(latin, native), group, bool(joined))
        found.append(((day, not joined, *place, group), row))
    return [row for _place, row in sorted(found, key=itemgetter(0))]


def born(member_id: int) -> date | None:
    """Before this day nothing can have happened to a member; inside a reading or a unit of work.

    Raises:
        NotFound: if there is none with this number.
    """
    return birth_of(member_id).earliest


def birth_of(member_id: int) -> Birth:
    """When a member was born, as far as it is known; inside a reading or a unit of work.

    Raises:
        NotFound: if there is none with this number.
    """
    member = known_member(member_id)
    return Birth.of(member.birth_date, member.age, member.age_on)


def refuse_before_birth(member_id: int, *days: tuple[str, date | None]) -> None:
    """Refuse days (each beside the field it was typed in) on which a member was not born; inside a reading or a unit.

    Raises:
        InvalidInput: if there are any.
        NotFound: if there is no such member.
    """
    since = born(member_id)
    if found := [problem for field, day in days for problem in birth_problems(field, day, since)]:
        raise InvalidInput(found)


def known_since(member_id: int) -> date | None:
    """The earliest day of a stay, a recovery, a membership or a contact of a member; inside a reading."""
    days = (
        (Stay, Stay.admitted_on),
        (RecoverySpan, RecoverySpan.from_day),
        (Membership, Membership.from_day),
        (Contact, Contact.day),
    )
    found = [tuples(table.select(fn.MIN(day)).where(table.member == member_id))[0][0] for table, day in days]
    return min((_day(day) for day in found if day), default=None)


def _day(kept: date | str) -> date:
    return kept if isinstance(kept, date) else date.fromisoformat(kept)


def known_member(member_id: int) -> Member:
    """A member.

    Raises:
        NotFound: if there is none with this number.
    """
    member: Member | None = Member.get_or_none(Member.id == member_id)
    if member is None:
        raise NotFound("unknown-member", number=member_id)
    return member


def others_named(text: str, people: Iterable[tuple[str, str]], member_id: int) -> Sequence[str]:
    """Those of some people whom a text about a member names; the member may stand in it; inside a reading.

    Args:
        text: as typed.
        people: Latin and own name of each.
        member_id: whom the text is about.

    Raises:
        NotFound: if there is no member with this number.
    """
    me = known_member(member_id)
    return mentioned(text, people, f"{me.name_latin} @ {me.name_native}")
