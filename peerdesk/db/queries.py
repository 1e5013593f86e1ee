"""Rows of plain values out of a query, with types that say so, and long lists of ids into one."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from enum import Enum
from typing import Any

from peewee import SQL, Function, Node, NodeList, fn

Convert = Callable[[Any], Any]


def tuples(query: Any) -> list[tuple[Any, ...]]:
    """Run a query and return its rows as tuples of columns."""
    return fetched(query.tuples().execute())


def fetched(found: Any) -> list[tuple[Any, ...]]:
    """The rows of a query of tuples that was just executed."""
    rows: list[tuple[Any, ...]] = found.cursor.fetchall()
    if not rows:
        return rows
    found.initialize()
    return _converted(rows, found.converters)


def kept(query: Any) -> list[tuple[Any, ...]]:
    """The same rows as the file keeps them: codes and days as text, yes and no as 1 and 0."""
    rows: list[tuple[Any, ...]] = query.tuples().execute().cursor.fetchall()
    return rows


def pairs(query: Any) -> dict[Any, Any]:
    """Run a query of two columns and return them as a mapping of the first to the second."""
    return {key: value for key, value in tuples(query)}  # noqa: C416  # says that there are two


def values(query: Any) -> list[Any]:
    """Run a query of one column and return what stands in it."""
    return [value for (value,) in tuples(query)]


def among(items: Iterable[object]) -> NodeList:
    """A list of ids, codes or days for a column to be in (as in ``<<``), as one value for all of them.

    A list given to peewee itself becomes a value each, which costs more than to look the rows up.
    """
    return NodeList((SQL("(SELECT value FROM"), each_of(items), SQL(")")))


def each_of(items: Iterable[object]) -> Function:
    """A list as a table whose column ``value`` holds its items."""
    return fn.json_each(items if isinstance(items, Node) else as_one(items))  # a node while a statement is prepared


def as_one(items: Iterable[object]) -> str:
    """A list as one value, its items as the columns of the file hold them."""
    return json.dumps(list(items), default=_as_kept)


def _as_kept(value: object) -> object:
    if isinstance(value, date | time):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"a list for a statement holds {type(value).__name__}")


def _converted(rows: list[tuple[Any, ...]], converts: Sequence[Convert | None]) -> list[tuple[Any, ...]]:
    """The rows as the models' fields have their values. Column by column: of a thousand days few are different ones."""
    if not any(converts):
        return rows
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for place, convert in enumerate(converts):
        if convert is not None:
            known = {value: convert(value) for value in set(columns[place])}
            columns[place] = [known[value] for value in columns[place]]
    return list(zip(*columns, strict=True))
