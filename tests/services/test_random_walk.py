"""A random walk over all services: whatever is asked for, nobody meets a bug, and the file stays whole."""

import inspect
import random
import types
import typing
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

import pytest

from peerdesk.domain.access import Actor
from peerdesk.errors import AccessDenied, InvalidInput, NotFound, NotPermitted
from peerdesk.security.passwords import KdfParameters
from peerdesk.services import checking
from tests.centres import CHEAP, PASSWORD, TODAY
from tests.services.test_permissions import FUNCTIONS

STEPS = 3000
SEEDS = (1, 2)
LEFT_OUT = (
    "peerdesk.services.access.",
    "peerdesk.services.backups.",
    "peerdesk.services.staff.add",
    "peerdesk.services.staff.set_password",
)
"""Slow on purpose, and what lies beside the file: they have tests of their own."""

SLOW = ("peerdesk.services.papers.", "peerdesk.services.checking.", "peerdesk.services.demo.")
ENDING = (".erase", ".close", ".archive", ".discharge", ".deactivate", ".did_not_happen", ".stop_mentoring", ".sign")
WILD_NUMBERS = (0, -1, 7, 99_999, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**30)
WILD_DAYS = (date.min, date(1900, 1, 1), date(1926, 11, 1), date(2206, 11, 23), date(9999, 12, 31))
WILD_TEXTS = (
    "",
    " \u200b\u00a0",
    "\ud83d",
    "x\udc00",
    "नाम",
    "Ramesh Kumar",
    "ASH/2026-27/0001",
    "x" * 5000,
    "\u202e2026",
    "%_'\"\0",
    "0",
    "42",
    "٣",
    "weekly",
    "own-1",
    "own-99999999999999999999",
    "phq-9",
)
USUAL_NUMBERS = {
    "session": (1, 15),
    "group": (1, 3),
    "staff": (1, 3),
    "facilitators": (1, 3),
    "member": (1, 7),
    "minutes": (10, 90),
    "weekday": (0, 6),
    "capacity_min": (1, 4),
    "capacity_max": (8, 20),
    "age": (18, 60),
    "participation": (0, 3),
    "visitors": (0, 9),
    "lowest": (0, 0),
    "highest": (4, 5),
}
USUAL_TEXTS = {
    "native": ("", "रमेश कुमार", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"),
    "name": ("Asha Devi", "Mohan Das", "Sunita Shinde", "Evening Circle", "Salim"),
    "sponsor": ("", "Mohan"),
    "scale": ("weekly", "barc-10", "phq-9", "own-1"),
    "code": ("ASH", "own-1", "NMK2"),
    "number": ("", "9876543210", "2", "3", "4", "5"),
}
ANY_TEXTS = ("", "came on time", "घर गए", "her sister is in the group")
WILD_TIMES = (time.min, time(11, 45), time(23, 59, 59))


class Walker:
    """Makes up what services are asked with: mostly what is there, sometimes what nobody would type."""

    def __init__(self, seed: int, actors: Sequence[Actor]) -> None:
        self.chance = random.Random(seed)  # noqa: S311
        self.actors = actors
        self._wildness = 0.0

    def _is_wild(self) -> bool:
        return self.chance.random() < self._wildness

    def number(self, name: str) -> int:
        if self._is_wild():
            return self.chance.choice(WILD_NUMBERS)
        least, most = next((bounds for part, bounds in USUAL_NUMBERS.items() if part in name), (1, 6))
        return self.chance.randint(least, most)

    def text(self, name: str) -> str:
        if self._is_wild():
            return self.chance.choice(WILD_TEXTS)
        return self.chance.choice(next((texts for part, texts in USUAL_TEXTS.items() if part in name), ANY_TEXTS))

    def day(self) -> date:
        if self._is_wild():
            return self.chance.choice(WILD_DAYS)
        return TODAY + timedelta(self.chance.choice((0, 0, -1, -2, self.chance.randint(-40, 20))))

    def arguments(self, function: typing.Any) -> dict[str, object]:
        self._wildness = self.chance.choice((0, 0, 0.05, 0.3))
        hints = typing.get_type_hints(function)
        found: dict[str, object] = {}
        for name, parameter in list(inspect.signature(function).parameters.items())[2:]:
            if parameter.default is not inspect.Parameter.empty and self.chance.random() < 0.4:
                continue
            found[name] = self.value(hints[name], name)
        return found

    def value(self, kind: typing.Any, name: str = "") -> object:  # noqa: C901  # one line for each kind
        chance, origin, inner = self.chance, typing.get_origin(kind), typing.get_args(kind)
        if name == "today" and kind is date:
            return TODAY
        if name in ("now", "at"):
            return datetime.combine(TODAY, time(10))
        if origin in (typing.Union, types.UnionType):
            kinds = [part for part in inner if part is not type(None)]
            return None if len(kinds) < len(inner) and chance.random() < 0.3 else self.value(chance.choice(kinds), name)
        if origin in (frozenset, set) or (origin is tuple and inner[-1:] == (Ellipsis,)):
            made = [self.value(inner[0], name) for _ in range(chance.choice((0, 1, 1, 2, 3)))]
            return origin(made)
        if origin is tuple:
            return tuple(self.value(part) for part in inner)
        if origin in (list, Sequence, Collection):
            return [self.value(inner[0], name) for _ in range(chance.choice((0, 1, 1, 2, 3)))]
        if origin in (dict, Mapping):
            return {self.value(inner[0]): self.value(inner[1]) for _ in range(chance.choice((0, 1, 1, 2, 3)))}
        if origin is type:
            return chance.choice(inner)
        if origin is Callable:
            return lambda *_told: None
        if kind is KdfParameters:
            return CHEAP
        if kind is bool:
            return chance.random() < 0.5
        if kind is int:
            return self.number(name)
        if kind is float:
            return chance.random()
        if kind is str:
            return PASSWORD if "password" in name else self.text(name)
        if kind is bytes:
            return b"\x89PNG"
        if kind is datetime:
            return datetime.combine(TODAY, time(10))
        if kind is date:
            return self.day()
        if kind is time:
            return chance.choice(WILD_TIMES)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return chance.choice(list(kind))
        if is_dataclass(kind):
            return self.made(kind)
        raise AssertionError(f"no idea how to make up {kind}")

    def made(self, kind: typing.Any) -> object:
        hints = typing.get_type_hints(kind)
        found = {}
        for field in fields(kind):
            if not field.init:
                continue
            optional = field.default is not MISSING or field.default_factory is not MISSING
            if not optional or self.chance.random() < 0.6:
                found[field.name] = self.value(hints[field.name], field.name)
        try:
            return kind(**found)
        except ValueError:  # nobody's input: the screens cannot put it together
            return self.made(kind)


def walked() -> list[str]:
    return [name for name in sorted(FUNCTIONS) if not name.startswith(LEFT_OUT)]


def _weight(name: str) -> float:
    """What ends something comes less often, or soon nothing is left to walk on."""
    if name.startswith(SLOW) or name.endswith(ENDING):
        return 0.1
    return 1.0


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_asked_for_nobody_meets_a_bug(storage, coordinator, counsellor, office, circle, seed):
    """Each of them with the keys of their own log-in: office staff can neither open nor close what is not for them."""
    notes = storage._database.notes
    walker = Walker(seed, (coordinator, coordinator, counsellor, office))
    names = walked()
    weights = [_weight(name) for name in names]
    done = dict.fromkeys(names, 0)
    for step in range(STEPS):
        name = walker.chance.choices(names, weights)[0]
        actor = walker.chance.choice(walker.actors)
        arguments = walker.arguments(FUNCTIONS[name])
        storage._database.take_notes_key(None if actor is office else notes)
        try:
            FUNCTIONS[name](storage, actor, **arguments)
        except (AccessDenied, InvalidInput, NotFound, NotPermitted):  # whose login was taken away is denied it
            continue
        except Exception as error:
            raise AssertionError(f"step {step}: {name} with {arguments!a}") from error
        done[name] += 1
    assert sum(done.values()) > STEPS / 4
    storage._database.take_notes_key(notes)
    assert checking.check_all(storage, coordinator) == []
