"""What an entry of the trail says, out of its JSON: never trusted, for anybody with SQL may have written it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from peerdesk.domain.trail.facts import is_inner, value
from peerdesk.domain.trail.lines import Fact, Legible, Ref, There, Thing, Value

SAY_WHO = ("member", "led_by", "mentor")
"""The facts that say whom an entry is about."""

Facts = Mapping[str, Any]


def facts_of(kept: object) -> Facts | None:
    """What one side of an entry says; ``None`` where it says nothing, or nothing that can be read."""
    if not isinstance(kept, str):
        return None
    try:
        found = json.loads(kept)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def legible(old: object, new: object, *, salted: bool) -> Legible:
    """Whether an entry can be read; an erased one lost its salt with its words."""
    if not salted:
        return Legible.ERASED
    return Legible.CLOSED if isinstance(old, bytes) or isinstance(new, bytes) else Legible.YES


def told(action: str, old: Facts | None, new: Facts | None) -> tuple[Fact, ...]:
    """The facts of an entry in the order in which they were written, old ones first."""
    names = [name for name in {**(old or {}), **(new or {})} if not is_inner(action, name)]
    return tuple(
        Fact(name, value(action, name, (old or {}).get(name)), value(action, name, (new or {}).get(name)))
        for name in names
    )


def people(action: str, old: Facts | None, new: Facts | None) -> list[Ref]:
    """The members whom the facts say that an entry is about."""
    said = [value(action, name, side[name]) for side in (new or {}, old or {}) for name in SAY_WHO if name in side]
    marked = value(action, "marks", (new or {}).get("marks")) if action == "presence.mark" else None
    if isinstance(marked, tuple) and len(marked) == 1 and isinstance(marked[0], There):
        said.append(marked[0].member)
    return list(dict.fromkeys(ref for ref in said if isinstance(ref, Ref) and ref.thing is Thing.MEMBER))


def named_in(fact: Value) -> Iterator[Ref]:
    """Everything that a value names."""
    if isinstance(fact, Ref):
        yield fact
    elif isinstance(fact, tuple):
        for part in fact:
            if isinstance(part, Ref | tuple):
                yield from named_in(part)
