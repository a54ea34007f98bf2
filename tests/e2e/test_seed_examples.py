"""Every example of the seeds, asked for by a member and made, posted and charged by the whole bot."""

from pathlib import Path
from typing import Any

import pytest

from bot.domain.models import CATALOGUE
from sandbox.discord.driver import File
from tests.data.pages import read
from tests.e2e.both import Both, both
from tests.e2e.server import COMMANDS, Server, opened
from tests.e2e.verdict import all_ended, violations
from tests.media.pictures import encoded, gradient
from tests.providers.runware import meaning

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

Json = Any
RUNWARE = [
    (model_id, request, result)
    for model_id in ("pixverse-v5.6", "pixverse-v4")
    for request, result in read(model_id).examples
]
SKILLS = {"prompt": "a cat walking through neon rain", "duration": 5, "aspect": "16:9"}
"""The `input` that seed 004 prints, less `n`, which is no parameter of it."""
OPTIONS = {"first_frame": "image", "last_frame": "last_image"}
OF_NO_MEANING = {"taskType", "taskUUID", "width", "height", "inputs"}


async def ask(stage: Both, server: Server, model_id: str, request: Json) -> None:
    """Say to the bot what an example says to Runware."""
    model = CATALOGUE.get(model_id)
    assert model
    options = meaning.said(model, request)
    photo: File = ("photo.png", encoded(gradient(640, 360), "PNG"))
    files = {OPTIONS[role]: photo for role in meaning.inputs(request)}
    asked = await stage.discord.slash(
        server.members[0], server.channel, "create", {"model": model_id, **options}, files=files
    )
    assert "Queued" in (await asked.answer(30)).text


def same_in_both(example: Json, sent: Json) -> dict[str, tuple[Json, Json]]:
    """What an example says plainly, beside what was sent in its place."""
    plain = {name: value for name, value in example.items() if name not in OF_NO_MEANING}
    return {name: (value, sent.get(name)) for name, value in plain.items()}


async def test_every_example_of_the_seeds_is_made_posted_and_charged_as_it_is_printed(tmp_path: Path) -> None:
    async with both(tmp_path) as stage:
        server = await opened(stage)
        await stage.start_bot()
        await stage.discord.ready(COMMANDS)
        for model_id, request, _ in RUNWARE:
            await ask(stage, server, model_id, request)
        asked = await stage.discord.slash(
            server.members[0], server.channel, "create", {"model": "pixverse-v6-skills", **SKILLS}
        )
        assert "Queued" in (await asked.answer(30)).text
        await all_ended(stage)
        assert await violations(stage) == []

        creates = {create.prompt: create for create in (await stage.runware.books()).creates}
        charged = {
            row["generation_id"]: row["charged_micros"]
            for row in stage.rows("SELECT * FROM generation_money")
        }
        assert len(creates) == len(RUNWARE) == 9
        for _, request, result in RUNWARE:
            create = creates[request["positivePrompt"]]
            assert charged[create.task_id] == round(result["cost"] * 1_000_000)
            for name, (printed, sent) in same_in_both(request, create.request).items():
                assert sent == (without_defaults(printed) if name == "providerSettings" else printed), name
        (made,) = (await stage.skills_video.books()).creates
        assert (made.prompt, made.state, made.paid_credits) == (SKILLS["prompt"], "succeeded", 20)
        assert set(stage.states().values()) == {"delivered"}


def without_defaults(settings: Json) -> Json:
    """What is the provider's default is not sent."""
    own = {
        name: value
        for name, value in settings["pixverse"].items()
        if (name, value) != ("motionMode", "normal")
    }
    return {"pixverse": own}
