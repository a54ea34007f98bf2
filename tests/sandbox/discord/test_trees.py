"""Trees of components: what Discord takes, and what in them can be touched."""

from typing import Any

import discord
import httpx
import pytest
from discord import ui

from sandbox.discord.driver import Driver, Refused
from tests.sandbox.discord.conftest import Place
from tests.sandbox.discord.small_bot import SmallBot

COMPONENTS_V2 = 1 << 15


OPTIONS = [discord.SelectOption(label=f"Take {n}", value=str(n)) for n in range(1, 26)]


class Menu(ui.ActionRow["Takes"]):
    @ui.select(placeholder="Which take?", options=OPTIONS, custom_id="take")
    async def choose(self, interaction: discord.Interaction[Any], menu: ui.Select[Any]) -> None:
        await interaction.response.send_message(f"take {menu.values}", ephemeral=True)


class Takes(ui.LayoutView):
    """A menu inside a container, as a result with several takes has it."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Container(ui.TextDisplay("Four takes"), Menu()))


async def test_a_menu_inside_a_container_is_listed_and_can_be_used(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await bot.get_partial_messageable(place.channel).send(view=Takes())
    (message,) = await driver.read(place.channel, place.member)
    (menu,) = message.selects
    assert (menu.placeholder, len(menu.values), menu.disabled) == ("Which take?", 25, False)

    asked = await driver.select(place.member, message, ["7"], custom_id="take")

    assert (await asked.answer()).text == "take ['7']"


async def test_a_menu_on_a_private_answer_can_be_used_by_its_reader_alone(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    asked = await driver.slash(place.member, place.channel, "make", {"prompt": "x"})
    await asked.answer()
    await bot.asked[0].edit_original_response(content=None, view=Takes())
    answer = await asked.answer()

    chosen = await driver.select(place.member, answer, ["3"])

    assert (await chosen.answer()).text == "take ['3']"
    with pytest.raises(Refused, match="not visible"):
        await driver.select(place.owner, answer, ["3"])


def button(**fields: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Again", "custom_id": "gl:again"} | fields


def menu(**fields: Any) -> dict[str, Any]:
    return {"type": 3, "custom_id": "take", "options": [{"label": "1", "value": "1"}]} | fields


def row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def options(count: int) -> list[dict[str, Any]]:
    return [{"label": str(n), "value": str(n)} for n in range(count)]


def words(text: str = "x") -> dict[str, Any]:
    return {"type": 10, "content": text}


def buttons(count: int) -> dict[str, Any]:
    return row(*(button(custom_id=f"b{n}") for n in range(count)))


@pytest.mark.parametrize(
    ("components", "accepted"),
    [
        ([row(button(custom_id="x" * 100))], True),
        ([row(button(custom_id="x" * 101))], False),
        ([row(button(label="x" * 80))], True),
        ([row(button(label="x" * 81))], False),
        ([row(button(), button())], False),
        ([buttons(5)], True),
        ([buttons(6)], False),
        ([row(menu(options=options(25)))], True),
        ([row(menu(options=options(26)))], False),
        ([row(menu(), button())], False),
        ([words()] * 40, True),
        ([words()] * 41, False),
        ([words("x" * 4000)], True),
        ([words("x" * 2000), {"type": 17, "components": [words("x" * 2001)]}], False),
        ([{"type": 9, "components": [words()], "accessory": button()}], True),
        ([{"type": 9, "components": [words()]}], False),
        ([{"type": 17, "components": []}], True),
    ],
)
async def test_a_tree_is_taken_up_to_its_limits(
    api: httpx.AsyncClient, place: Place, components: list[dict[str, Any]], accepted: bool
) -> None:
    body = {"flags": COMPONENTS_V2, "components": components}

    answer = await api.post(f"/channels/{place.channel}/messages", json=body)

    assert answer.status_code == (200 if accepted else 400), answer.text
    assert accepted or answer.json()["code"] == 50035


async def test_too_many_bytes_break_an_edit_as_they_break_a_message(
    api: httpx.AsyncClient, place: Place
) -> None:
    path = f"/channels/{place.channel}/messages"
    sent = await api.post(path, json={"flags": COMPONENTS_V2, "components": [words("狐" * 3386)]})
    edit = {"components": [words("狐" * 3387)]}

    answer = await api.patch(f"{path}/{sent.json()['id']}", json=edit)

    assert (sent.status_code, answer.status_code) == (200, 500)


async def test_a_tree_once_sent_cannot_become_plain_text_again(api: httpx.AsyncClient, place: Place) -> None:
    path = f"/channels/{place.channel}/messages"
    sent = await api.post(path, json={"flags": COMPONENTS_V2, "components": [words()]})

    answer = await api.patch(f"{path}/{sent.json()['id']}", json={"content": "plain", "components": []})

    assert (answer.status_code, answer.json()["code"]) == (400, 50035)
