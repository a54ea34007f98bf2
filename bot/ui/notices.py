"""Messages that tell an author what cannot be told by a video."""

from collections.abc import Sequence

from bot.domain.errors import Offer
from bot.domain.generation import Generation
from bot.ui.layout import Purpose, Tone, View, id_line, mention, message, prompt_line, small, text
from bot.ui.outcomes import offered, why_no_video
from bot.ui.texts import settings_line


def notice(generation: Generation, offers: Sequence[Offer] = ()) -> View:
    """Say why there will be no video and who else could make it, mentioning the author."""
    pieces = [
        text(
            f"{mention(generation)}, there will be no video. {why_no_video(generation)}",
            *(f"Elsewhere: {offered(offer)}" for offer in offers),
        ),
        text(prompt_line(generation), small(settings_line(generation)), id_line(generation.id)),
    ]
    return message(Purpose.NOTICE, Tone.ENDED, pieces)


def undeliverable(generation: Generation) -> str:
    """Head a direct message with a video that could not be posted where it was asked for."""
    return f"Your video is ready, but I could not post it in <#{generation.place.channel_id}>. Here it is."
