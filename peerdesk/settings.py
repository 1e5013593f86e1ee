"""Preferences of this PC's user: nothing that belongs to the record and nothing confidential.

The file may have been written by anybody, or half written: each value is looked at by itself when it is read, and again
before it is written. What does not fit is as on the first day; it stops no start, and spoils no value beside it.
"""

import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from peerdesk.atomic import read_file, replace_file
from peerdesk.i18n import LANGUAGES

MOST_PRIVATE = "number"
"""How members are named on paper where nobody can tell any more what was chosen: a code of ``Names``."""

THE_FILE = "the file"
"""In `Settings.unread`: it could not be read at all."""

THEMES = ("system", "light", "dark")

LOCKS_AFTER = (2, 5, 10, 15, 30)
"""Minutes, the second of them where nobody chose."""

_LONGEST = 200
"""Characters of any one text that is remembered."""

_LONGEST_GEOMETRY = 1_000
_LONGEST_PATH = 4_096
_GREATEST = 2**63 - 1
"""Of the number of a row."""

_MOST_DIGITS = len(str(_GREATEST))


class Settings:
    """What is remembered between two starts.

    A file that cannot be read counts as none, and what it said of names on paper as the most private choice.

    Attributes:
        language: code of the window's language; empty until somebody chose (the centre's language then).
        theme: ``light``, ``dark`` or ``system``.
        geometry: the window's place and size, as Qt packs them, in base64.
        user_name: who logged in last, offered again (never a password).
        choices: the last choices of each report, by its name.
        names: how members were named on the last paper; no report names them in full by itself after that.
        whose: by user name and page whose members are shown: their own or everybody's.
        folded: by user name the groups that are folded on Today.
        session_id: the session that is open on the screen; opened again after a power cut, 0 after a proper end.
        lock_after: minutes without a key or the mouse after which the window locks.
        second_place: where copies are brought to (``SecondPlace``); empty where none was chosen.
        tried: when a copy was last opened to see whether everything is in it, ISO 8601; empty before that.
        unread: of which of these the file said something that cannot be meant, or `THE_FILE`; never what it said.
        checked: when everything in the record was last checked, the same way.
    """

    def __init__(
        self, path: Path, *, language: str = "", theme: str = "system", user_name: str = "", names: str = ""
    ) -> None:
        self.path = path
        self.language = language
        self.theme = theme
        self.geometry = ""
        self.user_name = user_name
        self.choices: dict[str, dict[str, Any]] = {}
        self.names = names
        self.whose: dict[str, dict[str, Any]] = {}
        self.folded: dict[str, list[Any]] = {}
        self.session_id = 0
        self.lock_after = LOCKS_AFTER[1]
        self.second_place: dict[str, Any] = {}
        self.tried = ""
        self.unread: tuple[str, ...] = ()
        self.checked = ""

    @classmethod
    def load(cls, path: Path) -> "Settings":
        """Read the file, keeping what can be meant."""
        settings = cls(path)
        try:
            found = json.loads(read_file(path), parse_int=_short_number)
            if not isinstance(found, dict):
                raise _Unfit
        except FileNotFoundError:
            return settings
        except (OSError, ValueError, RecursionError):
            settings.names, settings.unread = MOST_PRIVATE, (THE_FILE,)
            return settings
        unread: list[str] = []
        for name in _FITTING:
            if name in found:
                setattr(settings, name, _fitting(name, found[name], unread))
        settings.unread = tuple(dict.fromkeys(unread))
        if "names" in unread or ("choices" in unread and not settings.names):
            settings.names = MOST_PRIVATE
        return settings

    def save(self) -> None:
        """Write the file. Preferences that cannot be kept (a full disk) are no reason to disturb anybody."""
        kept = {name: _fitting(name, getattr(self, name), []) for name in _FITTING}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, json.dumps(kept, ensure_ascii=False, indent=1).encode())
        except OSError:
            return


class _Unfit(ValueError):
    """A value that cannot be meant."""


_Fits = Callable[[object, list[object]], Any]
"""Returns what can be meant, adds what cannot to the list, and raises `_Unfit` where nothing can."""


def _fitting(name: str, value: object, unread: list[str]) -> Any:
    """A value that can be meant; where something in it cannot, its name is added to ``unread``."""
    usual, fits = _FITTING[name]
    lost: list[object] = []
    try:
        kept = fits(value, lost)
    except _Unfit:
        kept = usual()
        lost.append(value)
    if lost:
        unread.append(name)
    return kept


def _short_number(digits: str) -> float:
    """A longer one fits nowhere, and would take its time."""
    return int(digits) if len(digits) <= _MOST_DIGITS else float("inf")


def _text(value: object, _lost: list[object], longest: int = _LONGEST) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise _Unfit
    try:
        value.encode()
    except UnicodeEncodeError:  # half a letter, which no file can hold
        raise _Unfit from None
    return value


def _one_of(codes: tuple[str, ...], value: object, lost: list[object]) -> str:
    if (text := _text(value, lost)) not in codes:
        raise _Unfit
    return text


def _geometry(value: object, lost: list[object]) -> str:
    text = _text(value, lost, _LONGEST_GEOMETRY)
    try:
        b64decode(text, validate=True)
    except ValueError:
        raise _Unfit from None
    return text


def _moment(value: object, lost: list[object]) -> str:
    text = _text(value, lost)
    try:
        if text and datetime.fromisoformat(text).tzinfo is not None:
            raise _Unfit
    except ValueError:
        raise _Unfit from None
    return text


def _row(value: object, _lost: list[object]) -> int:
    if type(value) is not int or not 0 <= value <= _GREATEST:
        raise _Unfit
    return value


def _minutes(value: object, _lost: list[object]) -> int:
    if type(value) is not int or value not in LOCKS_AFTER:
        raise _Unfit
    return value


def _yes_or_no(value: object, _lost: list[object]) -> bool:
    if type(value) is not bool:
        raise _Unfit
    return value


def _texts(value: object, lost: list[object]) -> list[str]:
    if not isinstance(value, list):
        raise _Unfit
    kept = []
    for entry in value:
        try:
            kept.append(_text(entry, lost))
        except _Unfit:
            lost.append(entry)
    return kept


def _by_name(fits: _Fits, value: object, lost: list[object]) -> dict[str, Any]:
    """A mapping, without the entries that cannot be meant."""
    if not isinstance(value, dict):
        raise _Unfit
    kept = {}
    for name, entry in value.items():
        try:
            kept[_text(name, lost)] = fits(entry, lost)
        except _Unfit:
            lost.append(entry)
    return kept


def _choices(value: object, lost: list[object]) -> dict[str, Any]:
    """The choices of one report: each of its own kind; of one that this version does not know, any plain value."""
    if not isinstance(value, dict):
        raise _Unfit
    kept: dict[str, Any] = {}
    for name, entry in value.items():
        try:
            if entry is not None:
                entry = _CHOICES.get(name, _plain)(entry, lost)
            kept[_text(name, lost)] = entry
        except _Unfit:
            lost.append(entry)
            if name == "names":
                kept[name] = MOST_PRIVATE
    return kept


def _plain(value: object, lost: list[object]) -> object:
    return value if type(value) is bool else (_row if type(value) is int else _text)(value, lost)


_CHOICES: Mapping[str, _Fits] = {
    "language": partial(_one_of, tuple(LANGUAGES)),
    "names": _text,
    "period": _text,
    "days": _texts,
    "group": _row,
    "member": _row,
    "scale": _text,
    "whose": partial(_by_name, _text),
    "blank": _yes_or_no,
}

_FITTING: Mapping[str, tuple[Callable[[], Any], _Fits]] = {
    "language": (str, partial(_one_of, ("", *LANGUAGES))),
    "theme": (lambda: THEMES[0], partial(_one_of, THEMES)),
    "geometry": (str, _geometry),
    "user_name": (str, _text),
    "choices": (dict, partial(_by_name, _choices)),
    "names": (lambda: MOST_PRIVATE, _text),
    "whose": (dict, partial(_by_name, partial(_by_name, _text))),
    "folded": (dict, partial(_by_name, _texts)),
    "session_id": (int, _row),
    "lock_after": (lambda: LOCKS_AFTER[1], _minutes),
    "second_place": (dict, partial(_by_name, partial(_text, longest=_LONGEST_PATH))),
    "tried": (str, _moment),
    "checked": (str, _moment),
}
"""Of each value what it is where nobody chose, and what fits."""
