"""Files on their way to the providers and to members, by our own links and without them."""

import re
from collections.abc import Mapping
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


async def make(stage: Both, server: Server, options: Mapping[str, object], **files: File) -> Message:
    """Have one video made with the files of the options, and give the message it comes with."""
    await stage.start_bot()
    await stage.discord.ready(COMMANDS)
    asked = await stage.discord.slash(
        server.members[0], server.channel, "create", {"prompt": "a kite", **options}, files=files
    )
    assert "Queued" in (await asked.answer(30)).text
    await all_ended(stage)
    assert await violations(stage) == []
    return await stage.discord.wait_message(
        server.channel, server.members[0], lambda message: "your video is ready" in message.text
    )


async def shown(stage: Both, message: Message, folder: Path, place: float = 0.0) -> Image.Image:
    """Look at one picture of the posted video, by its place between 0 and 1."""
    (attachment,) = message.attachments
    path = folder / attachment.filename
    path.write_bytes((await stage.discord.fetch(attachment.url)).raise_for_status().content)
    (picture,) = frames(path, (place,))
    return picture


def likeness(content: bytes, picture: Image.Image) -> float:
    """Compare a picture with an image that was to fill it."""
    return ssim(cover(content, picture.width, picture.height), picture)


def inputs(folder: Path) -> list[bytes]:
    """Read the bot's own copies of what was attached."""
    return [path.read_bytes() for path in (folder / "media" / "inputs").iterdir()]


@pytest.mark.parametrize("public", [True, False], ids=["by a link", "in a form"])
async def test_an_attached_image_begins_the_video_at_skills_video(tmp_path: Path, public: bool) -> None:
    photo = encoded(gradient(640, 360), "PNG")
    async with both(tmp_path, webhooks=public, skills_video=PAINTING) as stage:
        posted = await make(stage, await opened(stage), SKILLS, image=("noon.png", photo))

        assert likeness(photo, await shown(stage, posted, tmp_path)) > LIKE_ENOUGH
        (made,) = (await stage.skills_video.books()).creates
        (kept,) = inputs(tmp_path)
        if public:
            assert str(made.request["image_url"]).startswith(f"{stage.bot_url}/media/")
        else:
            (uploaded,) = (tmp_path / "made-by-skills-video" / "uploads").iterdir()
            assert uploaded.read_bytes() == kept


@pytest.mark.parametrize("public", [True, False], ids=["by a link", "by an upload"])
async def test_an_attached_video_is_gone_on_with_at_v6(tmp_path: Path, public: bool) -> None:
    source = clip(width=640, height=360)
    async with both(tmp_path, webhooks=public, runware=PAINTING) as stage:
        posted = await make(stage, await opened(stage), EXTENDED, video=("source.mp4", source))

        (tmp_path / "source.mp4").write_bytes(source)
        (end,) = frames(tmp_path / "source.mp4", (1.0,))
        assert likeness(as_png(end), await shown(stage, posted, tmp_path)) > LIKE_ENOUGH
        (made,) = (await stage.runware.books()).creates
        address = str(made.request["inputs"]["video"])
        if public:
            assert address.startswith(f"{stage.bot_url}/media/")
        else:
            assert (tmp_path / "made" / "uploads" / str(UUID(address))).read_bytes() in inputs(tmp_path)


def as_png(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


async def test_a_result_too_large_for_discord_comes_as_our_own_link_which_answers_in_ranges(
    tmp_path: Path,
) -> None:
    async with both(tmp_path) as stage:
        server = await opened(stage)
        await stage.discord.change_guild(server.guild, upload_limit_bytes=UPLOAD_LIMIT_BYTES)
        posted = await make(stage, server, SKILLS)

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
