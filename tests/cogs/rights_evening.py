"""One evening with everything that somebody may or may not touch: who is there, and what there is."""

from enum import StrEnum
from typing import Any

from bot.domain.consents import Borrowing
from bot.domain.generation import Generation
from bot.domain.moderation.reports import Ground
from bot.domain.money import Micros
from bot.domain.request import Requester
from bot.services.keyring import Keyring
from bot.vault import AesVault
from tests.cogs.composing import composed
from tests.cogs.stage import Stage
from tests.support.fake_provider import FakeProvider

SECRET = "quokka"
"""In every prompt of the author's, and in nothing else."""
PICTURE = ("fox.png", b"fox")
Named = dict[str, str | int]
"""Ids of what there is, by the name that deeds have for it."""


class Who(StrEnum):
    """The columns of the matrix."""

    STRANGER = "stranger"
    """In the server, but not where the author's things are."""
    MEMBER = "member"
    AUTHOR = "author"
    BLOCKED = "blocked"
    MODERATOR = "moderator"
    """May manage messages, and nothing else."""
    HELPER = "helper"
    """Has the role that the server has chosen for its moderators, and no permission at all."""
    MANAGER = "manager"
    """May manage the server, but no messages."""
    OPERATOR = "operator"
    """An ordinary member of the server."""
    OUTSIDER = "outsider"
    """Owns another server, and knows the ids of everything in this one."""


class _Account(FakeProvider):
    """That of a server that brings a key."""

    async def close(self) -> None: ...


async def arrange(stage: Stage) -> Named:
    """Let everybody come, and everything happen that leaves something to decide about."""
    stage.keyring = Keyring(AesVault([bytes(32)], bytes), lambda provider, _key: _Account(provider))
    there: Named = {**await _come(stage), **await _decide_at_home(stage)}
    stage.policy.operator_ids = frozenset({int(there["operator"])})
    await _decide(stage, int(there["helpers"]))
    stage.media.attached["words.txt"] = b"kiwis"
    there |= await _videos(stage)
    there |= await _quarrels(stage, there)
    there |= await _under_way(stage)
    return there


async def _come(stage: Stage) -> Named:
    """Give everybody who has a column, and whom others do something to."""
    people, guild = stage.people, stage.guild
    lobby = await people.channel(guild, "lobby")
    roles = {
        Who.MODERATOR: await people.role(guild, "moderators", permissions=["manage_messages"]),
        Who.HELPER: await people.role(guild, "helpers"),
        Who.MANAGER: await people.role(guild, "managers", permissions=["manage_guild"]),
    }
    known: Named = {Who.AUTHOR: stage.member, "studio": stage.channel, "lobby": lobby, "server": str(guild)}
    for who in (each for each in Who if each not in {Who.AUTHOR, Who.OUTSIDER}):
        known[who] = await people.join(guild, who, roles=[roles[who]] if who in roles else [])
    await people.overwrite(stage.channel, int(known[Who.STRANGER]), deny=["view_channel"])
    # Who sees `/settings` is not what decides who may use it.
    await people.allow_command(guild, "settings", guild)
    barred = await people.join(guild, "barred")
    poets = await people.role(guild, "poets")
    return known | {"barred": barred, "helpers": roles[Who.HELPER], "role": poets}


async def _decide_at_home(stage: Stage) -> Named:
    """Found the other server, with decisions of its own."""
    people = stage.people
    outsider = await people.user(Who.OUTSIDER)
    guild = await people.guild("Chess club", owner_id=outsider)
    home = await people.channel(guild, "home")
    # Money goes to members alone, and the outsider tries to give the author some.
    await people.member(guild, stage.member)
    for command, options in (
        ("settings gifts", {"allow": True}),
        ("settings words add", {"words": "bananas"}),
        ("settings channels", {"log": home}),
    ):
        await (await people.slash(outsider, home, command, options)).answer()
    role = await people.role(guild, "poets")
    return {Who.OUTSIDER: outsider, "home": home, "home_guild": guild, "home_role": role}


async def _decide(stage: Stage, helpers: int) -> None:
    desk = await stage.people.channel(stage.guild, "desk")
    await stage.ask(stage.owner, "settings moderators", role=helpers)
    await stage.ask(stage.owner, "settings channels", log=desk)
    await stage.ask(stage.owner, "settings gifts", allow=True)
    await stage.ask(stage.owner, "settings words add", words="bananas")


async def _videos(stage: Stage) -> Named:
    """Give videos that are made: one for all, one that is reported, one under review, one that failed."""
    result = await _made(stage, takes=2, resolution="360p")
    (shown,) = [message for message in await stage.posted() if message.attachments]
    reported = await _made(stage)
    owner = Requester(stage.owner, stage.guild, is_moderator=True)
    case = await stage.services.reports.report(owner, reported.id, Ground.OTHER, "")
    await stage.ask(stage.owner, "settings review", mode="all", channel=stage.channel)
    reviewed = await _made(stage)
    await stage.ask(stage.owner, "settings review", mode="off")
    failed = await _asked(stage)
    await stage.worker.tick()
    stage.provider.fail(failed.id)
    await stage.let_pass()
    return {
        "result": result.id,
        "message": shown.id,
        "case": case.id,
        "reviewed": reviewed.id,
        "failed": failed.id,
    }


async def _quarrels(stage: Stage, there: Named) -> Named:
    """Give what people disagree about: blocks, and a picture that somebody else wants to use."""
    for who in (Who.BLOCKED, "barred"):
        await stage.ask(stage.owner, "mod block", user=there[who])
    now, both = stage.clock.now(), (Who.BLOCKED, "barred")
    blocks = [await stage.store.block_of(stage.guild, int(there[who]), now) for who in both]
    block, decided = (found.id if found else 0 for found in blocks)
    await stage.services.appeals.send(decided, int(there["barred"]), "It was my brother")
    wish = Borrowing(stage.guild, stage.channel, 1, stage.member, int(there[Who.MEMBER]), "en-US")
    consent = await stage.store.note_consent(wish, stage.clock.now())
    await stage.services.consents.ask(consent.id)
    return {"block": block, "appealed": decided, "consent": consent.id}


async def _under_way(stage: Stage) -> Named:
    """Give what is not finished: a request at a moderator's, one in line, a draft."""
    await stage.ask(stage.owner, "settings approvals", mode="all", channel=stage.channel)
    asked = await _asked(stage)
    await stage.ask(stage.owner, "settings approvals", mode="off")
    running = await _asked(stage)
    await stage.worker.tick()
    waiting = await _asked(stage)
    await composed(stage, prompt=f"a {SECRET} in the rain")
    draft_id = f"{stage.ids.drafts_made:08x}-0000-4000-8000-d00000000000"
    return {"asked": asked.id, "running": running.id, "waiting": waiting.id, "draft": draft_id}


async def _asked(stage: Stage, **options: Any) -> Generation:
    await stage.create(prompt=f"a {SECRET} in the snow", **{"model": "pixverse-v4", **options})
    return await stage.newest()


async def _made(stage: Stage, **options: Any) -> Generation:
    made = await _asked(stage, **options)
    await stage.worker.tick()
    stage.provider.finish(made.id, cost_micros=Micros(50_000))
    await stage.let_pass()
    return await stage.newest()
