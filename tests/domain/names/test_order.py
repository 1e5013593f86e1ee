"""Names stand in one order: by sound, or by the letters of the one alphabet that is written."""

import pytest

from peerdesk.domain.names import by_letters, by_sound

PAINTI = "ਉੱਤਮ ਊਧਮ ਓਮ ਅਮਰ ਆਸ਼ਾ ਇੰਦਰ ਈਸ਼ਰ ਸਤਨਾਮ ਸੁਨੀਤਾ ਸ਼ਾਮ ਹਰੀ ਕਮਲ ਕਿਰਨ ਖੇਮ ਗੁਰਮੀਤ ਚਰਨ ਜੱਸਾ ਤਾਰਾ ਨਾਨਕ ਬਲਦੇਵ ਮੋਹਨ ਯਸ਼ ਰਾਮ ਲਾਲ ਵਰਿੰਦਰ"


def test_gurmukhi_has_its_own_order_in_which_s_and_h_come_before_k():
    names = PAINTI.split()
    written = sorted(names, key=lambda name: by_letters("", name))
    assert written.index("ਸਤਨਾਮ") < written.index("ਹਰੀ") < written.index("ਕਮਲ") < written.index("ਵਰਿੰਦਰ")
    assert written[:5] == ["ਉੱਤਮ", "ਊਧਮ", "ਓਮ", "ਅਮਰ", "ਆਸ਼ਾ"]


def test_a_nasal_or_a_doubled_letter_does_not_part_names_that_begin_alike():
    written = sorted(["ਸੰਦੀਪ ਸਿੰਘ", "ਸੱਜਣ", "ਸਤੀਸ਼", "ਸਦੀਪ"], key=lambda name: by_letters("", name))
    assert written == ["ਸੱਜਣ", "ਸਤੀਸ਼", "ਸਦੀਪ", "ਸੰਦੀਪ ਸਿੰਘ"]


def test_devanagari_keeps_the_order_of_its_letters_with_and_without_dots():
    names = ["ज़ाकिर", "जयराम", "झब्बू", "अनिल", "ड़ोली"]
    assert sorted(names, key=lambda name: by_letters("", name)) == ["अनिल", "जयराम", "ज़ाकिर", "झब्बू", "ड़ोली"]


@pytest.mark.parametrize(
    ("latin", "native", "sound"),
    [
        ("RAMESH Kumar", "रमेश", "ramesh kumar"),
        ("", "सुनीता देवी", "sunita devi"),
        ("José", "", "jose"),
        ("", "ਰਮੇਸ਼", "ramesh"),
    ],
)
def test_a_name_sounds_as_it_is_shown_first(latin, native, sound):
    assert by_sound(latin, native) == sound


def test_each_name_says_in_which_alphabet_it_is_shown():
    assert [by_letters(*name)[:1] for name in (("Ram", "ਰਾਮ"), ("", "राम"), ("", "ਰਾਮ"), ("", "Ram"))] == list("LDGL")
