"""How the providers fare, for those who operate the bot."""

from collections.abc import Iterator, Sequence

from bot.domain.sight import Load
from bot.services.operating import ProviderStatus
from bot.ui.language import n, t
from bot.ui.layout import Piece, Tone, View, page, text
from bot.ui.pages.models import trouble_words
from bot.ui.safe_text import code
from bot.ui.texts import ago, models, money, money_left, provider_name


def status_page(statuses: Sequence[ProviderStatus]) -> View:
    """Show one provider below the other."""
    pieces: list[Piece] = [text(*_status(status)) for status in statuses]
    troubled = any(status.trouble for status in statuses)
    return page(*pieces, tone=Tone.ENDED if troubled else Tone.DONE)


def _status(status: ProviderStatus) -> Iterator[str]:
    state = trouble_words(status.trouble) if status.trouble else t("works")
    yield f"**{provider_name(status.provider)}**: {state}"
    yield t("models: {models}", models=models(status.models))
    for model_id, trouble in status.model_troubles.items():
        yield t("{model} is {trouble}", model=code(model_id), trouble=trouble_words(trouble))
    balance = t("not known") if status.balance_micros is None else money_left(status.balance_micros)
    yield t("balance: {balance}", balance=balance)
    load = status.load
    yield t("{waiting} waiting · {running} rendering", waiting=load.waiting, running=load.running)
    yield _unanswered(load)
    if status.last_webhook_at:
        yield t("last webhook {when}", when=ago(status.last_webhook_at))
    else:
        yield t("no webhook in the last days: polled only")
    if status.pricing:
        yield t("dry run {state}", state=status.pricing)


def _unanswered(load: Load) -> str:
    if not load.unanswered:
        return t("every submit was answered")
    return n(
        "⚠️ {count} submit was never answered, and may have cost you {leak} at most",
        "⚠️ {count} submits were never answered, and may have cost you {leak} at most",
        load.unanswered,
        leak=money(load.unanswered_micros),
    )
