"""`greenlit run`: puts the parts together, runs them, and ends them in order."""

import asyncio
import contextlib
import logging
import secrets
import signal
from collections.abc import Iterable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp
import discord

from bot.app import adapters, logs, site
from bot.app.clock import RandomIds, SystemClock
from bot.client import GreenlitBot
from bot.delivery import ChannelBoard, ChannelDelivery
from bot.domain.links import Links
from bot.media.folder import MediaFolder
from bot.ports.store import Store
from bot.services import Services, World, assemble
from bot.services.money.limits import LimitPolicy
from bot.services.worker import Worker
from bot.settings import Settings
from bot.storage.sqlite import open_store
from bot.storage.sqlite.occupying import occupied
from bot.web.server import serving

_log = logging.getLogger(__name__)

COGS: Final = (
    "cogs.create",
    "cogs.compose",
    "cogs.animate",
    "cogs.report",
    "cogs.queue",
    "cogs.history",
    "cogs.models",
    "cogs.usage",
    "cogs.gift",
    "cogs.preferences",
    "cogs.settings",
    "cogs.operator",
    "cogs.mod",
    "cogs.privacy",
    "cogs.help",
    "cogs.welcome",
)
_CLOSE_SECONDS: Final = 2.0
"""With the worker's drain 8 s in all: whoever runs containers kills after ten."""


async def run(settings: Settings) -> int:
    """Run until a signal says stop.

    Gives 0 after an orderly end, 1 when Discord does not answer or a part breaks, 2 when the token or the
    address to listen at is no good.
    """
    logs.set_up(settings.log_level, settings.log_format, _secrets(settings))
    async with AsyncExitStack() as stack:
        database = Path(settings.database_url)
        stack.enter_context(occupied(database))
        store = await stack.enter_async_context(open_store(database, SystemClock()))
        policy = adapters.limit_policy(settings)
        links = Links(settings.public_url, await store.secret("links", secrets.token_bytes(32)))
        bot, worker, services = await _assemble(stack, settings, store, policy, links)
        if trouble := await _log_in(bot, settings, policy):
            return trouble
        try:
            await stack.enter_async_context(
                serving(
                    settings.http_bind,
                    site.routes(
                        settings, bot, store, MediaFolder(Path(settings.media_dir)), links, SystemClock()
                    ),
                )
            )
        except OSError as error:
            _log.error("HTTP_BIND %s:%d cannot be used: %s", *settings.http_bind, error)
            return 2
        return await _work(bot, worker, services)


async def _log_in(bot: GreenlitBot, settings: Settings, policy: LimitPolicy) -> int:
    """Present the token and learn who operates the bot; 0 when all is well, else the exit code."""
    try:
        await bot.login(settings.discord_token.get_secret_value())
        if not policy.operator_ids:
            policy.operator_ids = await _owners(bot)
    except discord.LoginFailure:
        _log.error("DISCORD_TOKEN is not accepted by Discord; copy it anew from the developer portal")
        return 2
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        _log.error("Discord at %s does not answer: %s; start again later", settings.discord_api_url, error)
        return 1
    return 0


async def _assemble(
    stack: AsyncExitStack, settings: Settings, store: Store, policy: LimitPolicy, links: Links
) -> tuple[GreenlitBot, Worker, Services]:
    clock, ids = SystemClock(), RandomIds()
    opener = adapters.opener(settings, clock, ids)
    providers = adapters.providers(stack, settings, opener)
    catalogue = adapters.offered(settings, providers)
    media = await adapters.media_files(stack, settings, clock, ids)
    checker = await adapters.checker(stack, settings, media)
    bot = GreenlitBot(COGS)
    bot.connect_to(settings.discord_api_url, settings.discord_gateway_url)
    stack.push_async_callback(bot.close)
    attaches = settings.result_message == "attachment"
    delivery = ChannelDelivery(bot, Path(settings.media_dir), clock, catalogue, attaches)
    board = ChannelBoard(bot, Path(settings.media_dir))
    keyring = adapters.keyring(settings, opener)
    world = World(catalogue, store, media, providers, delivery, board, clock, ids, checker, keyring)
    services, worker = assemble(world, adapters.terms(settings, policy, links))
    stack.push_async_callback(services.accounts.close)
    bot.services, bot.media_dir = services, Path(settings.media_dir)
    return bot, worker, services


async def _work(bot: GreenlitBot, worker: Worker, services: Services) -> int:
    """Let the bot and the worker run side by side until one ends or a signal comes."""
    stop = asyncio.Event()
    gateway = asyncio.create_task(bot.connect(), name="gateway")
    others = {
        asyncio.create_task(worker.run(), name="worker"),
        asyncio.create_task(stop.wait(), name="signal"),
    }
    with _stopping(stop):
        ended, _ = await asyncio.wait({gateway, *others}, return_when=asyncio.FIRST_COMPLETED)
        services.generations.closing = True
        _log.info("stopping")
        for task in (gateway, *others):
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(bot.close(), _CLOSE_SECONDS)
        # Not before: a shard that reconnects swallows its cancellation, and only a closed bot lets go.
        await asyncio.wait({gateway}, timeout=_CLOSE_SECONDS)
    return _verdict(ended)


def _verdict(ended: Iterable[asyncio.Task[Any]]) -> int:
    for task in ended:
        error = None if task.cancelled() else task.exception()
        if error:
            _log.error("%s ended: %s", task.get_name(), error, exc_info=error)
            return 1
    return 0


@contextmanager
def _stopping(stop: asyncio.Event) -> Iterator[None]:
    """Turn SIGTERM and SIGINT into an orderly stop; a second one is obeyed at once."""
    loop = asyncio.get_running_loop()

    def obey(number: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, obey, number)
    yield


async def _owners(bot: GreenlitBot) -> frozenset[int]:
    application = await bot.application_info()
    if application.team:
        return frozenset(member.id for member in application.team.members)
    return frozenset({application.owner.id})


def _secrets(settings: Settings) -> tuple[str, ...]:
    kept = (
        settings.discord_token,
        settings.runware_api_key,
        settings.skills_video_api_key,
        settings.classifier_key,
        *settings.skills_video_webhook_secret,
        *settings.secrets_key,
    )
    return tuple(secret.get_secret_value() for secret in kept if secret)
