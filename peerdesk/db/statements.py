"""Statements whose text is made once.

To make the text of a query costs peewee more than SQLite takes to answer it. A query that is asked with every mark or
every refresh is therefore written as a function of plain values and marked ``@prepared``: peewee makes the text at the
first call and it is kept. A list is one value, so that its length does not matter. The file is asked anew every time,
whichever is open; nothing that it answered is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Generic, NamedTuple, NoReturn, ParamSpec

from peewee import Context, Node

from peerdesk.db.queries import as_one, fetched

Values = ParamSpec("Values")


class _Place(NamedTuple):
    """Which of the values goes into a text there."""

    argument: int


class _Gap(Node):
    """Stands for a value while the text is made. Nobody may look at it (what asks ``is None`` is not noticed)."""

    def __init__(self, place: _Place) -> None:
        self._place = place

    def __sql__(self, context: Context) -> Any:
        return context.value(self._place, converter=False)

    def _looked_at(self, *_how: object) -> NoReturn:
        raise TypeError(
            "a prepared statement looks at a value: its text is made once for all values, so that it may only compare"
            " columns with them and keep them (a list: column << among(values))"
        )

    __bool__ = __len__ = __iter__ = __getitem__ = __contains__ = __hash__ = _looked_at
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _looked_at
    __add__ = __radd__ = __sub__ = __rsub__ = __getattr__ = _looked_at


class _Made(NamedTuple):
    """A query with its text; the parameters that are places are filled at each call."""

    query: Any
    sql: str
    parameters: list[object]


class _MadeText:
    """Stands in for the database where a query would have its text made, and runs the text that is there."""

    def __init__(self, made: _Made, values: tuple[Any, ...]) -> None:
        self._made, self._values = made, values

    def execute(self, _query: object) -> Any:
        database = self._made.query.model._meta.database  # noqa: SLF001  # the name peewee documents
        given = [self._values[p.argument] if isinstance(p, _Place) else p for p in self._made.parameters]
        return database.execute_sql(self._made.sql, given)


class Statement(Generic[Values]):
    """A query as a function of plain values."""

    def __init__(self, make: Callable[Values, Any]) -> None:
        self._make = make
        self._known: dict[int, _Made] = {}

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
        made = self._known.get(len(values))
        if made is None:
            made = self._known[len(values)] = self._made(len(values))
        return made, _MadeText(made, tuple(as_one(value) if _holds_many(value) else value for value in values))

    def _made(self, count: int) -> _Made:
        gaps: Any = [_Gap(_Place(argument)) for argument in range(count)]
        query = self._make(*gaps)  # type: ignore[call-arg]  # gaps stand in for the values
        return _Made(query, *query.sql())


def prepared(make: Callable[Values, Any]) -> Statement[Values]:
    """Keep the text of a query that a function makes of plain values; where it takes ``*values``, one for each number.

    The function may compare columns with its arguments and keep them, never look at them: what it is given while the
    text is made are gaps. The values are numbers, text, days, moments, codes, or lists of these for
    `queries.among`, never ``None`` where they are compared (``= NULL`` is never true).
    """
    return Statement(make)


def _holds_many(value: object) -> bool:
    return isinstance(value, Collection) and not isinstance(value, str | bytes)
