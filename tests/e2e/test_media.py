"""Files on their way to the providers and to members, by our own links and without them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from PIL import Image

from sandbox.discord.driver import File, Message
from sandbox.render import cover, frames, ssim
from tests.e2e.both import Both, both
from tests.e2e.server import COMMANDS, SKILLS, Server, opened
from tests.e2e.verdict import all_ended, violations
from tests.media.clips import clip
from tests.media.pictures import encoded, gradient

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

EXTENDED = {"model": "pixverse-v6", "resolution": "360p", "duration": 1}
LIKE_ENOUGH = 0.9
# They really show what they are given.
PAINTING = ("--render-seconds", "0.1..0.5")
LINK = re.compile(r"<(http\S+/media/\S+)>")
UPLOAD_LIMIT_BYTES = 2_000


async def begin(stage: Both) -> Server:
    """Open a server with the bot in it."""
    server = await opened(stage)
    await stage.start_bot()
    await stage.discord.ready(COMMANDS)
    return server


async def make(
    stage: Both, server: Server, prompt: str, options: Mapping[str, object], **files: File
) -> Message:
    """Have one video made with the files of the options, and give the message it comes with."""
    asked = await stage.discord.slash(
        server.members[0], server.channel, "create", {"prompt": prompt, **options}, files=files
    )
    assert "Queued" in (await asked.answer(30)).text
    await all_ended(stage)
    assert await violations(stage) == []
    return await stage.discord.wait_message(
        server.channel,
        server.members[0],
        lambda message: "your video is ready" in message.text and prompt in message.text,
    )


async def shown(stage: Both, message: Message) -> Image.Image:
    """Look at the first picture of the posted video."""
    (attachment,) = message.attachments
    path = stage.folder / attachment.filename
    path.write_bytes((await stage.discord.fetch(attachment.url)).raise_for_status().content)
    (picture,) = frames(path, (0.0,))
    return picture


def likeness(content: bytes, picture: Image.Image) -> float:
    """Compare a picture with an image that was to fill it."""
    return ssim(cover(content, picture.width, picture.height), picture)


def as_png(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


@dataclass(frozen=True)
class Sent:
    """What the two providers were told of the files, and what they got of them by themselves."""

    image_url: str
    video: str
    uploads: list[bytes]


async def make_from_files(stage: Both) -> Sent:
    """Have an image begin a video at skills.video, and a video gone on with at V6; see that they do."""
    photo, source = encoded(gradient(640, 360), "PNG"), clip(width=640, height=360)
    (stage.folder / "source.mp4").write_bytes(source)
    (end,) = frames(stage.folder / "source.mp4", (1.0,))
    server = await begin(stage)

    begun = await make(stage, server, "a kite from noon on", SKILLS, image=("noon.png", photo))
    gone_on = await make(stage, server, "a kite after that", EXTENDED, video=("source.mp4", source))

    assert likeness(photo, await shown(stage, begun)) > LIKE_ENOUGH
    assert likeness(as_png(end), await shown(stage, gone_on)) > LIKE_ENOUGH
    (at_skills,) = (await stage.skills_video.books()).creates
    (at_v6,) = (await stage.runware.books()).creates
    uploads = stage.folder.glob("made*/uploads/*")
    return Sent(
        str(at_skills.request["image_url"]),
        str(at_v6.request["inputs"]["video"]),
        [path.read_bytes() for path in uploads],
    )


async def test_providers_fetch_attached_files_by_our_links(tmp_path: Path) -> None:
    async with both(tmp_path, runware=PAINTING, skills_video=PAINTING) as stage:
        sent = await make_from_files(stage)

    assert sent.image_url.startswith(f"{stage.bot_url}/media/")
    assert sent.video.startswith(f"{stage.bot_url}/media/")
    assert sent.uploads == []


async def test_without_a_public_address_attached_files_are_sent_along(tmp_path: Path) -> None:
    async with both(tmp_path, webhooks=False, runware=PAINTING, skills_video=PAINTING) as stage:
        sent = await make_from_files(stage)

    assert sent.image_url.startswith(stage.skills_video.base_url)
    assert str(UUID(sent.video)) == sent.video
    kept = (tmp_path / "media" / "inputs").iterdir()
    assert sorted(sent.uploads) == sorted(path.read_bytes() for path in kept)


async def test_a_result_too_large_for_discord_comes_as_our_own_link_which_answers_in_ranges(
    tmp_path: Path,
) -> None:
    async with both(tmp_path) as stage:
        server = await begin(stage)
        await stage.discord.change_guild(server.guild, upload_limit_bytes=UPLOAD_LIMIT_BYTES)
        posted = await make(stage, server, "a kite", SKILLS)

        assert posted.attachments == []
        found = LINK.search(posted.text)
        assert found is not None, posted.text
        assert found[1].startswith(f"{stage.bot_url}/media/")
        (kept,) = (tmp_path / "media" / "results").iterdir()
        content = kept.read_bytes()
        async with httpx.AsyncClient(trust_env=False) as client:
            part = await client.get(found[1], headers={"Range": "bytes=100-299"})
            whole = await client.get(found[1])
        assert (part.status_code, part.content) == (206, content[100:300])
        assert part.headers["Content-Range"] == f"bytes 100-299/{len(content)}"
        assert (whole.status_code, whole.content) == (200, content)
        assert whole.headers["Content-Type"] == "video/mp4"
