"""The base of every table, and the fields that turn codes into enums."""

from contextvars import ContextVar
from enum import Enum
from typing import Any, Generic, TypeVar

from peewee import AutoField, Database, Metadata, Model, TextField

from peerdesk.domain.identity_numbers import masked

Code = TypeVar("Code", bound=Enum)


class CodeField(TextField, Generic[Code]):
    """A text column that holds the value of one enum."""

    def __init__(self, codes: type[Code], **options: Any) -> None:
        super().__init__(**options)
        self._codes = codes

    def db_value(self, value: Code | None) -> str | None:
        return None if value is None else str(self._codes(value).value)

    def python_value(self, value: str | None) -> Code | None:
        return None if value is None else self._codes(value)


class TypedField(TextField):
    """A text column for what people type: an Aadhaar number is masked on its way into it."""

    def db_value(self, value: str | None) -> str | None:
        return None if value is None else masked(str(value))


BESIDE: ContextVar[Database | None] = ContextVar("BESIDE", default=None)
"""The file that is opened beside the live one here and now, and in no other thread."""


class FileMetadata(Metadata):
    """Which file a table's rows are in: the live one for all threads, unless one looks into another beside it."""

    @property
    def database(self) -> Database | None:
        return BESIDE.get() or self.live

    @database.setter
    def database(self, live: Database | None) -> None:
        self.live = live


class FileTable(Model):
    """Base of every table; unbound until a storage opens a file."""

    class Meta:
        legacy_table_names = False
        model_metadata_class = FileMetadata


class NumberedTable(FileTable):
    """A table whose rows have a number of their own."""

    id = AutoField()  # spelled out so that type checkers know it
