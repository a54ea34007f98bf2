"""Forms as Discord has them: what may open one, what stands in it, and what comes back."""

import asyncio
from typing import Any, ClassVar

import discord
import pytest
from discord import ui

from sandbox.discord.driver import Driver, Refused
from sandbox.discord.server import DEFAULT_TOKEN
from tests.sandbox.discord.conftest import Place
from tests.sandbox.discord.files import png
from tests.sandbox.discord.small_bot import SmallBot

LENGTHS = [discord.SelectOption(label=f"{n} seconds", value=str(n), default=n == 8) for n in (5, 8)]
EXTRAS = [discord.SelectOption(label=name.title(), value=name) for name in ("sound", "private")]


class Wish(ui.Modal, title="A wish"):
    hint: Any = ui.TextDisplay("Say what should happen.")
    words: Any = ui.Label(
        text="Words", description="In any language.", component=ui.TextInput(default="a fox", max_length=20)
    )
    length: Any = ui.Label(text="Length", component=ui.Select(options=LENGTHS))
    extras: Any = ui.Label(
        text="Extras", component=ui.Select(options=EXTRAS, required=False, min_values=0, max_values=2)
    )
    frames: Any = ui.Label(text="Frames", component=ui.FileUpload(required=False, min_values=0, max_values=2))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        values = [each.component.values for each in (self.length, self.extras)]
        names = [item.filename for item in self.frames.component.values]
        await interaction.response.send_message(
            f"{self.words.component.value} {values} {names}", ephemeral=True
        )


@pytest.fixture
async def opening(bot: SmallBot) -> SmallBot:
    """A bot that answers every command with the form above."""

    async def show(interaction: discord.Interaction[Any]) -> bool:
        if interaction.type is discord.InteractionType.application_command:
            await interaction.response.send_modal(Wish(custom_id="wish:1"))
        return False

    bot.tree.interaction_check = show  # type: ignore[method-assign]
    return bot


async def test_a_form_shows_its_words_its_fields_and_what_is_chosen(
    driver: Driver, opening: SmallBot, place: Place
) -> None:
    form = await (await driver.slash(place.member, place.channel, "form")).form()

    assert (form.title, form.text) == ("A wish", "Say what should happen.")
    words, length, extras, frames = form.controls
    assert (words.label, words.description, words.value) == ("Words", "In any language.", "a fox")
    assert (length.options, length.chosen) == ({"5 seconds": "5", "8 seconds": "8"}, ["8"])
    assert [each.required for each in (words, length, extras, frames)] == [True, True, False, False]


async def test_what_is_left_alone_is_sent_as_it_was_opened(
    driver: Driver, opening: SmallBot, place: Place
) -> None:
    opened = await driver.slash(place.member, place.channel, "form")

    assert (await (await driver.submit(place.member, opened)).answer()).text == "a fox [['8'], []] []"


async def test_options_are_chosen_by_label_and_several_files_come_along(
    driver: Driver, opening: SmallBot, place: Place
) -> None:
    opened = await driver.slash(place.member, place.channel, "form")

    sent = await driver.submit(
        place.member,
        opened,
        {"Length": "5 seconds", "Extras": ["Sound", "private"]},
        files={"Frames": [("a.png", png(4, 4)), ("b.png", png(4, 4))]},
    )

    assert (await sent.answer()).text == "a fox [['5'], ['sound', 'private']] ['a.png', 'b.png']"
    submitted = (await driver.books.interactions())[-1]["payload"]["data"]
    assert [item["filename"] for item in submitted["resolved"]["attachments"].values()] == ["a.png", "b.png"]
    assert all(
        "/ephemeral-attachments/" in item["url"] for item in submitted["resolved"]["attachments"].values()
    )


@pytest.mark.parametrize(
    ("values", "files", "reason"),
    [
        ({"Words": ""}, 0, "cannot be empty"),
        ({"Words": "x" * 21}, 0, "exceeds max_length=20"),
        ({"Length": "9 seconds"}, 0, "does not exist"),
        ({}, 3, "between 0 and 2 files"),
    ],
)
async def test_a_form_that_the_client_would_not_send_is_refused(
    driver: Driver, opening: SmallBot, place: Place, values: dict[str, Any], files: int, reason: str
) -> None:
    opened = await driver.slash(place.member, place.channel, "form")

    with pytest.raises(Refused, match=reason):
        await driver.submit(place.member, opened, values, files={"Frames": [("a.png", png(4, 4))] * files})


async def test_a_form_sent_after_a_restart_reaches_the_new_process(
    driver: Driver, opening: SmallBot, place: Place
) -> None:
    opened = await driver.slash(place.member, place.channel, "form")
    await opened.form()
    await opening.close()
    lost = await driver.submit(place.member, opened)
    assert await lost.settled(timeout_seconds=4) == "failed"

    async with SmallBot() as fresh:
        connection = asyncio.create_task(fresh.start(DEFAULT_TOKEN))
        await driver.ready({"form"})
        taken = asyncio.create_task(fresh.wait_for("interaction", timeout=5))
        await asyncio.sleep(0)
        sent = await driver.submit(place.member, opened, {"Words": "a wolf"})
        interaction: Any = await taken
        assert interaction.data["custom_id"] == "wish:1"
        await interaction.response.send_message("taken up", ephemeral=True)

        assert (await sent.answer()).text == "taken up"
        with pytest.raises(Refused, match="already been submitted"):
            await driver.submit(place.member, opened)
        await fresh.close()
        await asyncio.gather(connection, return_exceptions=True)


FORM: dict[str, Any] = Wish(custom_id="wish:1").to_dict()


async def refused(bot: SmallBot, asked: discord.Interaction[Any], form: dict[str, Any]) -> tuple[int, str]:
    """Answer with a form that is refused; the code and the text of the refusal."""
    route = discord.http.Route("POST", f"/interactions/{asked.id}/{asked.token}/callback")
    with pytest.raises(discord.HTTPException) as refusal:
        await bot.http.request(route, json={"type": 9, "data": form})
    return refusal.value.code, refusal.value.text


async def asking(driver: Driver, bot: SmallBot, place: Place) -> discord.Interaction[Any]:
    """A command that the bot has not answered yet."""
    await driver.slash(place.member, place.channel, "silent")
    async with asyncio.timeout(5):
        while not bot.asked:
            await asyncio.sleep(0.01)
    return bot.asked[-1]


async def test_a_form_after_another_answer_is_refused_as_already_acknowledged(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await (await driver.slash(place.member, place.channel, "make", {"prompt": "x"})).answer()

    assert (await refused(bot, bot.asked[0], FORM))[0] == 40060


class Endless(Wish):
    refusals: ClassVar[list[discord.HTTPException]] = []

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        try:
            await interaction.response.send_modal(Wish())
        except discord.HTTPException as refusal:
            self.refusals.append(refusal)
            await interaction.response.send_message("no", ephemeral=True)


async def test_a_form_cannot_answer_a_form(driver: Driver, bot: SmallBot, place: Place) -> None:
    asked = await driver.slash(place.member, place.channel, "silent")
    async with asyncio.timeout(5):
        while not bot.asked:
            await asyncio.sleep(0.01)
    await bot.asked[-1].response.send_modal(Endless())

    assert (await (await driver.submit(place.member, asked)).answer()).text == "no"

    (refusal,) = Endless.refusals
    assert (refusal.code, "Value must be one of {4, 5}" in refusal.text) == (50035, True)


def changed(index: int, **fields: Any) -> dict[str, Any]:
    """The form with one of its fields changed."""
    label = FORM["components"][index]
    parts = list(FORM["components"])
    parts[index] = label | {"component": label["component"] | fields}
    return FORM | {"components": parts}


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        (FORM | {"title": "x" * 46}, "45 or fewer"),
        (FORM | {"custom_id": "x" * 101}, "100 or fewer"),
        (FORM | {"components": FORM["components"] * 2}, "between 1 and 5"),
        (changed(1, value="x" * 21), "20 or fewer"),
        (changed(2, disabled=True), "cannot be disabled"),
        (changed(2, options=[option.to_dict() | {"default": True} for option in LENGTHS]), "More options"),
        (changed(4, required=True), "min_values must be at least 1"),
        (changed(4, max_values=11), "between 1 and 10"),
    ],
)
async def test_a_form_beyond_the_limits_is_refused_and_another_may_follow(
    driver: Driver, bot: SmallBot, place: Place, form: dict[str, Any], reason: str
) -> None:
    asked = await asking(driver, bot, place)

    code, text = await refused(bot, asked, form)

    assert (code, reason in text) == (50035, True), text
    await asked.response.send_modal(Wish())
