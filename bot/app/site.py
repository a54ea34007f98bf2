"""What the web server offers: health, webhooks, and our own copies of files."""

import shutil
from typing import Final

from aiohttp import web

from bot.client import GreenlitBot
from bot.domain.links import Links
from bot.media.folder import MediaFolder
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.providers.runware import webhooks as runware
from bot.providers.skills_video import webhooks as skills_video
from bot.settings import Settings
from bot.web.health import Health
from bot.web.mailroom import Mailroom
from bot.web.media import MediaFetching
from bot.web.webhooks import RunwareWebhooks, SkillsVideoWebhooks

_DISK_BYTES: Final = 500 * 1024 * 1024


def routes(
    settings: Settings, bot: GreenlitBot, store: Store, folder: MediaFolder, links: Links, clock: Clock
) -> list[web.RouteDef]:
    """List every endpoint. Without a public address nobody was told of any but health."""
    mailroom = Mailroom(store.receive, clock)
    secrets = [secret.get_secret_value() for secret in settings.skills_video_webhook_secret]
    return [
        *_health(settings, bot, store).routes(),
        *RunwareWebhooks(links, runware.ids_in, mailroom).routes(),
        *SkillsVideoWebhooks(secrets, skills_video.ids_in, mailroom, clock).routes(),
        *MediaFetching(links, folder.where).routes(),
    ]


def _health(settings: Settings, bot: GreenlitBot, store: Store) -> Health:
    async def database() -> bool:
        await store.ping()
        return True

    async def gateway() -> bool:
        return bot.ready.is_set()

    async def disk() -> bool:
        return shutil.disk_usage(settings.media_dir).free >= _DISK_BYTES

    return Health({"database": database, "discord": gateway, "disk": disk})
