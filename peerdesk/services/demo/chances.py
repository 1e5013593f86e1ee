"""Drawing by weights, and keeping days within bounds."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import TypeVar

Choice = TypeVar("Choice")


def weighted(chance: Random, weights: Mapping[Choice, int]) -> Choice:
    """Draw one of the keys as often as its weight says."""
    return chance.choices(list(weights), list(weights.values()))[0]


def days_later(chance: Random, day: date, least: int, most: int) -> date:
    """A day so many to so many days later."""
    return day + timedelta(chance.randint(least, most))


def next_monday(day: date) -> date:
    """The Monday on or after a day: on Mondays a week's newcomers begin together."""
    return day + timedelta(-day.weekday() % 7)
