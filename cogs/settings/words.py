"""`/settings words`: what no request may have in it."""

from discord import Attachment as Attached
from discord import Interaction, app_commands

from bot.client import GreenlitBot
from bot.domain.request import Attachment
from bot.ui import choices
from bot.ui.answer import Reply, answer
from bot.ui.askers import requester
from bot.ui.language import t
from bot.ui.pages.words import changed_line, switched_line, words_of
from bot.ui.safe_text import code
from bot.ui.texts import together
from cogs.settings.group import settings

words = app_commands.Group(
    name="words", description="Words that no request may have in this server", parent=settings
)


@words.command()
@app_commands.rename(entries="words")
@app_commands.describe(entries="One or several, separated by commas; * stands for any letters")
async def add(interaction: Interaction[GreenlitBot], entries: app_commands.Range[str, 1, 6_000]) -> None:
    """Refuse requests with these words, however they are written."""

    async def work() -> str:
        change = await interaction.client.services.words.add(await requester(interaction), entries)
        return changed_line(change)

    await answer(interaction, work)


@words.command()
@app_commands.describe(word="An entry of this server's list")
async def remove(interaction: Interaction[GreenlitBot], word: str) -> None:
    """Take a word off this server's list."""

    async def work() -> str:
        removed = await interaction.client.services.words.remove(await requester(interaction), word)
        return t("{word} is off the list.", word=code(removed))

    await answer(interaction, work)


@remove.autocomplete("word")
async def suggest(interaction: Interaction[GreenlitBot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest entries to those who may see them."""
    search = interaction.client.services.words.own(await requester(interaction))
    async with choices.spoken_to(interaction):
        return choices.words(await choices.in_time(search), typed)


@words.command(name="list")
async def show_list(interaction: Interaction[GreenlitBot]) -> None:
    """See this server's words, and have them as a file."""

    async def work() -> Reply:
        return await words_of(interaction.client.services.words, await requester(interaction))

    await answer(interaction, work)


@words.command(name="import")
@app_commands.describe(
    file="Text with one entry in each line, CSV, or a JSON array",
    replace="Take the file's words instead of those on the list",
    defaults="Whether Greenlit's own list of sexual, violent and hateful words counts, too",
)
async def bring_in(
    interaction: Interaction[GreenlitBot],
    file: Attached | None = None,
    replace: bool = False,
    defaults: bool | None = None,
) -> None:
    """Read words from a file, and decide whether the default list counts."""
    attached = Attachment("file", file.filename, file.url, file.size) if file else None

    async def work() -> str:
        change = await interaction.client.services.words.bring_in(
            await requester(interaction), attached, replace=replace, defaults=defaults
        )
        return together(
            changed_line(change) if change else "",
            "" if defaults is None else switched_line(on=defaults),
        )

    await answer(interaction, work)
