"""The adapters of the outside world, made from the settings and closed with the program."""

from base64 import b64decode
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from secrets import token_bytes

import httpx

from bot.domain.catalogue import Catalogue
from bot.domain.links import Links
from bot.domain.models import CATALOGUE
from bot.media.checking import LONGEST_SECONDS, HttpClassifier
from bot.media.files import MediaFiles
from bot.media.folder import MediaFolder
from bot.media.hosts import HostList
from bot.ports.checking import Checker
from bot.ports.clock import Clock, Ids
from bot.ports.provider import OpenedProvider, Provider, ProviderOpener
from bot.providers.runware.mapping import OperatorTerms
from bot.providers.runware.provider import RunwareProvider
from bot.providers.skills_video.provider import SkillsVideoProvider
from bot.services import Pace, Terms
from bot.services.keyring import Keyring
from bot.services.linking import Linking
from bot.services.money.limits import LimitPolicy
from bot.settings import Settings
from bot.vault import AesVault


def limit_policy(settings: Settings) -> LimitPolicy:
    """Turn the operator's amounts into the policy that every request must fit."""
    return LimitPolicy(
        member_daily_micros=settings.default_member_daily_usd,
        guild_daily_micros=settings.default_guild_daily_usd,
        operator_daily_micros=settings.operator_daily_usd,
        operator_monthly_micros=settings.operator_monthly_usd,
        served_guilds=settings.guild_ids,
        operator_ids=settings.operator_ids,
    )


def terms(settings: Settings, policy: LimitPolicy, links: Links) -> Terms:
    """Turn what the operator decided into the terms of the use cases."""
    first, slowest = settings.poll_seconds
    kept = timedelta(days=settings.media_retention_days)
    ttl = {"runware": timedelta(seconds=settings.runware_ttl_seconds)} if settings.runware_ttl_seconds else {}
    return Terms(
        policy,
        Linking(links, kept, ttl),
        settings.default_model,
        settings.generation_deadline_seconds,
        Pace(settings.max_running, first, slowest),
        settings.balance_alert_usd,
        settings.operator_channel_id,
    )


def offered(settings: Settings, providers: Mapping[str, Provider]) -> Catalogue:
    """Price credits as the operator does, and leave out the models of providers without a key."""
    priced = CATALOGUE.at_credit_price(settings.skills_video_credit_usd)
    return Catalogue(model for model in priced.models if model.provider in providers)


async def media_files(stack: AsyncExitStack, settings: Settings, clock: Clock, ids: Ids) -> MediaFiles:
    """Open the media folder and a pool of connections of its own."""
    folder = MediaFolder(Path(settings.media_dir))
    folder.clear_unfinished()
    client = await stack.enter_async_context(httpx.AsyncClient(trust_env=False, follow_redirects=False))
    return MediaFiles(
        folder,
        client,
        clock,
        ids.generation_id,
        attachment_hosts=HostList(settings.discord_cdn_hosts),
        video_hosts={
            "runware": HostList(settings.runware_media_hosts),
            "skills_video": HostList(settings.skills_video_media_hosts or ("*",)),
        },
    )


async def checker(stack: AsyncExitStack, settings: Settings, media: MediaFiles) -> Checker | None:
    """Make a client for the operator's classifier, if there is one."""
    if settings.classifier_url is None:
        return None
    client = await stack.enter_async_context(
        httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=LONGEST_SECONDS)
    )
    key = settings.classifier_key.get_secret_value() if settings.classifier_key else None
    return HttpClassifier(client, settings.classifier_url, key, media.stream)


def opener(settings: Settings, clock: Clock, ids: Ids) -> ProviderOpener:
    """Give what makes a client of a provider for a key, be it the operator's or a server's."""

    def runware(key: str) -> OpenedProvider:
        return RunwareProvider(
            api_key=key,
            api_url=settings.runware_api_url,
            clock=clock,
            ids=ids,
            terms=OperatorTerms(
                settings.runware_safety_mode,
                settings.runware_ttl_seconds,
                settings.runware_upload_endpoint,
            ),
            poll_batch=settings.poll_batch,
            dry_run=settings.runware_dry_run,
        )

    def skills_video(key: str) -> OpenedProvider:
        return SkillsVideoProvider(
            api_key=key,
            api_url=settings.skills_video_api_url,
            clock=clock,
            credit_micros=settings.skills_video_credit_usd,
        )

    makers = {"runware": runware, "skills_video": skills_video}
    return lambda provider, key: makers[provider](key)


def providers(stack: AsyncExitStack, settings: Settings, make: ProviderOpener) -> dict[str, Provider]:
    """Make a client for every provider that the operator has a key for."""
    keys = {"runware": settings.runware_api_key, "skills_video": settings.skills_video_api_key}
    made: dict[str, Provider] = {}
    for name, key in keys.items():
        if key:
            opened = make(name, key.get_secret_value())
            stack.push_async_callback(opened.close)
            made[name] = opened
    return made


def keyring(settings: Settings, make: ProviderOpener) -> Keyring | None:
    """Make what seals the keys that servers bring, if the operator has set something to seal them with."""
    keys = [b64decode(key.get_secret_value()) for key in settings.secrets_key]
    return Keyring(AesVault(keys, token_bytes), make) if keys else None
