"""`/settings safety` and `/settings spoiler`: how much is checked, and what is hidden."""

from sandbox.discord.driver import Message
from tests.cogs.stage import Stage

MEDIA_GALLERY = 12
"""The type of the component (docs/facts/discord.md §2)."""


def galleries(message: Message) -> list[bool]:
    """Whether each video that a message shows is hidden."""
    (container,) = message.raw["components"]
    galleries = [child for child in container["components"] if child["type"] == MEDIA_GALLERY]
    return [item.get("spoiler", False) for gallery in galleries for item in gallery["items"]]


async def test_the_least_checking_is_shown_sent_and_lifted(stage: Stage) -> None:
    shown = await stage.ask(stage.owner, "settings safety", minimum="full")
    assert "The least that providers check: every frame (`full`); skills.video decides that itself" in (
        shown.text
    )

    await stage.make()
    assert stage.provider.submits[-1].safety == "full"

    lifted = await stage.ask(stage.owner, "settings safety", lift="minimum")
    assert "The least that providers check: what the bot's operator asks for" in lifted.text
    await stage.make()
    assert stage.provider.submits[-1].safety == "none"


async def test_all_videos_of_the_server_are_posted_as_spoilers_until_it_is_switched_off(stage: Stage) -> None:
    shown = await stage.ask(stage.owner, "settings spoiler")
    assert "Videos are posted as spoilers" in shown.text

    await stage.make()
    posted = (await stage.posted())[-1]
    assert galleries(posted) == [True]
    assert posted.attachments[0].filename == "SPOILER_greenlit-00000001-1.mp4"

    await stage.ask(stage.owner, "settings spoiler", on=False)
    await stage.make()
    assert galleries((await stage.posted())[-1]) == [False]
