"""Prompts are made fit to be counted, kept and sent, and lose nothing that can be seen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.prompts import clean

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  A lighthouse\n\n over\ttidal   flats ", "A lighthouse over tidal flats"),
        ("sun\x00set", "sun set"),
        ("a\u2028b\u00a0c\u3000d", "a b c d"),
        ("half a pair \ud83d", "half a pair"),
        ("private \ue000 use", "private use"),
        ("price \u202e00.1$", "price 00.1$"),
        ("left \u2066isolated\u2069 right", "left isolated right"),
        ("👩\u200d🚀 lands", "👩\u200d🚀 lands"),
        ("क्\u200dष", "क्\u200dष"),
        ("夕焼けの灯台", "夕焼けの灯台"),
        ("עיר בגשם", "עיר בגשם"),
        ("new emoji \U0001fae9", "new emoji \U0001fae9"),
        ("\u200b\u200b", ""),
        (" \u2060 \ufeff ", ""),
        ("", ""),
    ],
)
def test_known_prompts(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(ANY_TEXT)
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT)
def test_a_clean_prompt_can_be_sent_and_stands_on_one_line(text: str) -> None:
    prompt = clean(text)

    assert prompt.encode("utf-8").decode("utf-8") == prompt
    assert prompt == " ".join(prompt.split())
    assert len(prompt.splitlines()) <= 1
    assert len(prompt) <= len(text)


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S"))))
def test_nothing_that_can_be_seen_is_lost(text: str) -> None:
    assert clean(text) == text


@given(ANY_TEXT)
def test_a_prompt_is_empty_or_can_be_seen(text: str) -> None:
    invisible = {"Cf", "Zs"}

    assert {unicodedata.category(char) for char in clean(text)} - invisible or not clean(text)
