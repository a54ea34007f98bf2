"""How the providers fare, for those who operate the bot."""

from collections.abc import Iterator, Sequence

from bot.domain.generation import FailureReason
from bot.domain.moderation.pauses import Pause
from bot.domain.sight import Load
from bot.services.operating import ProviderStatus
from bot.ui.language import n, name, t
from bot.ui.layout import Piece, Tone, View, page, text
from bot.ui.pages.models import trouble_words
from bot.ui.pauses import paused
from bot.ui.safe_text import code
from bot.ui.texts import ago, models, money, money_left, provider_name


def status_page(statuses: Sequence[ProviderStatus], pause: Pause | None) -> View:
    """Show one provider below the other, and whether everything is paused."""
    pieces: list[Piece] = [text(f"⏸️ {paused(pause)}")] if pause else []
    pieces += [text(*_status(status)) for status in statuses]
    troubled = pause is not None or any(status.trouble for status in statuses)
    return page(*pieces, tone=Tone.ENDED if troubled else Tone.DONE)


def _status(status: ProviderStatus) -> Iterator[str]:
    state = trouble_words(status.trouble) if status.trouble else t("works")
    yield f"**{provider_name(status.provider)}**: {state}"
    if status.trouble and status.trouble.reason is FailureReason.COST_OVERRUN:
        resume = code(f"/{name('operator')} {name('resume')}")
        yield t("Nothing is submitted until {resume}.", resume=resume)
    yield t("models: {models}", models=models(status.models))
    for model_id, trouble in status.model_troubles.items():
        yield t("{model} is {trouble}", model=code(model_id), trouble=trouble_words(trouble))
    yield _balance(status)
    load = status.load
    yield t("{waiting} waiting · {running} rendering", waiting=load.waiting, running=load.running)
    yield _unanswered(load)
    if status.last_webhook_at:
        yield t("last webhook {when}", when=ago(status.last_webhook_at))
    else:
        yield t("no webhook in the last days: polled only")
    if status.pricing:
        yield t("dry run {state}", state=status.pricing)


def _balance(status: ProviderStatus) -> str:
    if status.balance_micros is None:
        return t("balance: {balance}", balance=t("not known"))
    balance, alert = money_left(status.balance_micros), money(status.alert_micros)
    if status.balance_micros < status.alert_micros:
        return t("⚠️ balance: {balance}, less than {alert}", balance=balance, alert=alert)
    return t("balance: {balance}", balance=balance)


def _unanswered(load: Load) -> str:
    if not load.unanswered:
        return t("every submit was answered")
    return n(
        "⚠️ {count} submit was never answered, and may have cost you {leak} at most",
        "⚠️ {count} submits were never answered, and may have cost you {leak} at most",
        load.unanswered,
        leak=money(load.unanswered_micros),
    )
