"""Preferences of this PC's user: nothing that belongs to the record and nothing confidential."""

import json
from pathlib import Path
from typing import Any

from peerdesk.atomic import replace_file

MOST_PRIVATE = "number"
"""How members are named on paper where nobody can tell any more what was chosen: a code of ``Names``."""


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
        second_place: where copies are brought to (``SecondPlace``); empty where none was chosen.
        tried: when a copy was last opened to see whether everything is in it, ISO 8601; empty before that.
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
        self.second_place: dict[str, Any] = {}
        self.tried = ""

    @classmethod
    def load(cls, path: Path) -> "Settings":
        """Read the file, keeping what has the right type."""
        settings = cls(path)
        try:
            found = json.loads(path.read_bytes())
        except FileNotFoundError:
            return settings
        except (OSError, ValueError):
            found = None
        if not isinstance(found, dict) or not isinstance(found.get("names", ""), str):
            settings.names = MOST_PRIVATE
        for name, usual in settings._kept().items():
            if isinstance(found, dict) and isinstance(found.get(name), type(usual)):
                setattr(settings, name, found[name])
        return settings

    def save(self) -> None:
        """Write the file. Preferences that cannot be kept (a full disk) are no reason to disturb anybody."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, json.dumps(self._kept(), ensure_ascii=False, indent=1).encode())
        except OSError:
            return

    def _kept(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "path"}
