"""Who may say what in the list of keys, and that nobody can say it in somebody else's place."""

from dataclasses import replace

import pytest

from peerdesk.domain.access import Role
from peerdesk.domain.signing_keys import KeyEvent
from peerdesk.security.identity import Identity
from peerdesk.security.key_list import RECOVERY, Founding, KeyEntry, KeyList, KeyListError, fingerprint, longest
from tests.security.conftest import ASHA, AT, BALBIR

KAVITA = 3
VAULT = "7" * 32


class Book:
    """A list that grows, and everybody's latest keys."""

    def __init__(self, known: KeyList, **keys: Identity) -> None:
        self.known, self.keys = known, keys

    def says(self, who: str, event: KeyEvent, staff_id: int, role: Role | None, keys: Identity) -> KeyList:
        return self.known.with_entry(event, staff_id, role, keys.public, AT.isoformat(), self.keys[who])

    def grow(self, who: str, event: KeyEvent, staff_id: int, role: Role | None, keys: Identity) -> None:
        self.known = self.says(who, event, staff_id, role, keys)


@pytest.fixture
def book() -> Book:
    """A new centre: Asha set it up, gave Balbir (counsellor) and Kavita (office) a login, and has her sheet."""
    founding = Founding.draw(AT)
    book = Book(
        founding.key_list(), asha=founding.founder, sheet=founding.sheet, balbir=Identity.new(), kavita=Identity.new()
    )
    book.grow("asha", KeyEvent.GIVEN, BALBIR, Role.COUNSELLOR, book.keys["balbir"])
    book.grow("asha", KeyEvent.GIVEN, KAVITA, Role.OFFICE, book.keys["kavita"])
    return book


@pytest.fixture
def older() -> Book:
    """A centre that is older than its list: Kavita, of the office, came in first, then Asha."""
    kavita, asha, balbir = Identity.new(), Identity.new(), Identity.new()
    book = Book(KeyList(VAULT), kavita=kavita, asha=asha, balbir=balbir, sheet=Identity.new())
    book.grow("kavita", KeyEvent.CHANGEOVER, KAVITA, Role.OFFICE, kavita)
    book.grow("asha", KeyEvent.CHANGEOVER, ASHA, Role.COORDINATOR, asha)
    return book


def test_a_list_read_again_says_the_same(book):
    again = KeyList(book.known.vault, book.known.entries)
    assert again.head == book.known.head
    assert [again.of(who).role for who in (ASHA, BALBIR, KAVITA)] == [Role.COORDINATOR, Role.COUNSELLOR, Role.OFFICE]
    assert again.root == book.keys["asha"].public.signing


@pytest.mark.parametrize("who", ["balbir", "kavita", "stranger"])
@pytest.mark.parametrize(
    ("event", "staff_id", "role"),
    [
        (KeyEvent.GIVEN, KAVITA, Role.COORDINATOR),
        (KeyEvent.GIVEN, 9, Role.COUNSELLOR),
        (KeyEvent.ROLE, KAVITA, Role.COUNSELLOR),
        (KeyEvent.LEFT, ASHA, Role.COORDINATOR),
        (KeyEvent.SHEET_MADE, RECOVERY, None),
        (KeyEvent.FOUNDED, 9, Role.COORDINATOR),
        (KeyEvent.CHANGEOVER, 9, Role.COORDINATOR),
        (KeyEvent.OLD_SHEET, ASHA, Role.COORDINATOR),
        (KeyEvent.BROUGHT_BACK, ASHA, Role.COORDINATOR),
    ],
    ids=lambda value: str(value),
)
def test_nobody_but_a_coordinator_changes_who_may_what(book, who, event, staff_id, role):
    book.keys["stranger"] = Identity.new()
    for keys in (book.keys[who], book.keys["kavita"], book.keys["asha"]):
        with pytest.raises(KeyListError):
            book.says(who, event, staff_id, role, keys)


def test_everybody_changes_their_own_password_and_no_other_and_not_their_role(book):
    new = Identity.new()
    for staff_id, role in ((ASHA, Role.COORDINATOR), (KAVITA, Role.COUNSELLOR)):
        with pytest.raises(KeyListError):
            book.says("kavita", KeyEvent.OWN, staff_id, role, new)
    book.grow("kavita", KeyEvent.OWN, KAVITA, Role.OFFICE, new)
    assert book.known.of(KAVITA).keys == new.public
    with pytest.raises(KeyListError):  # what was replaced says nothing any more
        book.says("kavita", KeyEvent.OWN, KAVITA, Role.OFFICE, Identity.new())


def test_who_left_says_nothing_any_more_and_comes_back_only_by_a_coordinator(book):
    book.grow("asha", KeyEvent.GIVEN, 4, Role.COORDINATOR, other := Identity.new())
    book.keys["other"] = other
    book.grow("other", KeyEvent.LEFT, ASHA, Role.COORDINATOR, book.keys["asha"])
    assert not book.known.is_in(ASHA)
    for event, staff_id in ((KeyEvent.OWN, ASHA), (KeyEvent.GIVEN, KAVITA)):
        with pytest.raises(KeyListError):
            book.says("asha", event, staff_id, Role.COORDINATOR, Identity.new())
    book.grow("other", KeyEvent.GIVEN, ASHA, Role.COORDINATOR, Identity.new())
    assert book.known.is_in(ASHA)


def test_a_role_or_a_leaving_brings_no_other_keys_in(book):
    for event in (KeyEvent.ROLE, KeyEvent.LEFT):
        with pytest.raises(KeyListError):
            book.says("asha", event, BALBIR, Role.OFFICE, Identity.new())


def test_a_sheet_gives_passwords_until_another_one_is_held(book):
    second = Identity.new()
    book.grow("sheet", KeyEvent.GIVEN, ASHA, Role.COORDINATOR, asha := Identity.new())
    book.keys["asha"] = asha
    book.grow("asha", KeyEvent.SHEET_MADE, RECOVERY, None, second)
    book.keys["second"] = second
    for sheet in ("sheet", "second"):
        book.says(sheet, KeyEvent.GIVEN, ASHA, Role.COORDINATOR, Identity.new())
    with pytest.raises(KeyListError):
        book.says("sheet", KeyEvent.SHEET_HELD, RECOVERY, None, second)
    book.grow("second", KeyEvent.SHEET_HELD, RECOVERY, None, second)
    with pytest.raises(KeyListError):
        book.says("sheet", KeyEvent.GIVEN, ASHA, Role.COORDINATOR, Identity.new())


def test_a_coordinator_comes_back_with_keys_that_were_theirs(book):
    former = book.keys["asha"]
    book.grow("asha", KeyEvent.OWN, ASHA, Role.COORDINATOR, Identity.new())
    book.keys["former"] = former
    with pytest.raises(KeyListError):
        book.says("balbir", KeyEvent.BROUGHT_BACK, ASHA, Role.COORDINATOR, book.keys["balbir"])
    book.grow("former", KeyEvent.BROUGHT_BACK, ASHA, Role.COORDINATOR, former)
    assert book.known.of(ASHA).event is KeyEvent.BROUGHT_BACK  # for everybody to see


def test_at_the_changeover_everybody_comes_in_once_on_their_own_word(older):
    older.grow("balbir", KeyEvent.CHANGEOVER, BALBIR, Role.COUNSELLOR, older.keys["balbir"])
    for who, staff_id in (("kavita", BALBIR), ("kavita", ASHA), ("balbir", KAVITA)):
        with pytest.raises(KeyListError):
            older.says(who, KeyEvent.CHANGEOVER, staff_id, Role.COORDINATOR, older.keys[who])


def test_an_old_sheet_counts_until_a_new_one_is_held_and_raises_nobody(older):
    new = older.keys["new"] = Identity.new()
    older.says("new", KeyEvent.OLD_SHEET, ASHA, Role.COORDINATOR, new)
    with pytest.raises(KeyListError):
        older.says("new", KeyEvent.OLD_SHEET, KAVITA, Role.COORDINATOR, new)
    older.grow("asha", KeyEvent.SHEET_MADE, RECOVERY, None, older.keys["sheet"])
    older.says("new", KeyEvent.OLD_SHEET, ASHA, Role.COORDINATOR, new)
    older.grow("sheet", KeyEvent.SHEET_HELD, RECOVERY, None, older.keys["sheet"])
    with pytest.raises(KeyListError):
        older.says("new", KeyEvent.OLD_SHEET, ASHA, Role.COORDINATOR, new)


def test_once_a_new_sheet_is_held_nobody_comes_in_on_their_own_word(older):
    older.says("balbir", KeyEvent.CHANGEOVER, BALBIR, Role.COUNSELLOR, older.keys["balbir"])
    older.grow("asha", KeyEvent.SHEET_MADE, RECOVERY, None, older.keys["sheet"])
    assert older.known.takes_own_word
    older.grow("sheet", KeyEvent.SHEET_HELD, RECOVERY, None, older.keys["sheet"])
    assert not older.known.takes_own_word
    with pytest.raises(KeyListError):
        older.says("balbir", KeyEvent.CHANGEOVER, BALBIR, Role.COUNSELLOR, older.keys["balbir"])
    older.grow("asha", KeyEvent.GIVEN, BALBIR, Role.COUNSELLOR, older.keys["balbir"])


@pytest.mark.parametrize(
    "edit",
    [
        lambda entries: entries[:1] + entries[2:],
        lambda entries: [entries[0], entries[2], entries[1], *entries[3:]],
        lambda entries: [*entries, entries[-1]],
        lambda entries: [*entries[:-1], replace(entries[-1], role=Role.COORDINATOR)],
        lambda entries: [*entries[:-1], replace(entries[-1], staff_id=BALBIR)],
        lambda entries: [*entries[:-1], replace(entries[-1], at="2025-01-01T00:00:00")],
        lambda entries: [*entries[:-1], replace(entries[-1], keys=Identity.new().public)],
        lambda entries: [*entries[:-1], replace(entries[-1], signature=entries[-2].signature)],
        lambda entries: [*entries[:-1], replace(entries[-1], by=entries[-1].keys.signing)],
        lambda entries: entries[1:],
    ],
)
def test_an_edited_list_is_refused(book, edit):
    with pytest.raises(KeyListError):
        KeyList(book.known.vault, edit(book.known.entries))


def test_a_list_of_another_centre_is_refused(book):
    with pytest.raises(KeyListError):
        KeyList(VAULT, book.known.entries)


def test_of_two_lists_the_longer_counts_if_it_goes_on_from_the_other(book):
    shorter = KeyList(book.known.vault, book.known.entries[:3])
    assert longest([shorter, book.known]) is book.known
    assert longest([book.known, KeyList(book.known.vault)]) is book.known
    fork = shorter.with_entry(KeyEvent.GIVEN, 8, Role.OFFICE, Identity.new().public, AT.isoformat(), book.keys["asha"])
    assert longest([fork, book.known]) is None
    assert longest([Founding.draw(AT).key_list(), book.known]) is None


def test_who_had_which_keys_then_is_known(book):
    then, new = book.known.head, Identity.new()
    book.grow("kavita", KeyEvent.OWN, KAVITA, Role.OFFICE, new)
    book.grow("asha", KeyEvent.LEFT, KAVITA, Role.OFFICE, new)
    assert book.known.entry_then(KAVITA, then).keys == book.keys["kavita"].public
    assert book.known.entry_then(KAVITA, book.known.head) is None
    assert book.known.entry_then(KAVITA, bytes(32)) is None
    assert (book.known.place_of(then), book.known.place_of(b"x" * 32)) == (5, -1)


@pytest.mark.parametrize(
    "odd", [{"by": bytes(31)}, {"signature": bytes(63)}, {"staff_id": -1}, {"staff_id": "1"}], ids=lambda odd: str(odd)
)
def test_an_entry_of_the_wrong_shape_is_none(book, odd):
    with pytest.raises(ValueError, match=r"entry|number"):
        replace(book.known.entries[0], **odd)


@pytest.mark.parametrize("odd", [None, [], {}, {"event": 3}, {"staff": "x"}, {"by": None}])
def test_what_is_no_entry_is_not_read_as_one(book, odd):
    whole = book.known.entries[0].document()
    assert KeyEntry.parse(whole) == book.known.entries[0]
    with pytest.raises(ValueError, match="no entry"):
        KeyEntry.parse({**whole, **odd} if odd else odd)


def test_a_sheet_is_nobodys_and_whoever_works_there_has_a_role(book):
    asha = book.keys["asha"]
    for event, staff_id, role in (
        (KeyEvent.SHEET_MADE, ASHA, Role.COORDINATOR),
        (KeyEvent.GIVEN, RECOVERY, None),
        (KeyEvent.GIVEN, 9, None),
        (KeyEvent.SHEET_MADE, RECOVERY, Role.COORDINATOR),
    ):
        with pytest.raises(KeyListError):
            book.says("asha", event, staff_id, role, asha)


def test_the_fingerprint_can_be_read_aloud(book):
    assert len(fingerprint(book.known.head).split("-")) == 4
    assert fingerprint(bytes(32)) == "0000-0000-0000-0000"
