"""An ordinary discord.py bot, as unlike Greenlit as can be, to hold against the stand-in.

It also runs as a program of its own: `small_bot.py API_URL TOKEN`.
"""

import asyncio
import sys
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

PATIENCE_SECONDS = 0.05


class PressMe(discord.ui.DynamicItem[discord.ui.Button[discord.ui.LayoutView]], template=r"press:(?P<n>\d+)"):
    def __init__(self, number: int) -> None:
        super().__init__(discord.ui.Button(label="Press", custom_id=f"press:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: Any, /) -> "PressMe":
        return cls(int(match["n"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(content=f"pressed {self.number}")


class Card(discord.ui.LayoutView):
    def __init__(self, text: str, number: int) -> None:
        super().__init__(timeout=None)
        row: Any = discord.ui.ActionRow(PressMe(number))
        self.add_item(discord.ui.Container(discord.ui.TextDisplay(text), row))


class Form(discord.ui.Modal, title="A form"):
    words: Any = discord.ui.Label(text="Words", component=discord.ui.TextInput(default="as before"))
    picture: Any = discord.ui.Label(text="Picture", component=discord.ui.FileUpload(required=False))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        names = [f"{item.filename} {item.width}x{item.height}" for item in self.picture.component.values]
        await interaction.edit_original_response(content=f"{self.words.component.value} / {', '.join(names)}")


class SmallBot(commands.AutoShardedBot):
    def __init__(self) -> None:
        super().__init__(
            command_prefix="!",
            intents=discord.Intents.default(),
            guild_ready_timeout=PATIENCE_SECONDS,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.seen: list[discord.Message] = []
        self.asked: list[discord.Interaction[Any]] = []

    async def setup_hook(self) -> None:
        self.add_dynamic_items(PressMe)
        self.tree.add_command(make)
        self.tree.add_command(silent)
        self.tree.add_command(form)
        self.tree.add_command(inspect)
        self.tree.add_command(Tune())
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        self.seen.append(message)


@app_commands.command(description="Make something")
@app_commands.describe(prompt="what", count="how many")
@app_commands.choices(style=[app_commands.Choice(name="Clay", value="clay")])
async def make(
    interaction: discord.Interaction[SmallBot],
    prompt: app_commands.Range[str, 1, 100],
    count: app_commands.Range[int, 1, 4] = 1,
    style: str | None = None,
    model: str | None = None,
    image: discord.Attachment | None = None,
) -> None:
    interaction.client.asked.append(interaction)
    await interaction.response.defer(ephemeral=True)
    content = await image.read() if image else b""
    size = f" {image.width}x{image.height} {len(content)}" if image else ""
    await interaction.edit_original_response(content=f"{count} {style} {model} {prompt}{size}")


@make.autocomplete("model")
async def _models(_: Any, typed: str) -> list[app_commands.Choice[str]]:
    offered = 26 if typed == "everything" else 1
    return [app_commands.Choice(name=f"{typed} one", value="one")] * offered


@app_commands.command(description="Say nothing until asked")
async def silent(interaction: discord.Interaction[SmallBot]) -> None:
    interaction.client.asked.append(interaction)


@app_commands.command(description="Open a form")
async def form(interaction: discord.Interaction[SmallBot]) -> None:
    await interaction.response.send_modal(Form())


@app_commands.context_menu(name="Inspect this")
async def inspect(interaction: discord.Interaction[SmallBot], message: discord.Message) -> None:
    files = [item.filename for item in message.attachments]
    await interaction.response.send_message(f"{message.content} {files}", ephemeral=True)


@app_commands.default_permissions(manage_guild=True)
class Tune(app_commands.Group, name="tune", description="Tune"):
    @app_commands.command(description="Set the level")
    async def level(self, interaction: discord.Interaction[SmallBot], user: discord.Member) -> None:
        await interaction.response.send_message(f"level of {user.name}", ephemeral=True)


async def run(api_url: str, token: str) -> None:
    discord.http.Route.BASE = api_url
    async with SmallBot() as bot:
        await bot.start(token)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], sys.argv[2]))
