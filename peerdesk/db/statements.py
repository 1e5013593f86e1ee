"""Statements whose text is made once.

To make the text of a query costs peewee more than SQLite takes to answer it. A query that is asked with every mark or
every refresh is therefore written as a function of plain values and marked ``@prepared``: peewee makes the text at the
first call and it is kept, one for each *shape* of the values, that is how many each list holds. The file is asked anew
every time, whichever is open; nothing that it answered is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Generic, NamedTuple, ParamSpec

from peewee import Value

from peerdesk.db.queries import fetched

Values = ParamSpec("Values")


class _Gap(NamedTuple):
    """Where a value goes: which argument it is, and which item of a list."""

    argument: int
    item: int | None = None

    def filled(self, values: tuple[Any, ...]) -> object:
        value = values[self.argument]
        return value if self.item is None else value[self.item]


class _Made(NamedTuple):
    """A query with its text; the parameters that are gaps are filled at each call."""

    query: Any
    sql: str
    parameters: list[object]


class _MadeText:
    """Stands in for the database where a query would have its text made, and runs the text that is there."""

    def __init__(self, made: _Made, values: tuple[Any, ...]) -> None:
        self._made, self._values = made, values

    def execute(self, _query: object) -> Any:
        database = self._made.query.model._meta.database  # noqa: SLF001  # the name peewee documents
        given = [p.filled(self._values) if isinstance(p, _Gap) else p for p in self._made.parameters]
        return database.execute_sql(self._made.sql, given)


class Statement(Generic[Values]):
    """A query as a function of plain values."""

    def __init__(self, make: Callable[Values, Any]) -> None:
        self._make = make
        self._known: dict[tuple[int | None, ...], _Made] = {}

    def tuples(self, *values: Values.args, **named: Values.kwargs) -> list[tuple[Any, ...]]:
        """Ask, and return the rows as tuples of columns."""
        made, text = self._ready(values, named)
        return fetched(made.query.tuples().execute(text))

    def run(self, *values: Values.args, **named: Values.kwargs) -> None:
        """Change something; a statement that gives no rows."""
        _made, text = self._ready(values, named)
        text.execute(None)

    def _ready(self, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[_Made, _MadeText]:
        if named:
            raise TypeError("the values of a prepared statement are given in their order")
        given = tuple(list(value) if _holds_many(value) else value for value in values)
        shape = tuple(len(value) if isinstance(value, list) else None for value in given)
        made = self._known.get(shape)
        if made is None:
            made = self._known[shape] = self._made(shape)
        return made, _MadeText(made, given)

    def _made(self, shape: tuple[int | None, ...]) -> _Made:
        gaps: list[Any] = [
            _value(_Gap(place)) if size is None else [_value(_Gap(place, item)) for item in range(size)]
            for place, size in enumerate(shape)
        ]
        query = self._make(*gaps)  # type: ignore[call-arg]  # gaps stand in for the values
        return _Made(query, *query.sql())


def prepared(make: Callable[Values, Any]) -> Statement[Values]:
    """Keep the text of a query that a function makes of plain values.

    The function may compare columns with its arguments and keep them, never look at them: what it is given while the
    text is made are gaps. The values are numbers, text, days, moments, codes or lists of these, never ``None`` where
    they are compared (``= NULL`` is never true).
    """
    return Statement(make)


def _holds_many(value: object) -> bool:
    return isinstance(value, Collection) and not isinstance(value, str | bytes)


def _value(gap: _Gap) -> Value:
    return Value(gap, converter=False, unpack=False)
