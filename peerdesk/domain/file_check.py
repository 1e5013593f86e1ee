"""What the check of a centre's files finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

DAMAGED = "database-damaged"
"""A read met a part of the record that cannot be read."""

UNREADABLE = frozenset({DAMAGED, "pages-damaged", "content-damaged", "reference-broken"})
"""Nothing more should be written into a record of which a check finds one of these."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with the record: a code and what its sentence mentions, never what members' rows say."""

    code: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        """Code and values on one line, for the command line and for a bug report."""
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.values.items())])
