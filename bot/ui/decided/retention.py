"""What a server decided about how long things are kept."""

from typing import Final

from bot.domain.servers import ServerSettings
from bot.ui.decided.lines import Lines
from bot.ui.language import n, t


def _media(settings: ServerSettings) -> str:
    if settings.media_days is None:
        return t("Videos and pictures are kept as long as the bot's operator keeps them")
    return n(
        "Videos and pictures are kept for {count} day, or as long as the bot's operator keeps them if that "
        "is less",
        "Videos and pictures are kept for {count} days, or as long as the bot's operator keeps them if that "
        "is less",
        settings.media_days,
    )


def _prompts(settings: ServerSettings) -> str:
    if settings.prompt_days is None:
        return t("Prompts are kept until their authors have them erased")
    return n("Prompts are kept for {count} day", "Prompts are kept for {count} days", settings.prompt_days)


LINES: Final[Lines] = {("media_days",): _media, ("prompt_days",): _prompts}
