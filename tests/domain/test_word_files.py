"""Lists of words as they come: typed, as text, CSV or JSON; what is wrong with one is named by its line."""

import json
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.words.reading import MOST_BYTES, Line, fit, in_file, require_room, typed, written
from bot.domain.words.refusals import (
    FileTrouble,
    PatternsFull,
    Unfit,
    UnfitWords,
    WordFileUnusable,
    WordsFull,
)
from bot.domain.words.wordlist import (
    LONGEST_ENTRY,
    MOST_ENTRIES,
    MOST_MACHINE_LETTERS,
    Flaw,
    entry,
    flaw,
    machine_letters,
    sought,
)


def texts(lines: Iterable[Line]) -> list[str]:
    return [line.text.strip() for line in lines]


def test_typed_entries_are_parted_by_commas_and_lines() -> None:
    assert texts(typed("one, blue whale,,\nthree、四，*five* ")) == [
        "one",
        "blue whale",
        "three",
        "四",
        "*five*",
    ]


def test_a_text_file_has_an_entry_in_each_line_and_remarks() -> None:
    lines = in_file("words.txt", b"\xef\xbb\xbf# ours\r\none\r\n\r\n  # more\r\nblue whale, three\r\n")

    assert [(line.number, line.text.strip()) for line in lines] == [
        (2, "one"),
        (5, "blue whale"),
        (5, "three"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("one,two\nthree\n", ["one", "two", "three"]),
        ('"blue, whale",two\n', ["blue, whale", "two"]),
        ("id,Word,by\n1,one,mira\n2,two,jonas\n3\n", ["one", "two"]),
    ],
)
def test_a_csv_file_has_entries_in_all_cells_or_in_the_column_that_is_called_so(
    content: str, expected: list[str]
) -> None:
    assert texts(in_file("words.CSV", content.encode("utf-16"))) == expected


@pytest.mark.parametrize(
    "content", [["one", "", "blue whale"], {"name": "ours", "words": ["one", "blue whale"]}]
)
def test_a_json_file_is_an_array_of_texts_or_has_one(content: object) -> None:
    assert texts(in_file("words.json", json.dumps(content).encode())) == ["one", "blue whale"]


@pytest.mark.parametrize(
    ("name", "content", "trouble", "line"),
    [
        ("a.txt", b"x" * (MOST_BYTES + 1), FileTrouble.TOO_LARGE, None),
        ("a.txt", b"one\ntw\xff\n", FileTrouble.NO_TEXT, 2),
        ("a.txt", b"\xff\xfea", FileTrouble.NO_TEXT, None),
        ("a.txt", b"\n# nothing\n", FileTrouble.NO_WORDS, None),
        ("a.csv", b"one\n" + b"x" * 140_000, FileTrouble.BROKEN, 2),
        ("a.json", b'["one",\n', FileTrouble.BROKEN, 2),
        ("a.json", b"[" * 100_000, FileTrouble.BROKEN, None),
        ("a.json", b"[" + b"9" * 5_000 + b"]", FileTrouble.BROKEN, None),
        ("a.json", b'["one", 2]', FileTrouble.NO_WORDS, None),
        ("a.json", b'{"of": ["one"]}', FileTrouble.NO_WORDS, None),
        ("a.json", b'"one"', FileTrouble.NO_WORDS, None),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_the_line_where_there_is_one(
    name: str, content: bytes, trouble: FileTrouble, line: int | None
) -> None:
    with pytest.raises(WordFileUnusable) as refused:
        in_file(name, content)

    assert (refused.value.filename, refused.value.trouble, refused.value.line) == (name, trouble, line)


def test_all_entries_that_cannot_be_kept_are_named_at_once_by_their_lines() -> None:
    with pytest.raises(UnfitWords) as refused:
        fit(in_file("words.txt", b"one\n***\ntwo\na*\n"))

    assert refused.value.unfit == (Unfit(2, "***", Flaw.EMPTY), Unfit(4, "a*", Flaw.TOO_FEW_LETTERS))


def test_half_a_character_in_a_json_file_is_left_out() -> None:
    assert fit(in_file("words.json", b'["pho\\ud800oey", "\\u202epiffle"]')) == {
        "pho oey": "pho oey",
        "piffle": "piffle",
    }


def test_entries_that_look_for_the_same_are_one() -> None:
    assert fit(typed("Crêpe, CREPE, blue  whale, Blue-Whale")) == {
        "crepe": "CREPE",
        "blue whale": "Blue-Whale",
    }


def test_a_list_has_room_for_so_many_entries_and_letters_of_patterns() -> None:
    require_room([f"word {number}" for number in range(MOST_ENTRIES)])
    with pytest.raises(WordsFull):
        require_room([f"word {number}" for number in range(MOST_ENTRIES + 1)])

    whole = ["雨" * LONGEST_ENTRY] * (MOST_MACHINE_LETTERS // LONGEST_ENTRY)
    require_room(whole)
    with pytest.raises(PatternsFull) as refused:
        require_room([*whole, "*" + "x" * (LONGEST_ENTRY - 1)])
    assert refused.value.count > refused.value.most == MOST_MACHINE_LETTERS


def test_only_what_is_looked_for_by_machines_counts_as_such() -> None:
    assert [machine_letters(one) for one in ("damn", "blue whale", "*crap*", "夢", "クジラ")] == [
        0,
        0,
        6,
        1,
        0,
    ]


CHARACTERS = st.characters() | st.sampled_from(",，、#*\n\u2028 aé雨")


@given(st.lists(st.text(CHARACTERS, max_size=LONGEST_ENTRY)))
def test_whatever_is_kept_reads_back_as_the_same_list(words: list[str]) -> None:
    kept = {sought(text): text for word in words if not flaw(text := entry(word))}

    if kept:
        assert fit(in_file("words.txt", written(kept.values()))).keys() == kept.keys()
    for text in kept.values():
        assert fit(typed(text)).keys() == {sought(text)}
