"""What a server decided about words that no request may have."""

from typing import Final

from bot.domain.servers import ServerSettings
from bot.ui.decided.lines import Lines
from bot.ui.language import n, t


def words_line(settings: ServerSettings) -> str:
    """Say how many words there are, and whether Greenlit's own list counts, too."""
    own = settings.own_words
    if not own:
        return t("Unwanted words: the default list") if settings.default_words else t("Unwanted words: none")
    if settings.default_words:
        return n(
            "Unwanted words: the default list, and {count} of this server's own",
            "Unwanted words: the default list, and {count} of this server's own",
            own,
        )
    return n(
        "Unwanted words: {count} of this server's own", "Unwanted words: {count} of this server's own", own
    )


LINES: Final[Lines] = {("own_words", "default_words"): words_line}
