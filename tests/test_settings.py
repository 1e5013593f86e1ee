import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk import publishing
from peerdesk.domain.papers.choices import NAMES_INSIDE, Names
from peerdesk.settings import MOST_PRIVATE, Settings
from tests.fuzz.settings_file import GOOD


def test_preferences_come_back_at_the_next_start(tmp_path):
    file = tmp_path / "config" / "settings.json"
    settings = Settings.load(file)
    settings.language, settings.session_id, settings.choices = "pa", 12, {"weekly-report": {"names": "number"}}
    settings.save()
    again = Settings.load(file)
    assert (again.language, again.session_id, again.choices) == ("pa", 12, {"weekly-report": {"names": "number"}})


SPOILT = [
    *("", "{", "[]", "\x00\xff", "null", "9" * 5_000, "[" * 100_000, '{"choices":' * 100_000),
    '{"language": 7, "theme": null, "names": 3}',
    '{"language": "xx", "theme": "pink", "names": "\\ud800", "user_name": "\\ud800", "session_id": 1e400}',
    '{"names": NaN, "geometry": "no base 64!", "choices": [], "whose": 7, "folded": {"meena": null}}',
]


def values(settings):
    return {name: value for name, value in vars(settings).items() if name != "unread"}


@pytest.mark.parametrize("text", SPOILT)
def test_a_spoilt_file_counts_as_none_and_names_on_paper_as_the_most_private(tmp_path, text):
    file = tmp_path / "settings.json"
    file.write_text(text, encoding="latin-1")
    settings = Settings.load(file)
    assert settings.unread
    assert values(settings) == values(Settings(file, names=MOST_PRIVATE))
    assert publishing.usual_names("milestones", settings) is Names.NUMBER


def test_the_code_of_the_most_private_names_is_that_of_the_choices():
    assert NAMES_INSIDE[-1].value == MOST_PRIVATE


def test_without_a_file_nothing_was_chosen_yet(tmp_path):
    settings = Settings.load(tmp_path / "settings.json")
    assert publishing.usual_names("milestones", settings) is Names.FULL


def test_a_choice_of_names_that_this_version_does_not_know_counts_as_the_most_private(tmp_path):
    assert publishing.usual_names("milestones", Settings(tmp_path, names="pseudonym")) is Names.NUMBER


def test_a_spoilt_file_stays_private_after_the_next_start(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text("")
    Settings.load(file).save()
    assert json.loads(file.read_text())["names"] == MOST_PRIVATE


def test_preferences_are_replaced_whole_and_reach_the_disk_first(tmp_path, monkeypatch):
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    Settings(tmp_path / "settings.json", theme="dark").save()
    assert synced
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def written(tmp_path, **changed):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(GOOD | changed))
    return file


def test_what_can_be_meant_is_kept_to_the_letter(tmp_path):
    settings = Settings.load(written(tmp_path))
    assert settings.unread == ()
    assert {name: getattr(settings, name) for name in GOOD} == GOOD


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("language", "xx", ""),
        ("language", ["hi"], ""),
        ("theme", "pink", "system"),
        ("geometry", "AdnQ!", ""),
        ("geometry", "A" * 5_000, ""),
        ("user_name", "\ud83d", ""),
        ("user_name", "x" * 5_000, ""),
        ("session_id", 10**400, 0),
        ("session_id", 2**63, 0),
        ("session_id", -1, 0),
        ("session_id", True, 0),
        ("session_id", 1.5, 0),
        ("session_id", float("nan"), 0),
        ("names", 7, MOST_PRIVATE),
        ("whose", {"meena": {"today": 1, "members": "mine"}, "ravi": "mine"}, {"meena": {"members": "mine"}}),
        ("folded", {"meena": ["settled", 7, "\udfff"], "ravi": {}}, {"meena": ["settled"]}),
        ("second_place", [], {}),
        ("second_place", {"mark": 7, "path": "/media/stick"}, {"path": "/media/stick"}),
        ("second_place", {"path": "\ud800"}, {}),
        ("tried", "yesterday", ""),
        ("checked", "today", ""),
        ("tried", "2026-11-18T10:00+05:30", ""),
        ("choices", {"call-sheet": 7, "milestones": {"group": 3}}, {"milestones": {"group": 3}}),
        ("choices", {"call-sheet": {"group": 10**30, "language": "hi"}}, {"call-sheet": {"language": "hi"}}),
        ("choices", {"call-sheet": {"group": True, "member": "3", "blank": 1}}, {"call-sheet": {}}),
        ("choices", {"call-sheet": {"days": [1, "01-11-2026"]}}, {"call-sheet": {"days": ["01-11-2026"]}}),
        ("choices", {"call-sheet": {"names": 7}}, {"call-sheet": {"names": MOST_PRIVATE}}),
        ("choices", {"call-sheet": {"whose": [1]}}, {"call-sheet": {}}),
        ("choices", {"call-sheet": {"later": {"a": 1}, "sort": "name"}}, {"call-sheet": {"sort": "name"}}),
        ("choices", {"\ud800": {}, "call-sheet": {"\ud800": 1}}, {"call-sheet": {}}),
    ],
    ids=str,
)
def test_a_value_that_cannot_be_meant_falls_back_by_itself(tmp_path, name, value, kept):
    settings = Settings.load(written(tmp_path, **{name: value}))
    assert settings.unread == (name,)
    assert {name: getattr(settings, name) for name in GOOD} == GOOD | {name: kept}
    settings.save()
    again = Settings.load(settings.path)
    assert (values(again), again.unread) == (values(settings), ())


def test_a_number_too_long_to_be_read_costs_its_own_value_alone(tmp_path):
    file = written(tmp_path, session_id=0)
    file.write_text(file.read_text().replace('"session_id": 0', f'"session_id": {"9" * 10_000}'))
    settings = Settings.load(file)
    assert (settings.session_id, settings.language, settings.unread) == (0, "pa", ("session_id",))


def test_choices_of_names_that_were_lost_count_as_the_most_private(tmp_path):
    settings = Settings.load(written(tmp_path, names="", choices={"milestones": 7}))
    assert publishing.usual_names("milestones", settings) is Names.NUMBER


def test_what_cannot_be_written_is_left_out_and_the_rest_is_written(tmp_path):
    settings = Settings(tmp_path / "settings.json", language="mr")
    settings.user_name, settings.session_id = "\ud800", 10**400
    settings.choices["milestones"] = {"days": [object()], "group": float("nan"), "names": "number"}
    settings.folded["\udfff"] = ["settled"]
    settings.save()
    again = Settings.load(settings.path)
    assert (again.language, again.user_name, again.session_id, again.folded) == ("mr", "", 0, {})
    assert again.choices == {"milestones": {"days": [], "names": "number"}}


@pytest.mark.parametrize("thing", ["folder", "pipe", "device", "link to nothing", "loop", "too large", "in a file"])
def test_what_only_lies_in_the_place_of_the_file_stops_nothing(tmp_path, thing):
    file = tmp_path / "settings.json"
    match thing:
        case "folder":
            file.mkdir()
        case "pipe":
            os.mkfifo(file)
        case "device":
            file.symlink_to("/dev/zero")
        case "link to nothing":
            file.symlink_to(tmp_path / "gone")
        case "loop":
            file.symlink_to(file)
        case "too large":
            file.write_bytes(b" " * (2 << 20) + b"{}")
        case "in a file":
            file.write_text("")
            file = file / "settings.json"
    settings = Settings.load(file)
    usual = MOST_PRIVATE if settings.unread else ""
    assert values(settings) == values(Settings(file, names=usual))
    assert bool(settings.unread) is (thing != "link to nothing")
    settings.save()


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(), max_size=10), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(GOOD, ANY_JSON)) | ANY_JSON)
def test_any_json_at_all_is_read_and_written_again(tmp_path_factory, found):
    file = tmp_path_factory.getbasetemp() / "any-settings.json"
    file.write_text(json.dumps(found))
    settings = Settings.load(file)
    settings.save()
    again = Settings.load(file)
    assert (values(again), again.unread) == (values(settings), ())


@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_read_and_written_again(tmp_path_factory, data):
    file = tmp_path_factory.getbasetemp() / "any-settings.json"
    file.write_bytes(data)
    settings = Settings.load(file)
    settings.save()
    assert Settings.load(file).unread == ()
