"""What Discord puts into payloads and simcord leaves out."""

from typing import Any

from simcord.backend import Backend
from simcord.backend.models import User
from simcord.backend.serializers import user_payload

from sandbox.discord.extras import Extras

JsonObject = dict[str, Any]


def dress_guild(extras: Extras, payload: JsonObject) -> JsonObject:
    """Add the boost tier, on which upload limits depend, and age restrictions of channels."""
    tier = extras.guild(int(payload["id"])).premium_tier
    channels = [dress_channel(extras, channel) for channel in payload["channels"]]
    return payload | {"premium_tier": tier, "channels": channels}


def dress_channel(extras: Extras, payload: JsonObject) -> JsonObject:
    """Add whether the channel is age-restricted."""
    return payload | {"nsfw": int(payload["id"]) in extras.restricted_channels}


def dress_interaction(extras: Extras, payload: JsonObject, guild_locale: str | None) -> JsonObject:
    """Add locales, the upload limit, who installed the app, and the invoker's rights in the channel."""
    guild_id = int(payload["guild_id"]) if "guild_id" in payload else None
    person = payload["member"]["user"] if guild_id is not None else payload["user"]
    dressed = payload | {
        "locale": extras.locales.get(int(person["id"]), "en-US"),
        "attachment_size_limit": extras.upload_limit_bytes(guild_id),
        "authorizing_integration_owners": {"0": str(guild_id or 0)},
    }
    if guild_id is None:
        return dressed
    dressed["guild_locale"] = guild_locale
    dressed["guild"] = {"id": str(guild_id), "locale": guild_locale, "features": []}
    channel = dress_channel(extras, payload["channel"])
    dressed["channel"] = channel | {"permissions": payload["member"]["permissions"]}
    return dressed


def application_payload(world: Backend, owner: User) -> JsonObject:
    """Describe the application and its owner, the operator."""
    bot = dict(user_payload(world.bot_user))
    return {
        "id": str(world.application_id),
        "name": world.bot_user.name,
        "icon": None,
        "description": "",
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": dict(user_payload(owner)),
        "flags": 0,
        "team": None,
        "bot": bot,
    }
