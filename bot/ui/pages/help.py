"""The one screen that answers what newcomers ask first."""

from collections.abc import Iterable
from typing import Final

_ANSWERS: Final = (
    (
        "How do I make a video?",
        "Type `/create`, say in `prompt` what it shows, send. Everything else is optional: a `model`, an "
        "`image` to start from, a length, a style. `/models` says what each model can do and costs.",
    ),
    (
        "What does it cost?",
        "Nothing to you in person: it is paid from the server's budget, of which you have a daily quota. The "
        "price is held when you ask and charged only for videos you get. `/usage` shows what is left.",
    ),
    (
        "How long does it take?",
        "That depends on model and length. The card in the channel shows where it stands, `/queue` what is "
        "before it, and you are mentioned when it is ready.",
    ),
    (
        "Can I stop it?",
        "Press **Cancel** on the card, or type `/cancel`: free while it waits. Once it is at the provider, "
        "**Discard** keeps it from being posted, but it is charged.",
    ),
    (
        "Who sees it?",
        "Everybody in the channel, unless you set `private`. Videos are marked as AI-generated. `/history` "
        "finds them again, and `/show` has everything about one.",
    ),
)


def help_page(commands: Iterable[tuple[str, str]]) -> str:
    """Answer the first five questions and list the commands, given by name and description."""
    answers = [f"**{question}**\n{reply}" for question, reply in _ANSWERS]
    listing = [f"`/{name}` {description}" for name, description in sorted(commands)]
    return "\n".join([*answers, "**Commands**", *listing])
