"""`/settings words`: kept by those who manage a server, and held against everything that its members write."""

import pytest

from tests.cogs.composing import composed, edited
from tests.cogs.stage import Stage

LIST = b"# ours\nphooey\n\nblue whale\n*piffle*\n"


async def import_of(stage: Stage, name: str, content: bytes, **options: bool) -> str:
    """Run `/settings words import` with a file, as its owner."""
    stage.media.attached[name] = content
    asked = await stage.people.slash(
        stage.owner, stage.channel, "settings words import", options, files={"file": (name, content)}
    )
    return (await asked.answer()).text


@pytest.mark.parametrize("who", ["member", "owner"])
async def test_a_request_with_an_unwanted_word_is_refused_with_the_word_and_costs_nothing(
    stage: Stage, who: str
) -> None:
    await stage.ask(stage.owner, "settings words add", words="phooey, blue whale")

    refused = await stage.create(getattr(stage, who), prompt="a fox says PH\u200b00EY")

    assert refused.ephemeral
    assert "does not want `phooey` in `prompt`" in refused.text
    assert "Nothing was charged." in refused.text
    assert stage.ids.made == 0
    assert await stage.posted() == []
