"""The largest messages and forms there can be are such that Discord takes them, in every language."""

from collections.abc import Callable, Iterable

import pytest
from discord import ui

from bot.ui.language import speaking, translations
from bot.ui.safe_text import utf16_units
from sandbox.discord.openapi import problems_of
from tests.ui.approvals import approvals
from tests.ui.discord_limits import every, too_much, without_alt_text
from tests.ui.largest import Views, drafts, forms, messages, pages, plain_messages, sentences
from tests.ui.reading import sent, text
from tests.ui.reports import reports
from tests.ui.reviews import reviews
from tests.ui.test_cards import LONGEST

PROMPTS = dict(zip(("ascii", "cjk", "emoji", "escapes", "families", "lines"), LONGEST, strict=True))
WIDEST = "雨" * 2_048
"""Three bytes to a character, so that it comes nearest to both limits on text."""
KINDS = {kind.__name__: kind for kind in (messages, drafts, pages, sentences, approvals, reports, reviews)}


def refused(shown: Iterable[ui.LayoutView | ui.Modal]) -> list[tuple[int, list[str]]]:
    """What Discord would refuse, by the number of the message."""
    return [(number, found) for number, view in enumerate(shown) if (found := too_much(view))]


@pytest.mark.parametrize("language", translations())
@pytest.mark.parametrize("kind", KINDS)
def test_every_message_at_its_largest_is_taken_in_every_language(kind: str, language: str) -> None:
    with speaking(language):
        assert refused(KINDS[kind](WIDEST)) == []


@pytest.mark.parametrize("language", translations())
def test_every_form_at_its_fullest_is_taken_in_every_language(language: str) -> None:
    with speaking(language):
        assert refused(forms(WIDEST)) == []


@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
@pytest.mark.parametrize("kind", [messages, drafts, pages, sentences, forms, approvals, reports, reviews])
def test_no_script_and_no_kind_of_character_is_too_much(
    kind: Callable[[str], Iterable[ui.LayoutView | ui.Modal]], prompt: str
) -> None:
    assert refused(kind(prompt)) == []


@pytest.mark.parametrize("language", translations())
def test_plain_messages_with_attachments_fit_as_well(language: str) -> None:
    with speaking(language):
        for plain in plain_messages(WIDEST):
            body = {"content": plain.content, "components": plain.buttons.to_components()}
            assert utf16_units(plain.content) <= 2_000
            assert problems_of("POST", "/channels/1/messages", body) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_and_video_is_described(kind: str) -> None:
    shown: list[ui.LayoutView] = list(KINDS[kind]("a fox in the snow"))

    assert [missing for view in shown for missing in without_alt_text(view)] == []


def test_there_are_videos_to_be_described() -> None:
    galleries = [node for view in messages("a fox") for node in every(sent(view)) if node["type"] == 12]

    assert max(len(gallery["items"]) for gallery in galleries) == 10


def broken(change: Callable[[ui.Container[ui.LayoutView]], object]) -> list[str]:
    view = ui.LayoutView(timeout=None)
    container: ui.Container[ui.LayoutView] = ui.Container(ui.TextDisplay("a"))
    change(container)
    view.add_item(container)
    return too_much(view)


@pytest.mark.parametrize(
    "change",
    [
        lambda container: container.add_item(ui.TextDisplay("x" * 4_000)),
        lambda container: container.add_item(ui.TextDisplay("雨" * 3_400)),
        lambda container: container.add_item(ui.ActionRow(ui.Button(label="x" * 81, custom_id="a"))),
        lambda container: container.add_item(ui.ActionRow(ui.Button(label="x", custom_id="x" * 101))),
        lambda container: container.add_item(ui.ActionRow(ui.Select(custom_id="x", options=[]))),
        lambda container: container.add_item(
            ui.ActionRow(ui.Button(label="a", custom_id="same"), ui.Button(label="b", custom_id="same"))
        ),
    ],
    ids=["characters", "bytes", "label", "id", "no options", "one id twice"],
)
def test_what_is_too_much_is_noticed(change: Callable[[ui.Container[ui.LayoutView]], object]) -> None:
    assert broken(change)


def test_a_form_with_too_much_is_noticed() -> None:
    form: ui.Modal = ui.Modal(title="x", custom_id="y")
    form.title = "x" * 46

    assert too_much(form)


def test_the_longest_prompt_is_still_told_on_the_card_in_the_widest_script() -> None:
    first: Views = messages(WIDEST)

    assert text(next(first)).count("雨") > 1_500
