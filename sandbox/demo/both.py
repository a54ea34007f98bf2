"""The stage with both providers on it, with or without a way in for their webhooks."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.demo import children
from sandbox.demo.stage import API_KEY, RENDERING, Stage, staged
from sandbox.skills_video.driver import Driver as SkillsVideo

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  (the specification's own example)
SENT_AGAIN = ("--webhook-pauses", "0.5,1,1,2,2,4,8,16")
"""When skills.video sends a webhook again, in seconds: its own schedule would outlast the evening."""


@dataclass(kw_only=True)
class Both(Stage):
    """A stage with skills.video on it, too."""

    skills_video: SkillsVideo


@asynccontextmanager
async def both(
    folder: Path,
    *,
    webhooks: bool = True,
    runware: Sequence[str] = RENDERING,
    skills_video: Sequence[str] = (*RENDERING, *SENT_AGAIN),
    settings: Mapping[str, str] | None = None,
) -> AsyncIterator[Both]:
    """Start all stand-ins. With `webhooks` the bot has a public address, and skills.video is told of it.

    `runware` and `skills_video` are options of the stand-ins' programs; `settings` go before the stage's own.
    """
    async with AsyncExitStack() as stack:
        stage, url = await asyncio.gather(
            stack.enter_async_context(staged(folder, provider=runware)),
            _skills_video(stack, folder, skills_video),
        )
        other = await stack.enter_async_context(SkillsVideo(url))
        stage.environ |= _terms(other)
        if webhooks:
            stage.environ |= {"PUBLIC_URL": stage.bot_url, "SKILLS_VIDEO_WEBHOOK_SECRET": SECRET}
            await other.set_webhook(f"{stage.bot_url}/webhooks/skills-video", SECRET)
        stage.environ |= settings or {}
        whole = Both(**vars(stage), skills_video=other)
        try:
            yield whole
        finally:
            await whole.stop_bot()


async def _skills_video(stack: AsyncExitStack, folder: Path, options: Sequence[str]) -> str:
    media = ("--media-dir", str(folder / "made-by-skills-video"))
    command = ["-m", "sandbox.skills_video", "--port", "0", *media, *options]
    child = await children.start("the skills.video stand-in", command, folder / "skills_video.log")
    stack.push_async_callback(child.stop)
    return await children.address_of(child)


def _terms(provider: SkillsVideo) -> dict[str, str]:
    return {
        "SKILLS_VIDEO_API_KEY": API_KEY,
        "SKILLS_VIDEO_API_URL": provider.api_url,
        "SKILLS_VIDEO_MEDIA_HOSTS": provider.base_url.partition("://")[2],
    }
