"""Messages that tell an author what cannot be told by a video."""

from bot.domain.generation import Generation
from bot.ui.layout import Purpose, Tone, View, id_line, mention, message, prompt_line, small, text
from bot.ui.outcomes import why_no_video
from bot.ui.texts import settings_line


def notice(generation: Generation) -> View:
    """Say why there will be no video, mentioning the author."""
    pieces = [
        text(f"{mention(generation)}, there will be no video. {why_no_video(generation)}"),
        text(prompt_line(generation), small(settings_line(generation)), id_line(generation.id)),
    ]
    return message(Purpose.NOTICE, Tone.ENDED, pieces)


def undeliverable(generation: Generation) -> str:
    """Head a direct message with a video that could not be posted where it was asked for."""
    return f"Your video is ready, but I could not post it in <#{generation.place.channel_id}>. Here it is."
