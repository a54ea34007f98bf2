"""A Discord server full of members, and what they ask for."""

from dataclasses import dataclass

from sandbox.demo.stage import Stage
from sandbox.discord.driver import Asked

COMMANDS = {"create", "cancel", "usage", "help"}
CHEAPEST = {"model": "pixverse-v4", "resolution": "360p", "duration": 5}
CHEAPEST_MICROS = 112_125
"""The quote for it: 45 PixVerse credits × 0.299/120 dollars (pricing.json, runware_v4_v45_derived)."""
SKILLS = {"model": "pixverse-v6-skills", "resolution": "360p", "duration": 1}
"""The cheapest of the other provider."""

PLENTY = {
    "DEFAULT_MEMBER_DAILY_USD": "1000",
    "DEFAULT_GUILD_DAILY_USD": "1000",
    "OPERATOR_DAILY_USD": "1000",
    "OPERATOR_MONTHLY_USD": "1000",
}
QUICK = ("--renderer", "clip", "--render-seconds", "0.1..0.5", "--balance-usd", "1000")


@dataclass(frozen=True)
class Server:
    """One server with one channel."""

    guild: int
    channel: int
    members: tuple[int, ...]


async def opened(stage: Stage, members: int = 1, *, premium_tier: int = 0) -> Server:
    """Open a server; its boost tier decides how large a file its members can upload."""
    owner = await stage.discord.user("mira")
    guild = await stage.discord.guild("Film club", owner_id=owner, premium_tier=premium_tier)
    channel = await stage.discord.channel(guild, "studio")
    joined = [await stage.discord.join(guild, f"member-{number}") for number in range(members)]
    return Server(guild, channel, tuple(joined))


async def ask(stage: Stage, server: Server, prompt: str, **options: object) -> Asked:
    """Let the first member run `/create` for the cheapest clip, or what the options say."""
    return await stage.discord.slash(
        server.members[0], server.channel, "create", {**CHEAPEST, "prompt": prompt, **options}
    )
