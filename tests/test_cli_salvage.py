"""``peerdesk check`` and ``peerdesk salvage`` as somebody types them."""

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


def test_a_salvage_needs_somebody_and_a_copy_that_is_there(folder, words, capsys):
    assert main(["salvage", "--data", str(folder.root)]) == 2
    assert main(["salvage", *words, "--copy", str(folder.root / "nowhere")]) == 1
    assert "cannot be read" in capsys.readouterr().err
