"""No prompt mentions, links, formats or breaks out, whatever it is made of."""

import random
import re

import pytest

from bot.ui.safe_text import Room, code, escaped, fitting, plain, utf16_units, visible
from tests.ui.hostile import SEEDS, hostile

WIDE = Room(100_000, 400_000)
UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*([*_~`|<>\[@]|://)")
CONTROLS = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


@pytest.mark.parametrize("batch", range(5))
def test_hostile_prompts_cannot_format_link_or_mention(batch: int) -> None:
    for seed in SEEDS[batch::5]:
        shown = escaped(hostile(seed), WIDE)

        assert not UNESCAPED.search(shown), (seed, shown)
        assert not CONTROLS.search(shown), (seed, shown)
        assert not re.match(r"(#|-|\+|\d+[.)])", shown), (seed, shown)


def test_hostile_prompts_stay_inside_inline_code() -> None:
    for seed in SEEDS:
        shown = code(hostile(seed))

        assert shown.count("`") == 2, (seed, shown)
        assert shown[0] == shown[-1] == "`"
        assert len(shown) <= 102


def test_hostile_prompts_keep_to_their_room() -> None:
    for seed in SEEDS:
        room = Room(
            units=random.Random(seed).randint(1, 300), size_bytes=random.Random(-seed).randint(3, 600)
        )

        shown = escaped(hostile(seed), room)

        assert utf16_units(shown) <= room.units
        assert len(shown.encode()) <= room.size_bytes


def test_harmless_words_read_as_they_were_typed() -> None:
    prompt = "A fox, 3 years old (or 4) — runs at 12:30; it's 雨の夜 in Tōkyō!"

    assert escaped(prompt, WIDE) == prompt


def test_an_escape_is_never_torn_from_its_character() -> None:
    assert escaped("ab**", Room(4, 100)) == "ab…"
    assert escaped("ab**", Room(5, 100)) == "ab\\*…"


def test_what_cannot_be_seen_vanishes() -> None:
    assert visible("a\u202eb\u200bc\x00d\n e") == "abc d e"


def test_text_without_anything_visible_is_still_something_in_code() -> None:
    assert code("\u200b") == "`nothing`"


def test_plain_text_is_cut_with_a_sign() -> None:
    assert plain("abcdef", 4) == "abc…"
    assert utf16_units(plain("🦊" * 900, 1_024)) <= 1_024


def test_our_own_words_keep_their_marks_and_are_cut_where_the_room_ends() -> None:
    assert fitting("**Queued**: it follows", Room(units=100, size_bytes=100)) == "**Queued**: it follows"
    assert fitting("雨" * 50, Room(units=100, size_bytes=33)) == "雨" * 10 + "…"
