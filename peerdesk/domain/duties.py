"""Shared duties in a group, done by turn."""

from enum import StrEnum


class Duty(StrEnum):
    """What members do for their group."""

    TEA = "tea"
    TIMEKEEPING = "timekeeping"
    OPENING_THOUGHT = "opening-thought"
    CLOSING_THOUGHT = "closing-thought"
    WELCOME = "welcome"
    ROOM = "room"
