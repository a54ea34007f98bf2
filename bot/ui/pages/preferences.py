"""What a member prefers, as selects that save each choice at once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Self, cast

import discord
from discord import ui

from bot.domain.catalogue import Catalogue
from bot.domain.preferences import Preferences, Telling
from bot.services.preferences import PREFERRED_OPTIONS, values_of
from bot.ui.answer import Reply, answer
from bot.ui.host import services
from bot.ui.language import m, speaking, t
from bot.ui.layout import Piece, View, page, small, text
from bot.ui.safe_text import plain

LANGUAGES: Final[Mapping[str, str]] = {
    "en-US": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es-ES": "Español",
    "pt-BR": "Português do Brasil",
    "ja": "日本語",
}
"""By Discord locale, each in its own words: who chose a wrong one finds back."""
_CHARACTERS: Final = 100
_MOST: Final = 24
"""Discord's limits on the options of a select, one of which is left to having no preference."""
_NONE: Final = "-"

_LABELS: Final[Mapping[str, str]] = {
    "model_id": m("**Model**, when you name none"),
    "duration": m("**Length**, where the model makes it"),
    "aspect": m("**Shape**, where no picture decides it"),
    "style": m("**Style**, where the model has it"),
    "language": m("**Language** of all that only you see"),
    "telling": m("**When a video is done**"),
}
"""By preference, in the order in which they are shown."""
_WITHOUT: Final[Mapping[str, str]] = {
    "model_id": m("This server's model"),
    "duration": m("As long as the model makes it by itself"),
    "aspect": m("The model's own shape"),
    "style": m("No style in particular"),
    "language": m("The language of your Discord"),
}
"""What stands where nothing is preferred."""
_TELLINGS: Final[Mapping[Telling, str]] = {
    Telling.PING: m("Mention me with the video"),
    Telling.DIRECT: m("Send me a direct message"),
    Telling.NOTHING: m("Tell me nothing: I look by myself"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what is kept of it, and what is read."""

    value: str | int | None
    label: str
    description: str = ""

    @property
    def key(self) -> str:
        """What Discord hands back when it is chosen."""
        return _NONE if self.value is None else str(self.value)


class PreferenceSelect(
    ui.DynamicItem[ui.Select[ui.LayoutView]],
    template=r"gl:prefer:(?P<preference>model_id|duration|aspect|style|language|telling)",
):
    """Saves what is chosen, for whoever chooses it."""

    def __init__(self, preference: str, options: Iterable[discord.SelectOption] = ()) -> None:
        self.preference = preference
        super().__init__(ui.Select(custom_id=f"gl:prefer:{preference}", options=list(options)))

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        _item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Rebuild the select that was used."""
        return cls(match["preference"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Save the choice and show the page as it is now."""
        await answer(
            interaction, lambda: _chosen(interaction, self.preference, self.item.values[0]), in_place=True
        )


async def preferences_of(interaction: discord.Interaction[Any]) -> Reply:
    """Show what the member prefers."""
    kept = services(interaction)
    preferences = await kept.preferences.get(interaction.user.id)
    return Reply(preferences_page(await _offered(interaction, preferences), preferences))


async def _chosen(interaction: discord.Interaction[Any], preference: str, key: str) -> Reply:
    kept = services(interaction)
    # What an old page offers may be there no more.
    preferences = await kept.preferences.get(interaction.user.id)
    offered = await _offered(interaction, preferences)
    choice = {choice.key: choice for choice in choices(offered, preference)}.get(key)
    if choice is None:
        return Reply(preferences_page(offered, preferences, t("That cannot be chosen any more.")))
    preferences = await kept.preferences.set(interaction.user.id, preference, choice.value)
    with speaking(preferences.language or str(interaction.locale)):
        return Reply(preferences_page(await _offered(interaction, preferences), preferences, t("Saved.")))


async def _offered(interaction: discord.Interaction[Any], preferences: Preferences) -> Catalogue:
    """Give the models that this server uses, and the one that is preferred elsewhere."""
    settings = await services(interaction).servers.of(interaction.guild_id or 0)
    return settings.offered(services(interaction).catalogue, besides=preferences.model_id)


def preferences_page(catalogue: Catalogue, preferences: Preferences, happened: str = "") -> View:
    """Show a select for each preference, with what is chosen."""
    current = asdict(preferences)
    about = t(
        "Each choice is saved at once and counts in every server; what you say in a command overrides it."
    )
    return page(
        text(t("**Your preferences**"), small(about)),
        *(piece for name in _LABELS for piece in _select(name, current[name], choices(catalogue, name))),
        *([text(happened)] if happened else []),
    )


def choices(catalogue: Catalogue, preference: str) -> list[Choice]:
    """List what there is to choose, in the language spoken."""
    if preference == "telling":
        return [Choice(telling, t(words)) for telling, words in _TELLINGS.items()]
    nothing = Choice(None, t("No preference"), t(_WITHOUT[preference]))
    if preference == "language":
        return [nothing, *(Choice(locale, own) for locale, own in LANGUAGES.items())]
    if preference in PREFERRED_OPTIONS:
        return [nothing, *_values(catalogue, preference)[:_MOST]]
    models = [Choice(model.id, model.name, t(model.summary)) for model in catalogue.models]
    return [nothing, *models[:_MOST]]


def _values(catalogue: Catalogue, option: str) -> list[Choice]:
    meant = {value.name: value.description for value in catalogue.values(option)}
    found = values_of(catalogue, option)
    return [
        Choice(value, t("{seconds} s", seconds=value))
        if isinstance(value, int)
        else Choice(value, value, t(meant[value]) if meant[value] else "")
        for value in found
    ]


def _select(name: str, current: str | int | None, offered: Iterable[Choice]) -> tuple[Piece, Piece]:
    options = [
        discord.SelectOption(
            label=plain(choice.label, _CHARACTERS),
            value=choice.key,
            description=plain(choice.description, _CHARACTERS) or None,
            default=choice.value == current,
        )
        for choice in offered
    ]
    select = cast("ui.Item[View]", PreferenceSelect(name, options))
    return text(t(_LABELS[name])), ui.ActionRow(select)
