"""Preferences, harmed: they stop nothing, and after one save the file is as PeerDesk writes it."""

import json
from copy import deepcopy
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from peerdesk.i18n import LANGUAGES
from peerdesk.settings import MOST_PRIVATE, THE_FILE, THEMES, Settings
from tests.fuzz.harm import THINGS, clear, harmed

GOOD = {
    "language": "pa",
    "theme": "dark",
    "geometry": "AdnQywAD",
    "user_name": "मीना",
    "choices": {
        "weekly-report": {"names": "initials", "group": 3, "days": ["01-11-2026", "07-11-2026"], "blank": True},
        "call-sheet": {"names": "number", "whose": {"meena": "mine"}, "member": 12, "period": "last-week"},
    },
    "names": "initials",
    "whose": {"meena": {"today": "mine"}},
    "folded": {"meena": ["settled", "aftercare"]},
    "session_id": 12,
    "second_place": {"mark": "a1", "path": "/media/stick", "name": "stick", "newest": "2026-11-18 10:00:00"},
    "tried": "2026-11-18 10:00:00",
    "checked": "2026-11-18T10:00",
}

_VALUES = (
    *(None, True, False, 0, -1, 2**62, 2**63, 10**18, 10**400, 0.5, float("nan"), float("inf"), "", "hi", "xx"),
    *("\ud800", "x" * 300, [], {}, [[]], {"a": {"b": []}}, ["a", 1], {"\udfff": "a"}, {"names": 7}),
)


def run(rounds: int, seed: int) -> None:
    """Harm the preferences so many times.

    Raises:
        AssertionError: naming the round.
    """
    chance = Random(seed)  # noqa: S311  # nothing here is secret
    with TemporaryDirectory() as place:
        file = Path(place) / "settings.json"
        for number in range(rounds):
            try:
                _round(chance, file)
            except Exception as error:
                raise AssertionError(f"settings, seed {seed}, round {number}: {error!r}") from error


def _round(chance: Random, file: Path) -> None:
    clear(file)
    way = chance.random()
    if way < 0.05:
        THINGS[chance.choice(list(THINGS))](file)
    elif way < 0.5:
        file.write_bytes(harmed(chance, json.dumps(GOOD, ensure_ascii=False, indent=1).encode()))
    else:
        document = json.loads(json.dumps(GOOD))
        for _ in range(chance.choice((1, 1, 2, 5))):
            _alter(chance, document)
        file.write_text(json.dumps(document))
    settings = Settings.load(file)
    _look(settings)
    if THE_FILE in settings.unread:
        assert settings.names == MOST_PRIVATE, "names on paper are not the most private"
    settings.save()
    if file.is_dir():
        return
    again = Settings.load(file)
    assert again.unread == (), f"what was saved cannot be read: {again.unread}"
    assert _values(again) == _values(settings), "what was saved is not what was meant"


def _look(settings: Settings) -> None:
    assert settings.language in ("", *LANGUAGES)
    assert settings.theme in THEMES
    assert 0 <= settings.session_id < 2**63
    for name, usual in _values(Settings(settings.path)).items():
        assert type(getattr(settings, name)) is type(usual), name
    for chosen in settings.choices.values():
        assert isinstance(chosen, dict)
        assert chosen.get("language", "en") in (None, *LANGUAGES)
    json.dumps(_values(settings), allow_nan=False, ensure_ascii=False).encode()


def _values(settings: Settings) -> dict[str, object]:
    return {name: value for name, value in vars(settings).items() if name not in ("path", "unread")}


def _alter(chance: Random, document: object) -> None:
    """Put another value in the place of one, however deep, or into a mapping."""
    while isinstance(document, dict | list) and document:
        places = list(document) if isinstance(document, dict) else list(range(len(document)))
        place = chance.choice(places)
        inside = document[place]
        if not isinstance(inside, dict | list) or not inside or chance.random() < 0.4:
            document[place] = deepcopy(chance.choice(_VALUES))
            if isinstance(document, dict) and chance.random() < 0.3:
                document[chance.choice(("later", "\ud800", "x" * 300))] = deepcopy(chance.choice(_VALUES))
            return
        document = inside
