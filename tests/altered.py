"""Records that differ in one field, for tests that go through the fields by name."""

from dataclasses import replace
from typing import TypeVar

Record = TypeVar("Record")


def altered(record: Record, name: str, value: object) -> Record:
    """The same record with another value in the field of that name, whatever type that has."""
    return replace(record, **{name: value})  # type: ignore[type-var]
