"""Messages that tell an author what cannot be told by a video."""

from collections.abc import Sequence

from discord import ui

from bot.domain.errors import Offer
from bot.domain.generation import Generation
from bot.ui.cards import message_link, result_link
from bot.ui.language import t
from bot.ui.layout import Piece, Purpose, Tone, View, id_line, mention, message, prompt_line, small, text
from bot.ui.lineage import lineage_line
from bot.ui.outcomes import offered, why_no_video
from bot.ui.texts import settings_line
from bot.ui.videos.onward import retry_buttons


def notice(generation: Generation, offers: Sequence[Offer] = (), *, direct: bool = False) -> View:
    """Say why there will be no video and who else could make it, naming the author.

    `direct`: it goes where no request can be made.
    """
    no_video = t(
        "{author}, there will be no video. {why}", author=mention(generation), why=why_no_video(generation)
    )
    pieces: list[Piece] = [
        text(no_video, *(t("Elsewhere: {offer}", offer=offered(offer)) for offer in offers)),
        text(
            prompt_line(generation),
            small(settings_line(generation)),
            lineage_line(generation),
            id_line(generation.id),
        ),
    ]
    if not direct:
        pieces.append(ui.ActionRow(*retry_buttons(generation.id, offers)))
    return message(Purpose.NOTICE, Tone.ENDED, pieces)


def undeliverable(generation: Generation) -> str:
    """Head a direct message with a video that could not be posted where it was asked for."""
    return t(
        "Your video is ready, but I could not post it in {channel}. Here it is.",
        channel=f"<#{generation.place.channel_id}>",
    )


def pointer(generation: Generation, message_id: int) -> View:
    """Lead an author who wants to be told directly to what was posted."""
    if generation.stored_takes:
        told = t("Your video is ready: {link}", link=result_link(generation, message_id))
    else:
        link = message_link(generation, message_id)
        told = t("There will be no video. Why, and what you can do: {link}", link=link)
    return message(Purpose.POINTER, Tone.DONE, [text(told, id_line(generation.id))])
