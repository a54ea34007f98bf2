"""Making drafts by `/compose`."""

from typing import Any

from sandbox.discord.driver import Asked, Message
from tests.cogs.stage import Stage


async def opened(stage: Stage) -> Asked:
    """Open the form."""
    return await stage.people.slash(stage.member, stage.channel, "compose")


async def sent(stage: Stage, asked: Asked, files: Any = None, **values: Any) -> Message:
    """Send a form, and give the answer."""
    return await (await stage.people.submit(stage.member, asked, values, files=files)).answer()


async def composed(stage: Stage, files: Any = None, **values: Any) -> Message:
    """Have a draft of PixVerse V4 shown, unless the values say another."""
    return await sent(
        stage,
        await opened(stage),
        files,
        **{"prompt": "a fox in the snow", "model": ["pixverse-v4"], **values},
    )


async def edited(stage: Stage, draft: Message, label: str, files: Any = None, **values: Any) -> Message:
    """Open a form from a draft's page and send it, and give the page as it then is."""
    asked = await stage.people.click(stage.member, draft, label=label)
    await stage.people.submit(stage.member, asked, values, files=files)
    return await stage.people.wait_message(
        draft.channel_id,
        stage.member,
        lambda found: found.id == draft.id and found.text != draft.text,
    )
