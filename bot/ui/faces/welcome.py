"""The first word to whoever brought the bot into a server."""

from collections.abc import Iterator

from bot.domain.postings import Posting
from bot.domain.servers import Given
from bot.domain.welcomes import WelcomeFacts
from bot.ui.language import name, t
from bot.ui.layout import Tone, small, text
from bot.ui.postings import Face, face
from bot.ui.safe_text import code
from bot.ui.texts import money


@face.register
def _(facts: WelcomeFacts, _posting: Posting) -> Face:
    place = f"https://discord.com/channels/{facts.guild_id}"
    greeting = t("Thank you for bringing me to {server}. Members make videos with {create}.", **_said(place))
    return Face(
        Tone.DONE,
        [
            text(greeting),
            text(t("**Three things to decide first**"), *_steps()),
            text(t("**What holds until you decide**"), *_defaults(facts.given)),
            text(small(t("This is the only message of its kind."))),
        ],
    )


def _said(place: str) -> dict[str, str]:
    return {"server": place, "create": _command("create")}


def _steps() -> Iterator[str]:
    yield t(
        "1. {show} says all that is set, and {check} whether it can work, with a test clip for nothing.",
        show=_command("settings", "show"),
        check=_command("settings", "check"),
    )
    yield t(
        "2. {budget} says what the server may spend in a day and in a month, {quota} what one member may.",
        budget=_command("settings", "budget"),
        quota=_command("settings", "quota"),
    )
    yield t(
        "3. {approvals} says which requests wait for a moderator before money is spent.",
        approvals=_command("settings", "approvals"),
    )


def _defaults(given: Given) -> Iterator[str]:
    if given.server_daily_micros:
        yield t(
            "The bot's operator pays {server} a day for this server; each member may spend {member} of it.",
            server=money(given.server_daily_micros),
            member=money(given.member_daily_micros),
        )
    else:
        yield t("The bot's operator has given this server no money yet: until then nothing is made.")
    yield t("Everybody may make videos in every channel; no request waits for a moderator.")
    yield t("Flagged videos are shown to nobody before a moderator has looked.")


def _command(*names: str) -> str:
    return code("/" + " ".join(name(each) for each in names))
