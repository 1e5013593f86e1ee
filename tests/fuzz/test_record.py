"""A short round of the fuzzing of the record; `python3 -m tests.fuzz.database ROUNDS SEED` goes on for long."""

from tests.fuzz import database, log


def test_no_damage_to_the_record_goes_unnoticed():
    database.run(40, seed=1)


def test_no_damage_to_the_log_goes_unnoticed():
    log.run(40, seed=1)
