"""Forms follow the catalogue, say what a draft says, and are read back to the same."""

from dataclasses import replace
from typing import Any

import pytest
from discord import ui

from bot.domain.catalogue import Catalogue, Choice, Flag, Model, Option, Text, Value, Whole
from bot.domain.drafts import Draft
from bot.domain.generation import MediaRole, StoredMedia
from bot.domain.models import CATALOGUE
from bot.domain.money import Micros
from bot.domain.prices import Price, PriceTable
from bot.domain.request import Attachment
from bot.ui.drafts.fields import first_fields, more_fields
from bot.ui.drafts.forms import Kind, Sent, changes
from tests.ui.drafted import draft

FRAME = StoredMedia("inputs/a.png", "image/png", 1024, 768, 10, "0")
KEPT = {"resolution": "360p", "style": "clay", "audio": True}


def model(*options: Option) -> Model:
    """A model that nobody has heard of."""
    return Model(
        id="still-1",
        name="Still One",
        provider="runware",
        provider_model="still:1@1",
        summary="hardly moves",
        options=(Option("prompt", Text(1, 6_000), "positivePrompt", required=True), *options),
        prices=PriceTable((Price({}, Micros(1_500_000)),)),
    )


def choices(name: str, *values: str) -> Option:
    return Option(name, Choice(tuple(Value(value, value) for value in values)), name)


def payloads(catalogue: Catalogue, drafted: Draft, *, more: bool = False) -> dict[str, dict[str, Any]]:
    """The fields as Discord is sent them, by custom id."""
    fields = (more_fields if more else first_fields)(catalogue, drafted)
    parts: list[dict[str, Any]] = [dict(field.to_component_dict()) for field in fields]
    return {part["component"]["custom_id"]: part for part in parts}


def offered(field: dict[str, Any]) -> dict[str, str]:
    return {option["value"]: option["label"] for option in field["component"]["options"]}


def chosen(field: dict[str, Any]) -> tuple[str, ...]:
    return tuple(option["value"] for option in field["component"]["options"] if option.get("default"))


def untouched(catalogue: Catalogue, drafted: Draft) -> Sent:
    """The first form as it comes back when nobody changes anything."""
    fields = payloads(catalogue, drafted)
    selects = {name: chosen(field) for name, field in fields.items() if "options" in field["component"]}
    return Sent(words={"prompt": fields["prompt"]["component"].get("value", "")}, chosen=selects)


def test_what_may_be_ticked_is_what_the_models_have() -> None:
    ticks = offered(payloads(CATALOGUE, draft())["options"])

    assert list(ticks) == [
        *("resolution=360p", "resolution=540p", "resolution=720p", "resolution=1080p"),
        *(f"aspect={shape}" for shape in ("16:9", "4:3", "1:1", "3:4", "9:16", "2:3", "3:2", "21:9")),
        *(f"style={style}" for style in ("anime", "3d_animation", "clay", "comic", "cyberpunk")),
        *("motion=fast", "audio=yes", "multi_clip=yes", "private"),
    ]
    assert ticks["resolution=1080p"] == "Resolution: 1080p"
    assert ticks["multi_clip=yes"] == "Several shots"


def test_what_not_every_model_has_says_which_do() -> None:
    fields = payloads(CATALOGUE, draft())
    described = {
        option["value"]: option.get("description") for option in fields["options"]["component"]["options"]
    }

    assert described["resolution=720p"] is None
    assert described["multi_clip=yes"] == "Only PixVerse V6, PixVerse V6 at skills.video"
    assert payloads(CATALOGUE, draft(), more=True)["camera"]["description"] == (
        "Only PixVerse V4.5, PixVerse V4"
    )


def test_a_new_model_brings_its_own_options() -> None:
    new = model(
        Option("duration", Whole(12, 14), "d"), choices("mood", "calm"), Option("loop", Flag(), "loop")
    )
    catalogue = Catalogue((*CATALOGUE.models, new))

    fields = payloads(catalogue, draft())

    ticks = offered(fields["options"])
    assert (ticks["mood=calm"], ticks["loop=yes"]) == ("Mood: calm", "Loop")
    assert offered(fields["model"])["still-1"] == "Still One"
    assert payloads(Catalogue((new,)), draft(), more=True) == {}


def test_no_select_has_more_than_discord_takes_and_none_of_what_is_chosen_is_lost() -> None:
    many = Catalogue(replace(model(), id=f"still-{number}") for number in range(40))
    wide = Catalogue((model(choices("mood", *map(str, range(20))), choices("weather", *map(str, range(9)))),))

    models = payloads(many, draft(model_id="still-39", options={}))["model"]
    ticks = offered(payloads(wide, draft(options={"weather": "3"}))["options"])

    assert len(offered(models)) == 25
    assert chosen(models) == ("still-39",)
    assert "mood=19" in ticks
    assert not any(tick.startswith("weather") for tick in ticks)
    kept = changes(wide, draft(options={"weather": "3"}), Kind.FORM, Sent())
    assert "weather" not in kept.options


def test_a_length_with_too_many_values_to_choose_from_is_written() -> None:
    long = Catalogue((model(Option("duration", Whole(1, 120), "d")),))

    field = payloads(long, draft(options={"duration": 90}))["duration"]

    assert field["component"]["value"] == "90"
    assert changes(long, draft(), Kind.FORM, Sent(words={"duration": " 7 "})).options["duration"] == 7
    assert changes(long, draft(), Kind.FORM, Sent(words={"duration": "7 s"})).options["duration"] == "7 s"


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"inputs": {MediaRole.FIRST_FRAME: FRAME}},
        {"inputs": {MediaRole.FIRST_FRAME: FRAME, MediaRole.LAST_FRAME: FRAME}},
        {"inputs": {MediaRole.SOURCE_VIDEO: FRAME}},
        {"sources": {MediaRole.SOURCE_VIDEO: "some id"}},
        {"attachments": {MediaRole.FIRST_FRAME: Attachment("image", "fox.png", "https://x", 3)}},
    ],
)
def test_a_form_that_is_sent_as_it_was_opened_changes_nothing(files: dict[str, Any]) -> None:
    before = draft(options={**KEPT, "duration": 8, "camera": "zoom_in", "format": "webm"}, **files)

    after = before.changed(
        changes(CATALOGUE, before, Kind.FORM, untouched(CATALOGUE, before)), before.created_at
    )

    for name in ("prompt", "model_id", "options", "attachments", "sources", "inputs", "private"):
        assert getattr(after, name) == getattr(before, name)


def test_what_is_unticked_is_no_longer_said() -> None:
    before = draft(options=dict(KEPT), inputs={MediaRole.FIRST_FRAME: FRAME}, private=True)

    said = changes(CATALOGUE, before, Kind.FORM, Sent(words={"prompt": "an owl"}))

    assert said.options == {**dict.fromkeys(KEPT), "image": None}
    assert said.private is False
    assert said.prompt == "an owl"


def test_of_two_values_ticked_for_one_option_the_new_one_counts() -> None:
    before = draft(options={"resolution": "360p"})
    ticked = ("resolution=360p", "resolution=1080p")

    assert (
        changes(CATALOGUE, before, Kind.FORM, Sent(chosen={"options": ticked})).options["resolution"]
        == "1080p"
    )


def test_a_prompt_that_is_too_long_for_the_form_is_cut_to_what_discord_takes() -> None:
    long = Catalogue((model(),))

    field = payloads(long, draft(prompt="x" * 6_000))["prompt"]

    assert field["component"]["max_length"] == 4_000
    assert len(field["component"]["value"]) == 4_000


@pytest.mark.parametrize("more", [False, True])
def test_a_form_is_within_discords_limits(more: bool) -> None:
    modal = ui.Modal(title="title", custom_id="id")
    for field in (more_fields if more else first_fields)(CATALOGUE, draft()):
        modal.add_item(field)
        assert len(field.text) <= 45
        assert len(field.description or "") <= 100

    assert len(modal.children) == 5
