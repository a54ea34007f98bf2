"""The Discord client: connects, loads the commands, and keeps Discord's list of them up to date."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.services import Services
from bot.ui.answer import answer
from bot.ui.buttons import StopButton
from bot.ui.drafts.drafting import DraftButton, RemedyButton
from bot.ui.form_answers import form_sent
from bot.ui.language import m, t
from bot.ui.moderation.appeals import AppealButton, BlockButton
from bot.ui.moderation.approving import DecideButton
from bot.ui.moderation.checkup import RehearsalButton
from bot.ui.moderation.consents import ConsentButton
from bot.ui.moderation.report_cases import CaseButton
from bot.ui.moderation.reviewing import ReviewButton
from bot.ui.pages.approvals import ListedButton
from bot.ui.pages.audit import AuditPageButton
from bot.ui.pages.history import PageButton
from bot.ui.pages.preferences import PreferenceSelect
from bot.ui.pages.privacy import EraseButton
from bot.ui.pages.servers import ServersPageButton
from bot.ui.translator import Translator
from bot.ui.videos.onward import DeleteButton, OnwardButton, RetryButton
from bot.ui.videos.takes import TakeSelect

_log = logging.getLogger(__name__)

_RATE_LIMIT_PATIENCE_SECONDS: Final = 60.0
"""A longer wait is an error: whoever sent the request decides when to try again."""
_OUTDATED: Final = m("This command has just been updated. Please reload Discord (Ctrl+R) and try again.")


class Tree(app_commands.CommandTree["GreenlitBot"]):
    """The commands; what goes wrong before one of them starts ends in `answer`, too."""

    async def on_error(
        self, interaction: discord.Interaction["GreenlitBot"], error: app_commands.AppCommandError, /
    ) -> None:
        if interaction.type is discord.InteractionType.autocomplete:
            _log.warning("autocomplete failed: %s", error)
            return
        await answer(interaction, lambda: _told(error))


async def _told(error: app_commands.AppCommandError) -> str:
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return t(_OUTDATED)
    raise error


class GreenlitBot(commands.AutoShardedBot):
    """The bot: loads the extensions it is given, and holds the services that commands and buttons call.

    `ready` is set while the commands are synced and every shard is connected.
    """

    services: Services
    """To be set before the bot logs in: services deliver through the bot, so that it has to exist first."""
    media_dir: Path
    """Where our own copies of files lie, for answers that show them; to be set likewise."""

    def __init__(self, extensions: Sequence[str]) -> None:
        # The bot never speaks: what voice would need is not missing.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            # No privileged intent is needed: commands and their attachments carry all there is to know.
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=False, private_channel=False
            ),
            max_ratelimit_timeout=_RATE_LIMIT_PATIENCE_SECONDS,
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )
        self.ready = asyncio.Event()
        self.command_ids: dict[str, int] = {}
        self._extensions = tuple(extensions)
        self._gateway_url: yarl.URL | None = None
        self._connected: set[int] = set()

    def connect_to(self, api_url: str, gateway_url: str | None) -> None:
        """Choose the REST base, webhooks included, and the gateway; without one Discord is asked for it."""
        Route.BASE = api_url
        self._gateway_url = yarl.URL(gateway_url) if gateway_url else None

    async def setup_hook(self) -> None:
        """Load what the bot can do, and tell Discord when that has changed, in any language."""
        for extension in self._extensions:
            await self.load_extension(extension)
        self.add_dynamic_items(
            StopButton,
            OnwardButton,
            RetryButton,
            DeleteButton,
            TakeSelect,
            AppealButton,
            ConsentButton,
            BlockButton,
            CaseButton,
            DecideButton,
            ReviewButton,
            DraftButton,
            RemedyButton,
            ListedButton,
            PageButton,
            ServersPageButton,
            AuditPageButton,
            RehearsalButton,
            PreferenceSelect,
            EraseButton,
        )
        await self._sync_if_changed()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Take in what forms say; commands and buttons have found their way already."""
        await form_sent(interaction)

    async def _sync_if_changed(self) -> None:
        """Discord allows 200 new commands a day, and members reload for nothing after each sync."""
        translator = Translator()
        await self.tree.set_translator(translator)
        ours = [
            await command.get_translated_payload(self.tree, translator)
            for command in self.tree.get_commands()
        ]
        theirs = await self.http.request(
            Route("GET", "/applications/{application_id}/commands", application_id=self.application_id or 0),
            # Else Discord leaves out the translations, which may have changed, too.
            params={"with_localizations": "true"},
        )
        if _essences(ours) == _essences(theirs):
            _log.info("the %d commands are as Discord knows them", len(ours))
            self.command_ids = {command["name"]: int(command["id"]) for command in theirs}
            return
        self.command_ids = {command.name: command.id for command in await self.tree.sync()}
        _log.info("synced %d commands", len(ours))

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard; discord.py reconnects to the class's default, not to what Discord told it."""
        DiscordWebSocket.DEFAULT_GATEWAY = self._gateway_url or gateway
        await super().launch_shard(DiscordWebSocket.DEFAULT_GATEWAY, shard_id, initial=initial)

    async def on_shard_connect(self, shard_id: int) -> None:
        """Note a new session. Its resumption must not lead past a gateway that the operator has set."""
        if self._gateway_url:
            self._get_websocket(shard_id=shard_id).gateway = self._gateway_url
        self._note(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Note that a session goes on."""
        self._note(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Note that commands cannot reach this shard now."""
        self._connected.discard(shard_id)
        self.ready.clear()

    def _note(self, shard_id: int) -> None:
        self._connected.add(shard_id)
        if len(self._connected) == (self.shard_count or 1):
            self.ready.set()


_MEANT: Final = (
    "autocomplete",
    "channel_types",
    "choices",
    "contexts",
    "default_member_permissions",
    "description",
    "description_localizations",
    "integration_types",
    "max_length",
    "max_value",
    "min_length",
    "min_value",
    "name",
    "name_localizations",
    "nsfw",
    "options",
    "required",
    "type",
    "value",
)
"""What we say of a command; Discord adds ids, versions and fields of its own."""


def _essences(payload: Sequence[Any]) -> list[Any]:
    """Reduce commands to what we meant, in an order of their own, so that both lists can be compared."""
    return sorted((_essence(command) for command in payload), key=lambda command: str(command["name"]))


def _essence(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return [_essence(item) for item in value]
    if not isinstance(value, dict):
        return value
    # Discord leaves out what is false or empty, or says so: both mean the same. Zero is a value.
    return {
        key: item if key.endswith("_localizations") else _essence(item)
        for key, item in value.items()
        if key in _MEANT and item not in (None, "", [], {}) and item is not False
    }
