"""Contacts: one-to-one counselling, family sessions, home visits and calls."""

from enum import StrEnum


class ContactKind(StrEnum):
    """What sort of contact it was."""

    INDIVIDUAL = "individual"
    FAMILY = "family"
    HOME_VISIT = "home-visit"
    CALL = "call"
    FAMILY_CALL = "family-call"
