"""Where members are now, as a part of other queries."""

from __future__ import annotations

from datetime import date

from peewee import Expression, Field, ModelSelect

from peerdesk.db.models import Stay
from peerdesk.domain.members.stays import DischargeType, Phase, phase_of

INTO_AFTERCARE = [how for how in DischargeType if phase_of(date.min, how) is Phase.AFTERCARE]


def latest_of(member: Field) -> ModelSelect[Stay]:
    """The id of a member's latest stay: the one that goes on, else the last that began."""
    stay = Stay.alias()
    latest_first = stay.discharged_on.is_null().desc(), stay.admitted_on.desc(), stay.id.desc()
    return stay.select(stay.id).where(stay.member == member).order_by(*latest_first).limit(1)


def latest_on(member: Field, day: date) -> ModelSelect[Stay]:
    """The id of a member's latest stay as on a day, which may be past."""
    stay = Stay.alias()
    went_on = stay.discharged_on.is_null() | (stay.discharged_on > day)
    latest_first = went_on.desc(), stay.admitted_on.desc(), stay.id.desc()
    begun = (stay.member == member) & (stay.admitted_on <= day)
    return stay.select(stay.id).where(begun).order_by(*latest_first).limit(1)


def in_touch_on(day: date) -> Expression:
    """Condition on the latest stay as on a day that its member was in the programme or in aftercare."""
    return Stay.discharged_on.is_null() | (Stay.discharged_on > day) | (Stay.discharge_type << INTO_AFTERCARE)


def in_touch() -> Expression:
    """Condition on the latest stay that its member is in the programme or in aftercare."""
    return Stay.discharged_on.is_null() | (Stay.discharge_type << INTO_AFTERCARE)
