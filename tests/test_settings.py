from peerdesk.settings import Settings


def test_preferences_come_back_at_the_next_start(tmp_path):
    file = tmp_path / "config" / "settings.json"
    settings = Settings.load(file)
    settings.language, settings.session_id, settings.choices = "pa", 12, {"weekly-report": {"names": "number"}}
    settings.save()
    again = Settings.load(file)
    assert (again.language, again.session_id, again.choices) == ("pa", 12, {"weekly-report": {"names": "number"}})


def test_a_spoilt_file_counts_as_none(tmp_path):
    file = tmp_path / "settings.json"
    for text in ("", "{", "[]", '{"language": 7, "theme": null}'):
        file.write_text(text)
        assert vars(Settings.load(file)) == vars(Settings(file))
