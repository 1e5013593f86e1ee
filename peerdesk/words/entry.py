"""How a word stands in a table: English, with the context that tells translators what is meant."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

Entry = tuple[str, str]
"""Context and English word, as ``i18n.pgettext`` takes them."""

Tables = Mapping[type[Enum], Mapping[Any, Entry]]
"""One table per enum. Not one for all: members of two string enums may be equal (family is a group and a reason)."""


def NC_(context: str, message: str) -> Entry:  # noqa: N802 - the name gettext's tools know
    """Mark a word in a table for the extractor; looked up where it is shown."""
    return context, message
