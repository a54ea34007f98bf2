"""The one screen that answers what newcomers ask first."""

from collections.abc import Callable
from typing import Final

from bot.ui.language import m, name, t
from bot.ui.layout import View, page, small, text
from bot.ui.safe_text import code

_ANSWERS: Final = (
    (
        m("**How do I make a video?**"),
        m("{create}: say in {prompt} what it shows, send. Or {compose}, with a form. The rest is optional."),
    ),
    (
        m("**What does it cost, what have I left?**"),
        m("Prices: {models}. The server pays; your daily quota: {usage}. Only videos you get are charged."),
    ),
    (
        m("**How do I start from a picture?**"),
        m("{create} with {image}; or hold a message with a picture: Apps, **{menu}**."),
    ),
    (
        m("**Where is my video, how do I stop it?**"),
        m("See its card or {queue}. **{cancel}** is free while it waits. {history} finds old ones."),
    ),
    (
        m("**How do I change what I made?**"),
        m("By the buttons under it: **{again}**, **{edit}**, **{go_on}**, **{delete}**."),
    ),
)
_COMMANDS: Final = ("create", "compose", "usage", "queue", "history", "models", "preferences")


def help_page(mention: Callable[[str], str]) -> View:
    """Answer the first five questions; `mention` writes a command so that a click leads to it."""
    places = {command: mention(command) for command in _COMMANDS}
    places |= {option: code(name(option)) for option in ("prompt", "image")}
    places |= {
        "menu": t("Animate this image"),
        "cancel": t("Cancel"),
        "again": t("Again"),
        "edit": t("Edit"),
        "go_on": t("Animate last frame"),
        "delete": t("Delete"),
    }
    return page(
        *(text(t(question), t(answer, **places)) for question, answer in _ANSWERS),
        text(small(t("Your own defaults, and how you are told: {preferences}", **places))),
    )
