"""What stands in the place of a video that moderators have to look at first."""

from discord import ui

from bot.domain.generation import Generation
from bot.ui.language import t
from bot.ui.layout import Piece, Purpose, Tone, View, id_line, message, text
from bot.ui.videos.attached import Attached, plain_view
from bot.ui.videos.onward import delete_button


def hidden_words(generation: Generation) -> str:
    """Say why there is no video, or none any more."""
    if generation.hidden_at:
        return t("This video was reported, and is hidden until this server's moderators have looked at it.")
    return t(
        "This video was reported and hidden, and moderators let it be seen again. But my copy of it is gone: "
        "copies are removed after a while."
    )


def stand_in(generation: Generation, part: int, *, plain: bool) -> View | Attached:
    """Show words instead of one message's videos; `plain`: as a message with attachments would."""
    words, button = hidden_words(generation), delete_button(generation.id, part)
    if plain:
        return Attached(f"{words}\n{id_line(generation.id)}", plain_view([[button]]))
    pieces: list[Piece] = [
        text(words, id_line(generation.id)),
        ui.ActionRow(button),
    ]
    return message(Purpose.RESULT, Tone.ENDED, pieces, part)
