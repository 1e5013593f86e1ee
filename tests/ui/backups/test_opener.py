"""A copy is looked into with a password of its day; what is wrong with it is said in words."""

import shutil
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from peerdesk.db.backups import package
from peerdesk.domain.progress import unwatched
from peerdesk.paths import DataFolder
from peerdesk.services.backups import making
from peerdesk.ui.backups.copies import chosen_file
from peerdesk.ui.backups.opener import CopyOpener
from tests.centres import PASSWORD, at_ten


@pytest.fixture
def opener(qtbot, runner):
    opener = CopyOpener(runner, at_ten, "meena")
    qtbot.addWidget(opener)
    opener.show()
    return opener


@pytest.fixture
def copy(storage, coordinator):
    return making.make(storage, coordinator, unwatched).path


@pytest.fixture
def with_other_counts(copy, tmp_path):
    """As a copy is whose record was exchanged for another."""
    laid_out = DataFolder(tmp_path / "laid-out")
    laid_out.create()
    manifest = package.unpack(copy, laid_out, unwatched)
    inside = replace(manifest.inside, counts={**manifest.inside.counts, "member": 77})
    made = tmp_path / copy.name
    package.write(made, laid_out.database, laid_out.keys.read_bytes(), replace(manifest, inside=inside), unwatched)
    shutil.rmtree(laid_out.root)
    return made


def look(qtbot, opener, copy):
    opener.show_copy(chosen_file(copy))
    QTest.keyClicks(opener.password, PASSWORD)
    opener.look_button.click()
    qtbot.waitUntil(lambda: opener.inside is not None, timeout=30_000)
    return opener.result.text().splitlines()


def test_of_a_whole_copy_everything_is_whole(qtbot, opener, copy):
    lines = look(qtbot, opener, copy)
    assert lines[0] == "Asha Kendra"
    assert lines[-1] == "Everything in it is whole."


def test_of_another_one_it_is_said_what_is_wrong(qtbot, opener, with_other_counts):
    assert look(qtbot, opener, with_other_counts)[-2:] == [
        "Something is wrong with this copy; please choose another one.",
        "There are not as many entries in it as when it was made.",
    ]


def test_with_another_password_the_word_stands_at_its_field(qtbot, opener, copy):
    opener.show_copy(chosen_file(copy))
    QTest.keyClicks(opener.password, "another stone 8")
    opener.look_button.click()
    qtbot.waitUntil(lambda: bool(opener._password_field.problem), timeout=30_000)
    assert opener.inside is None
