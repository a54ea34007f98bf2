"""Words are found in any disguise, nothing else is, and no text and no list makes the search slow."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.words.defaults import default_entries, default_list, default_sections
from bot.domain.words.reading import require_room
from bot.domain.words.wordlist import (
    LONGEST_ENTRY,
    MOST_MACHINE_LETTERS,
    Flaw,
    WordList,
    entry,
    flaw,
    sought,
)
from tests.domain.wordlist_costs import HOSTILE, PROMPT, worst_list
from tests.support.sources import ROOT

LABELLED = json.loads((Path(__file__).parent / "words" / "labelled.json").read_text(encoding="utf-8"))
UNSEEN = json.loads((Path(__file__).parent / "words" / "unseen.json").read_text(encoding="utf-8"))
LIST = WordList.of(LABELLED["entries"])
MOST_STEPS = 100
"""To a character of a prompt: lines of Python, of which the longest prompt takes about 10 ms together."""


def test_no_harmless_prompt_is_refused() -> None:
    assert len(LABELLED["passing"]) >= 150
    assert [text for text in LABELLED["passing"] if LIST.hit(text)] == []


def test_disguised_words_are_found() -> None:
    disguised = LABELLED["found"]
    missed = [text for text in disguised if not LIST.hit(text)]

    assert len(disguised) >= 150
    assert len(missed) / len(disguised) <= 0.05, missed


@pytest.mark.parametrize(
    ("which", "words", "precision", "recall"),
    [("a server's own list", LIST, 0.97, 0.97), ("the default list", default_list(), 1.0, 0.98)],
)
def test_lines_that_nothing_was_tuned_on_are_judged_nearly_as_well(
    which: str, words: WordList, precision: float, recall: float
) -> None:
    """Written before the lists ever met them, and changed only where a label was plainly wrong.

    Measured: precision 0.971 and 1.0, recall 0.978 and 0.990. What is found wrongly are longer words that a
    pattern takes in (`kill*` and Killarney); what is missed is half a Cyrillic word in Latin letters, Polish
    `glupek` for `głupek`, single letters apart within a phrase, and a form of a word that no entry has.
    """
    passing, disguised = UNSEEN[which]["passing"], UNSEEN[which]["found"]
    found = sum(words.hit(text) is not None for text in disguised)
    wrongly = [text for text in passing if words.hit(text)]

    assert len(passing) + len(disguised) >= 150
    assert found / (found + len(wrongly)) >= precision, wrongly
    assert found / len(disguised) >= recall, [text for text in disguised if not words.hit(text)]


def test_the_default_list_refuses_no_harmless_prompt() -> None:
    assert [text for text in LABELLED["passing"] if default_list().hit(text)] == []


def test_the_default_list_has_no_entry_that_cannot_be_kept_or_that_is_there_twice() -> None:
    entries = default_entries()

    assert [each for each in entries if flaw(each)] == []
    assert len(set(map(sought, entries))) == len(entries) >= 300
    assert {subject for subject, _ in default_sections()} == {"sexual", "violence", "hate"}
    require_room(entries)


def test_every_entry_of_the_default_list_finds_itself() -> None:
    lost = [each for each in default_entries() if not default_list().hit(f"({each.replace('*', '')}!)")]

    assert lost == []


def test_the_entry_that_a_text_has_is_named_as_it_was_typed() -> None:
    words = WordList.of(["Crêpe", "blue whale", "*Piffle*", "夢*"])

    texts = ("a CREPE", "BLUE  wh4le", "unpiffled", "悪夢だ", "nothing of it")
    assert [words.hit(text) for text in texts] == ["Crêpe", "blue whale", "*Piffle*", "夢*", None]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("damn", None),
        ("blue whale", None),
        ("*crap*", None),
        ("f*rt", None),
        ("夢*", None),
        ("", Flaw.EMPTY),
        ("***", Flaw.EMPTY),
        ("\u200b", Flaw.EMPTY),
        ("a*", Flaw.TOO_FEW_LETTERS),
        ("blue wha*", Flaw.PATTERN_OF_WORDS),
        ("x" * LONGEST_ENTRY, None),
        ("x" * (LONGEST_ENTRY + 1), Flaw.TOO_LONG),
        ("a b c d e f g h i", Flaw.TOO_MANY_WORDS),
    ],
)
def test_what_cannot_be_an_entry_is_named(text: str, wrong: Flaw | None) -> None:
    assert flaw(text) is wrong


def test_an_entry_is_kept_as_it_was_typed_but_for_its_spaces() -> None:
    assert entry("  Blue \n Whale ") == "Blue Whale"


def test_an_empty_list_finds_nothing() -> None:
    assert not WordList.of(()).hit("a fox in the snow, 自然")


def test_a_star_stands_for_any_letters_or_none_and_for_nothing_else() -> None:
    found = WordList.of(["gr*pe", "sno*"]).hit

    assert all(map(found, ["grpe", "grape", "GRAAAPE", "sno", "snow"]))
    assert not any(map(found, ["gr pe", "grapes", "agrape", "asnow", "sn"]))


@pytest.fixture(scope="module")
def costs() -> dict[str, list[int]]:
    """By kind of prompt, the steps that 2,048 and 4,096 characters take, counted where nothing else is."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.domain.wordlist_costs"],
        cwd=ROOT,
        env={},
        check=True,
        capture_output=True,
        timeout=120,
    )
    counted: dict[str, list[int]] = json.loads(run.stdout)
    return counted


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_longest_prompt_takes_few_steps_and_twice_as_much_takes_twice(
    costs: dict[str, list[int]], kind: str
) -> None:
    once, twice = costs[kind]

    assert once <= MOST_STEPS * PROMPT
    assert twice <= 2.2 * once


def test_a_step_is_one_of_few_numbers_that_are_small() -> None:
    """A machine's numbers have a bit for each letter of its patterns, and two beside each pattern."""
    words = worst_list()

    bound = 2 * MOST_MACHINE_LETTERS
    assert 1_000 < words.patterns.width_bits + words.anywhere.width_bits <= bound
