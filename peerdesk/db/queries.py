"""Rows of plain values out of a query, with types that say so."""

from typing import Any


def tuples(query: Any) -> list[tuple[Any, ...]]:
    """Run a query and return its rows as tuples of columns."""
    return list(query.tuples())


def pairs(query: Any) -> dict[Any, Any]:
    """Run a query of two columns and return them as a mapping of the first to the second."""
    return dict(query.tuples())
