import json
import os

import pytest

from peerdesk import publishing
from peerdesk.domain.papers.choices import NAMES_INSIDE, Names
from peerdesk.settings import MOST_PRIVATE, Settings


def test_preferences_come_back_at_the_next_start(tmp_path):
    file = tmp_path / "config" / "settings.json"
    settings = Settings.load(file)
    settings.language, settings.session_id, settings.choices = "pa", 12, {"weekly-report": {"names": "number"}}
    settings.save()
    again = Settings.load(file)
    assert (again.language, again.session_id, again.choices) == ("pa", 12, {"weekly-report": {"names": "number"}})


SPOILT = ["", "{", "[]", "\x00\xff", '{"language": 7, "theme": null, "names": 3}']


@pytest.mark.parametrize("text", SPOILT)
def test_a_spoilt_file_counts_as_none_and_names_on_paper_as_the_most_private(tmp_path, text):
    file = tmp_path / "settings.json"
    file.write_text(text, encoding="latin-1")
    settings = Settings.load(file)
    assert vars(settings) == vars(Settings(file, names=MOST_PRIVATE))
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
