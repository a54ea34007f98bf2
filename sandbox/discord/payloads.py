"""What Discord puts into payloads and simcord leaves out."""

from typing import TYPE_CHECKING, Any

from simcord.backend.serializers import user_payload

if TYPE_CHECKING:
    from sandbox.discord.world import World

JsonObject = dict[str, Any]


def dress_guild(world: "World", payload: JsonObject) -> JsonObject:
    """Add the boost tier, on which upload limits depend."""
    return payload | {"premium_tier": world.facts(int(payload["id"])).premium_tier}


def dress_interaction(world: "World", payload: JsonObject) -> JsonObject:
    """Add locales, the upload limit, who installed the app, and the invoker's rights in the channel."""
    guild_id = int(payload["guild_id"]) if "guild_id" in payload else None
    person = payload["member"]["user"] if guild_id is not None else payload["user"]
    dressed = payload | {
        "locale": world.locales.get(int(person["id"]), "en-US"),
        "attachment_size_limit": world.upload_limit_bytes(guild_id),
        "authorizing_integration_owners": {"0": str(guild_id or 0)},
    }
    if guild_id is None:
        return dressed
    locale = world.get_guild(guild_id).preferred_locale
    dressed["guild_locale"] = locale
    dressed["guild"] = {"id": str(guild_id), "locale": locale, "features": []}
    dressed["channel"] = payload["channel"] | {"permissions": payload["member"]["permissions"]}
    return dressed


def application_payload(world: "World") -> JsonObject:
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
        "owner": dict(user_payload(world.operator)),
        "flags": 0,
        "team": None,
        "bot": bot,
    }
