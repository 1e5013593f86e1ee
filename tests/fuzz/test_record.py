"""A short round of the fuzzing of the record; `python3 -m tests.fuzz.database ROUNDS SEED` goes on for long."""

from tests.fuzz import database, log, salvaged


def test_no_damage_to_the_record_goes_unnoticed():
    database.run(40, seed=1)


def test_no_damage_to_the_log_goes_unnoticed():
    log.run(40, seed=1)


def test_whatever_is_damaged_what_is_salvaged_is_a_sound_record():
    salvaged.run(8 * salvaged.SALVAGED_OF_ALL, seed=1)
