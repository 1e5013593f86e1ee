"""A few rounds of each kind of harm, at every run of the tests; ``python3 -m tests.fuzz`` has thousands."""

import pytest

from tests.fuzz import backup_file, key_file, lock_file, settings_file

ROUNDS = 200
KINDS = (key_file, settings_file, lock_file, backup_file)


@pytest.mark.qt_log_ignore("Could not remove our own lock file", "Broken filename passed to function", extend=True)
@pytest.mark.parametrize(
    "kind", [key_file, settings_file, lock_file, backup_file], ids=lambda kind: kind.__name__.split(".")[-1]
)
def test_no_harm_opens_hangs_or_goes_unsaid(kind):
    kind.run(ROUNDS, seed=10)
