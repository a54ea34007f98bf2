"""A way out is written into a button's id, read back to the same, and said in words."""

import pytest

from bot.domain.catalogue import OptionValue
from bot.domain.drafts import DraftChanges
from bot.domain.models import CATALOGUE
from bot.domain.remedies import Remedy
from bot.ui.drafts.remedies import LONGEST, ONLY_ME, label, read_remedy, using, written


@pytest.mark.parametrize(
    ("remedy", "words"),
    [
        (Remedy({"duration": 8}), "duration: 8"),
        (Remedy({"effect": "360 microwave"}), "effect: 360 microwave"),
        (Remedy({"aspect": "16:9"}), "aspect: 16:9"),
        (Remedy({"audio": False}), "audio: no"),
        (Remedy({"camera": None}), "Leave out camera"),
        (Remedy({"image": None, "thinking": "enabled"}), "Leave out image and thinking: enabled"),
        (Remedy(model_id="pixverse-v6"), "Use pixverse-v6"),
        (Remedy({"camera": None}, "pixverse-v6"), "Use pixverse-v6"),
    ],
)
def test_a_way_out_survives_its_button(remedy: Remedy, words: str) -> None:
    word = written(remedy)

    assert 0 < len(word) <= LONGEST
    assert read_remedy(CATALOGUE, word) == DraftChanges(model_id=remedy.model_id, options=remedy.changes)
    assert label(remedy, None) == words


def test_what_is_too_long_for_a_button_is_the_model_alone_or_nothing() -> None:
    changes: dict[str, OptionValue | None] = dict.fromkeys(
        ("negative", "camera", "effect", "quality", "takes")
    )

    assert written(Remedy(changes, "pixverse-v6")) == "model=pixverse-v6"
    assert written(Remedy({"effect": "x" * 60})) == ""


def test_being_the_only_one_to_see_it_is_a_way_out_too() -> None:
    assert read_remedy(CATALOGUE, ONLY_ME) == DraftChanges(private=True)


@pytest.mark.parametrize(
    "word", ["", "=", "&&", "duration", "no-such-option=1", "%00=%ff", "duration=99999999"]
)
def test_an_id_that_somebody_made_up_is_read_as_words_for_the_rules(word: str) -> None:
    assert all(isinstance(value, str | int | None) for value in read_remedy(CATALOGUE, word).options.values())


def test_another_model_leaves_out_what_it_does_not_have() -> None:
    has: dict[str, OptionValue | None] = {"duration": 5, "camera": "zoom_in", "last_image": True}

    assert using(CATALOGUE, "pixverse-v6-skills", has).options == {"camera": None, "last_image": None}
    assert using(CATALOGUE, "pixverse-v6-skills", has).model_id == "pixverse-v6-skills"
