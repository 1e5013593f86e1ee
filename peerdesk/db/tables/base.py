"""The base of every table, and the fields that turn codes into enums."""

from enum import Enum
from typing import Any, Generic, TypeVar

from peewee import AutoField, Model, TextField

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


class FileTable(Model):
    """Base of every table; unbound until a storage opens a file."""

    class Meta:
        legacy_table_names = False


class NumberedTable(FileTable):
    """A table whose rows have a number of their own."""

    id = AutoField()  # spelled out so that type checkers know it
