"""How a member is told of a strike."""

from collections.abc import Mapping
from typing import Final

from bot.domain.moderation.strikes import Cause, StrikeFacts
from bot.domain.postings import Posting
from bot.ui.language import m, t
from bot.ui.layout import Tone, small, text
from bot.ui.postings import Face, face
from bot.ui.strikes import tally_words

_CAUSES: Final[Mapping[Cause, str]] = {
    Cause.WORDS: m("A request of yours had words that are not wanted in {server}."),
    Cause.REJECTED: m("Moderators rejected a request of yours in {server}, and said why."),
    Cause.DISCARDED: m("Moderators kept a video of yours from being published in {server}, and said why."),
    Cause.REMOVED: m("Moderators removed a video of yours from {server}, and said why."),
}


@face.register
def _(facts: StrikeFacts, _posting: Posting) -> Face:
    strike = facts.strike
    server = f"[{t('this server')}](https://discord.com/channels/{strike.guild_id})"
    happened = t(_CAUSES[strike.cause], server=server)
    return Face(
        Tone.ENDED,
        [text(f"**{t('A strike')}**", happened), text(tally_words(strike.tally)), text(small(_ends()))],
    )


def _ends() -> str:
    return t("Strikes count for {days} days.", days=30)
