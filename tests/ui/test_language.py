"""Messages, numbers and names in the language of whoever reads."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import MediaProblem, MediaRejected
from bot.ui.language import m, n, name, speaking, t, translation
from bot.ui.media_words import media_problem
from bot.ui.texts import lasting, listed, money, money_left, together

LANGUAGES = ("de", "es", "fr", "ja", "pt-BR")
NARROW = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK = "\N{NO-BREAK SPACE}"


def test_english_is_said_as_it_is_written() -> None:
    assert t("There is no model {model}. Choose {known}.", model="a", known="b") == (
        "There is no model a. Choose b."
    )
    assert m("Nothing was charged.") == "Nothing was charged."
    assert name("duration") == "duration"


def test_a_language_is_spoken_within_its_block_only() -> None:
    with speaking("de"):
        assert t("Nothing was charged.") != "Nothing was charged."
        with speaking("en-US"):
            assert t("Nothing was charged.") == "Nothing was charged."
        assert t("Nothing was charged.") != "Nothing was charged."
    assert t("Nothing was charged.") == "Nothing was charged."


async def test_what_one_task_speaks_another_does_not() -> None:
    async def said(locale: str) -> str:
        with speaking(locale):
            await asyncio.sleep(0)
            return t("Nothing was charged.")

    german, french = await asyncio.gather(said("de"), said("fr"))

    assert german != french


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        *((language, language) for language in LANGUAGES),
        ("es-ES", "es"),
        ("es-419", "es"),
        ("de-AT", "de"),
        ("en-GB", "en"),
        ("sv-SE", "en"),
        ("", "en"),
    ],
)
def test_the_nearest_language_is_spoken_else_english(locale: str, language: str) -> None:
    assert translation(locale).language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_no_translation_is_said_in_english(language: str) -> None:
    with speaking(language):
        assert t("a message that nobody says, with {value}", value=3) == (
            "a message that nobody says, with 3"
        )
        assert name("no_such_option") == "no_such_option"


def test_values_are_taken_as_they_are() -> None:
    with speaking("de"):
        assert "{model}" in t("There is no model {model}. Choose {known}.", model="{model}", known="b")


@pytest.mark.parametrize(
    ("locale", "none", "one", "two"),
    [
        ("en-US", "0 takes", "1 take", "2 takes"),
        ("de", "0 Takes", "1 Take", "2 Takes"),
        ("fr", "0 prise", "1 prise", "2 prises"),
        ("pt-BR", "0 take", "1 take", "2 takes"),
        ("ja", "テイク0本", "テイク1本", "テイク2本"),
    ],
)
def test_each_language_counts_as_it_does(locale: str, none: str, one: str, two: str) -> None:
    with speaking(locale):
        assert [n("{count} take", "{count} takes", count) for count in (0, 1, 2)] == [none, one, two]


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en-US", "$1,234.56"),
        ("de", f"1.234,56{NO_BREAK}$"),
        ("es-ES", f"1.234,56{NO_BREAK}$"),
        ("fr", f"1{NARROW}234,56{NO_BREAK}$"),
        ("pt-BR", f"US${NO_BREAK}1.234,56"),
        ("ja", "$1,234.56"),
    ],
)
def test_money_is_written_as_the_reader_writes_it(locale: str, said: str) -> None:
    with speaking(locale):
        assert money(1_234_560_000) == said
        assert money_left(1_234_569_999) == money(1_234_560_000)
        assert money(1, approximate=True).startswith("≈ ")


@pytest.mark.parametrize(
    ("locale", "either", "all_of_them"),
    [
        ("en-US", "a, b or c", "a, b and c"),
        ("de", "a, b oder c", "a, b und c"),
        ("fr", "a, b ou c", "a, b et c"),
        ("es-419", "a, b o c", "a, b y c"),
        ("pt-BR", "a, b ou c", "a, b e c"),
        ("ja", "a、b、または c", "a、b と c"),
    ],
)
def test_lists_read_as_sentences_in_each_language(locale: str, either: str, all_of_them: str) -> None:
    with speaking(locale):
        assert listed(["a", "b", "c"]) == either
        assert listed(["a", "b", "c"], "and") == all_of_them


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en-US", "3 min 12 s"), ("de", "3 min 12 s"), ("fr", "3 min 12 s"), ("ja", "3分12秒")],
)
def test_spans_are_given_in_each_languages_units(locale: str, said: str) -> None:
    with speaking(locale):
        assert lasting(timedelta(seconds=192)) == said


def test_sentences_stand_behind_each_other_as_the_language_puts_them() -> None:
    assert together("One.", "", "Two.") == "One. Two."
    assert together("", "") == ""
    with speaking("ja"):
        assert together("一。", "二。") == "一。二。"


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en-US", "Found: `12.5 MB`. Allowed: `300–4000 px a side`."),
        ("fr", f"Fichier reçu{NO_BREAK}: `12,5 Mo`. Permis{NO_BREAK}: `300–4000 px par côté`."),
    ],
)
def test_measures_of_a_file_are_given_in_each_languages_units(locale: str, said: str) -> None:
    refusal = MediaRejected("image", "cat.png", MediaProblem.TOO_HEAVY, "12.5 MB", "300–4000 px a side")
    with speaking(locale):
        assert said in media_problem(refusal)


def test_what_only_english_has_words_for_is_left_out_elsewhere() -> None:
    refusal = MediaRejected("image", "cat.png", MediaProblem.DAMAGED, "cannot be decoded", "")
    assert "cannot be decoded" in media_problem(refusal)
    with speaking("de"):
        assert "decoded" not in media_problem(refusal)
