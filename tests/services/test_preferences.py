"""What a member prefers stands where they said nothing, and never in the way of what they said."""

from typing import Any

import pytest

from bot.domain.generation import Generation, MediaRole, Place
from bot.domain.lineage import Kin, Origin
from bot.domain.models import CATALOGUE
from bot.domain.preferences import Preferences
from bot.domain.request import DraftRef, GenerationRequest, Requester
from bot.services.preferences import preferring, values_of
from tests.support.studio import AUTHOR, Studio, picture


async def made(studio: Studio, **request: Any) -> tuple[str, dict[str, Any]]:
    generation: Generation = await studio.request(**request)
    return generation.model_id, dict(generation.settings)


async def prefer(studio: Studio, **choices: str | int | None) -> None:
    for name, value in choices.items():
        await studio.services.preferences.set(AUTHOR, name, value)


async def test_where_nothing_is_said_preferences_stand(studio: Studio) -> None:
    await prefer(studio, model_id="pixverse-v5.6", duration=8, aspect="9:16", style="anime")

    model_id, settings = await made(studio)

    assert model_id == "pixverse-v5.6"
    assert (settings["duration"], settings["aspect"], settings["style"]) == (8, "9:16", "anime")


async def test_what_is_said_stands_above_preferences(studio: Studio) -> None:
    await prefer(studio, model_id="pixverse-v5.6", duration=8, aspect="9:16", style="anime")

    model_id, settings = await made(studio, model="pixverse-v4", duration=5, aspect="1:1", style="clay")

    assert model_id == "pixverse-v4"
    assert (settings["duration"], settings["aspect"], settings["style"]) == (5, "1:1", "clay")


async def test_preferences_are_of_one_member_and_of_every_server(studio: Studio) -> None:
    await prefer(studio, duration=8)

    assert (await made(studio, author=6))[1]["duration"] == 5
    assert (await made(studio, guild=11))[1]["duration"] == 8


async def test_a_preference_that_was_taken_back_stands_no_more(studio: Studio) -> None:
    await prefer(studio, duration=8)
    await prefer(studio, duration=None)

    assert (await made(studio))[1]["duration"] == 5


async def test_what_the_model_does_not_take_is_left_out_rather_than_refused(studio: Studio) -> None:
    await prefer(studio, duration=13, aspect="21:9", style="anime")

    _, settings = await made(studio, model="pixverse-v4")

    assert (settings["duration"], settings["aspect"], settings["style"]) == (5, "16:9", "anime")


async def test_a_shape_is_not_preferred_beside_a_picture_that_decides_it(studio: Studio) -> None:
    await prefer(studio, aspect="9:16", style="anime")

    _, settings = await made(studio, attachments={MediaRole.FIRST_FRAME: picture()})

    assert "aspect" not in settings
    assert settings["style"] == "anime"


@pytest.mark.parametrize("said", [{"motion": "fast"}, {"resolution": "1080p"}], ids=["refused", "cautioned"])
async def test_a_length_that_goes_ill_with_what_was_said_is_left_out(
    studio: Studio, said: dict[str, str]
) -> None:
    await prefer(studio, duration=8)

    assert (await made(studio, model="pixverse-v4", **said))[1]["duration"] == 5


async def test_a_model_that_is_no_more_is_preferred_by_nobody(studio: Studio) -> None:
    await prefer(studio, model_id="pixverse-v3")

    assert (await made(studio))[0] == "pixverse-v4"


async def test_the_servers_model_stands_where_the_member_prefers_none(studio: Studio) -> None:
    manager = Requester(AUTHOR, 10, is_manager=True)
    await studio.services.servers.change(manager, {"default_model_id": "pixverse-v6"})
    await prefer(studio, duration=13)

    model_id, settings = await made(studio)

    assert (model_id, settings["duration"]) == ("pixverse-v6", 13)
    await prefer(studio, model_id="pixverse-v4")
    assert (await made(studio))[0] == "pixverse-v4"


@pytest.mark.parametrize("earlier", [{"origin": Origin(Kin.AGAIN, "0b6f")}, {"draft": DraftRef("draft", 0)}])
def test_what_came_out_of_an_earlier_video_or_a_draft_is_left_as_it_is(earlier: dict[str, Any]) -> None:
    request = GenerationRequest("key", Requester(AUTHOR, 10), Place(10, 20), None, "a fox", **earlier)

    assert preferring(request, Preferences("pixverse-v6", 8), CATALOGUE, "pixverse-v4") is request


async def test_the_language_is_known_once_it_was_chosen(studio: Studio) -> None:
    assert await studio.services.preferences.language_of(AUTHOR) is None

    await prefer(studio, language="pt-BR")

    assert await studio.services.preferences.language_of(AUTHOR) == "pt-BR"


def test_whatever_any_model_takes_may_be_preferred() -> None:
    assert list(values_of(CATALOGUE, "duration")) == list(range(1, 16))
    assert {"16:9", "9:16", "21:9"} <= set(values_of(CATALOGUE, "aspect"))
    assert "anime" in values_of(CATALOGUE, "style")
    assert values_of(CATALOGUE, "nothing of the kind") == []
