"""The order of members in lists, rosters and papers: one for all of them."""

from peewee import Case, Node, fn

from peerdesk.db.models import Member
from peerdesk.domain.names import LATIN_ORDER


def in_name_order() -> tuple[Node, ...]:
    """By the sound of the names; where the file knows one Indic alphabet alone, in the order of its letters.

    The first and the last name by letters tell which alphabets there are, and both stand at an end of an index.
    """
    anybody = Member.alias()
    first = fn.SUBSTR(anybody.select(fn.MIN(anybody.by_letters)), 1, 1)
    last = fn.SUBSTR(anybody.select(fn.MAX(anybody.by_letters)), 1, 1)
    alone = (first == last) & (first != LATIN_ORDER)
    return Case(None, [(alone, Member.by_letters)], Member.by_sound), Member.number
