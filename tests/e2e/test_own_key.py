"""A server with a key of its own, over sockets: its account pays, and nobody finds the key anywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.sqlite.checking import contradictions_in
from sandbox.discord.driver import Message
from tests.e2e.both import Both, both
from tests.e2e.server import CHEAPEST, CHEAPEST_MICROS, QUICK
from tests.e2e.verdict import all_ended

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

KEY = "rw-own-Aq7Zk2"
SEALING = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
"""The bytes 0 to 31 in base64."""
UNSERVED = {"GUILD_IDS": "1", "SECRETS_KEY": SEALING, "LOG_LEVEL": "DEBUG"}
RUNWARE = (*QUICK, "--api-key", "demo-key", "--account", f"{KEY}=5")


async def create(stage: Both, who: int, channel: int) -> Message:
    asked = await stage.discord.slash(who, channel, "create", {**CHEAPEST, "prompt": "a heron"})
    return await asked.answer(30)


async def bring(stage: Both, owner: int, channel: int, key: str) -> Message:
    """Give the bot a key, as who manages the server does."""
    opened = await stage.discord.slash(owner, channel, "settings key", {"provider": "runware"})
    return await (await stage.discord.submit(owner, opened, {"key": key})).answer(30)


def kept(stage: Both) -> Iterator[bytes]:
    """All that the bot has written, while it runs."""
    for name in ("greenlit.db", "greenlit.db-wal", "bot.log"):
        if (stage.folder / name).exists():
            yield (stage.folder / name).read_bytes()


async def test_a_server_with_a_key_pays_by_itself_and_the_key_stands_nowhere(tmp_path: Path) -> None:
    async with both(tmp_path, runware=RUNWARE, settings=UNSERVED) as stage:
        owner = await stage.discord.user("mira")
        guild = await stage.discord.guild("Film club", owner_id=owner)
        channel = await stage.discord.channel(guild, "studio")
        member = await stage.discord.join(guild, "ash")
        await stage.start_bot()
        await stage.discord.ready({"create", "settings"})
        assert "no budget" in (await create(stage, member, channel)).text

        assert "does not accept this key" in (await bring(stage, owner, channel, f"{KEY}-typo")).text
        assert "**Kept**" in (await bring(stage, owner, channel, KEY)).text
        await stage.stop_bot()
        await stage.start_bot()
        assert "Queued" in (await create(stage, member, channel)).text
        await all_ended(stage)

        (own,) = (await stage.runware.books_of(KEY)).creates
        assert own.paid_micros > 0
        assert (await stage.runware.books()).submits == []
        (money,) = stage.rows("SELECT state, quoted_micros, provider_cost_micros FROM generation_money")
        assert tuple(money) == ("DELIVERED", CHEAPEST_MICROS, own.paid_micros)
        written = list(kept(stage))
        assert len(written) == 3
        assert not any(KEY.encode() in content or SEALING.encode() in content for content in written)
        assert contradictions_in(stage.folder / "greenlit.db") == []
