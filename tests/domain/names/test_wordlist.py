from collections import Counter
from unicodedata import normalize

import pytest

from peerdesk.domain.names import NameKind, NameRegion, Script, listed_names, script_of, unusable


def test_the_list_holds_over_five_hundred_names():
    assert len(listed_names()) > 500


@pytest.mark.parametrize("script", [Script.LATIN, Script.DEVANAGARI, Script.GURMUKHI])
def test_every_name_is_listed_in_all_three_alphabets(script):
    for name in listed_names():
        written = name.in_script(script)
        assert script_of(written) is script, name
        assert unusable(written) is None, name
        assert normalize("NFC", written) == written, name
        assert written.replace("\u200d", "").strip() == written, name


def test_no_name_is_listed_twice():
    counted = Counter((name.latin, name.kind) for name in listed_names())
    assert [entry for entry, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("region", list(NameRegion))
def test_every_region_has_names_of_every_kind_it_needs(region):
    kinds = {name.kind for name in listed_names() if name.region is region}
    assert kinds >= {NameKind.GIVEN_MALE, NameKind.GIVEN_FEMALE, NameKind.SURNAME}
