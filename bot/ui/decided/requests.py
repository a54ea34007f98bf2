"""What a server decided about single requests."""

from typing import Final

from bot.domain.servers import ServerSettings
from bot.ui.decided.lines import Lines, either
from bot.ui.language import n, name, t
from bot.ui.safe_text import code
from bot.ui.texts import models, money


def _default(settings: ServerSettings) -> str:
    if settings.default_model_id is None:
        return t("Default model: the one of the bot's operator")
    return t("Default model: {model}", model=code(settings.default_model_id))


def _models(settings: ServerSettings) -> str:
    said = either(models(settings.allowed_model_ids), models(settings.denied_model_ids))
    return t("Models: {models}", models=said)


def _drafts(settings: ServerSettings) -> str:
    above = settings.confirm_above_micros
    if above is None:
        create = code(f"/{name('create')}")
        return t(
            "Drafts first: only of forms; {create} makes the video at once, whatever it costs", create=create
        )
    return t("Drafts first: of forms, and of every request above {price}", price=money(above))


def _bounds(settings: ServerSettings) -> str:
    bounds = [
        t("{number} s", number=settings.max_duration) if settings.max_duration else "",
        settings.max_resolution or "",
        n("{count} take", "{count} takes", settings.max_takes) if settings.max_takes else "",
    ]
    said = " · ".join(filter(None, bounds))
    if not said:
        return t("One request at most: whatever the model can do")
    return t("One request at most: {bounds}", bounds=said)


def _concurrent(settings: ServerSettings) -> str:
    if settings.concurrent is None:
        return t("Videos of one member being made at once: no limit of their own")
    return t("Videos of one member being made at once: {number}", number=settings.concurrent)


LINES: Final[Lines] = {
    ("default_model_id",): _default,
    ("allowed_model_ids", "denied_model_ids"): _models,
    ("confirm_above_micros",): _drafts,
    ("max_duration", "max_resolution", "max_takes"): _bounds,
    ("concurrent",): _concurrent,
}
