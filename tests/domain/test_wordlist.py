"""Words are found in any disguise, nothing else is, and no text and no list makes the search slow."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.words.wordlist import LONGEST_ENTRY, Flaw, WordList, entry, flaw
from tests.domain.wordlist_costs import HOSTILE
from tests.support.sources import ROOT

LABELLED = json.loads((Path(__file__).parent / "words" / "labelled.json").read_text(encoding="utf-8"))
LIST = WordList.of(LABELLED["entries"])
BOUND_SECONDS = 0.05


def test_no_harmless_prompt_is_refused() -> None:
    assert len(LABELLED["passing"]) >= 150
    assert [text for text in LABELLED["passing"] if LIST.hit(text)] == []


def test_disguised_words_are_found() -> None:
    disguised = LABELLED["found"]
    missed = [text for text in disguised if not LIST.hit(text)]

    assert len(disguised) >= 150
    assert len(missed) / len(disguised) <= 0.05, missed


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
def costs_seconds() -> dict[str, list[float]]:
    """By kind of prompt, what 5,000 and 10,000 characters cost, in a process that nothing looks into."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.domain.wordlist_costs"],
        cwd=ROOT,
        env={},
        check=True,
        capture_output=True,
        timeout=60,
    )
    costs: dict[str, list[float]] = json.loads(run.stdout)
    return costs


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_worst_prompt_costs_little_and_twice_as_much_costs_twice(
    costs_seconds: dict[str, list[float]], kind: str
) -> None:
    once, twice = costs_seconds[kind]

    assert once < BOUND_SECONDS
    assert twice < 3 * once + 0.01
