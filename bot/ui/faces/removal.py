"""How the author of a video is told that moderators removed it."""

from bot.domain.moderation.removals import RemovalFacts
from bot.domain.postings import Posting
from bot.ui.language import t
from bot.ui.layout import Tone, id_line, small, text
from bot.ui.postings import Face, face
from bot.ui.safe_text import Room, escaped
from bot.ui.texts import ago

REASON_ROOM = Room(units=600, size_bytes=1_800)


@face.register
def _(facts: RemovalFacts, _posting: Posting) -> Face:
    generation = facts.generation
    told = t(
        "Moderators removed your video from {channel}. You had asked for it {when}.",
        channel=f"<#{generation.results_channel_id}>",
        when=ago(generation.created_at),
    )
    reason = t("Reason: {reason}", reason=escaped(facts.reason, REASON_ROOM)) if facts.reason else ""
    kept = t("My copies of it and its prompt are deleted. What it cost stays charged.")
    return Face(Tone.ENDED, [text(told, reason), text(small(kept), id_line(generation.id))])
