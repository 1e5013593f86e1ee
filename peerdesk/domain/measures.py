"""Measures: scales that are asked again and again, their answers, scores and trends; never a verdict."""

from enum import StrEnum


class Rhythm(StrEnum):
    """How often a scale is asked."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    WHEN_NEEDED = "when-needed"
