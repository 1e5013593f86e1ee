"""``peerdesk check`` and ``peerdesk salvage`` as somebody types them."""

from datetime import datetime

import pytest

from peerdesk.cli import main
from peerdesk.db.cipher_pages import PAGE
from tests.centres import PASSWORD


@pytest.fixture
def words(folder, tmp_path):
    """The options that log in."""
    file = tmp_path / "password.txt"
    file.write_text(PASSWORD)
    return ["--data", str(folder.root), "--user", "meena", "--password-file", str(file), "--use-this-date"]


def damage(folder):
    with folder.database.open("rb+") as file:
        file.seek(PAGE // 2)
        file.write(b"damaged")


def test_a_check_without_a_log_in_says_what_it_did_not_look_at(folder, capsys):
    assert main(["check", "--data", str(folder.root)]) == 0
    said = capsys.readouterr().out
    assert "no problems found" in said
    assert "not looked at without a log-in" in said
    assert "pages, contents, seals" in said


def test_a_check_with_a_log_in_looks_at_everything(words, capsys):
    assert main(["check", *words]) == 0
    assert capsys.readouterr().out == "no problems found\n"


def test_a_damaged_record_is_told_from_a_wrong_password_and_brought_back(folder, words, capsys):
    damage(folder)
    assert main(["check", *words]) == 1
    assert "The password is right" in capsys.readouterr().err
    assert main(["salvage", *words]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Everything is back." in lines
    assert any(line.startswith("The damaged record was set aside") for line in lines)
    assert main(["check", *words]) == 0


def test_without_the_second_key_copy_the_record_is_looked_at_all_the_same(folder, words, capsys):
    folder.keys_backup.unlink()
    assert main(["check", *words]) == 1
    said = capsys.readouterr()
    assert "key-copy-missing" in said.out
    assert "1 problem found" in said.err
    assert "not looked at" not in said.out


def test_what_cannot_be_looked_at_with_a_damaged_key_file_is_said(folder, words, capsys):
    folder.keys.write_bytes(b"nothing")
    folder.keys_backup.unlink()
    assert main(["check", *words]) == 1
    assert "not looked at before that is put right: pages, contents" in capsys.readouterr().out


def test_missing_entries_are_said_again_until_somebody_does_something(folder, words, monkeypatch, capsys):
    """A look changes nothing: it does not use up what it says."""
    monkeypatch.setattr("peerdesk.commands.now", lambda: datetime(2026, 11, 1, 9, 30))
    looks = [word for word in words if word != "--use-this-date"]
    assert main(["check", *looks]) == 0
    older = folder.database.read_bytes()
    assert (
        main(["backup", str(folder.root.parent / "one.peerdesk-backup"), *looks]) == 0
    )  # writes a log-in, and what left
    folder.database.write_bytes(older)
    folder.log.unlink(missing_ok=True)
    for _look in range(2):
        capsys.readouterr()
        assert main(["check", *looks]) == 1
        assert "entries-missing count=2" in capsys.readouterr().out


def test_of_many_findings_of_one_kind_the_first_few_are_named(folder, words, capsys):
    size = folder.database.stat().st_size
    with folder.database.open("rb+") as file:
        for page in range(30, size // PAGE, 3):
            file.seek(page * PAGE + 100)
            file.write(b"damaged")
    assert main(["check", *words]) == 1
    assert len(capsys.readouterr().out.splitlines()) < 20


def test_a_salvage_needs_somebody_and_a_copy_that_is_there(folder, words, capsys):
    assert main(["salvage", "--data", str(folder.root)]) == 2
    assert main(["salvage", *words, "--copy", str(folder.root / "nowhere")]) == 1
    assert "cannot be read" in capsys.readouterr().err
