"""How the providers fare, for those who operate the bot."""

from collections.abc import Iterator, Sequence

from bot.domain.sight import Load
from bot.services.operating import ProviderStatus
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
    state = trouble_words(status.trouble) if status.trouble else "works"
    yield f"**{provider_name(status.provider)}**: {state}"
    yield f"models: {models(status.models)}"
    for model_id, trouble in status.model_troubles.items():
        yield f"{code(model_id)} is {trouble_words(trouble)}"
    balance = "not known" if status.balance_micros is None else money_left(status.balance_micros)
    yield f"balance: {balance}"
    yield f"{status.load.waiting} waiting · {status.load.running} rendering"
    yield _unanswered(status.load)
    if status.last_webhook_at:
        yield f"last webhook {ago(status.last_webhook_at)}"
    else:
        yield "no webhook in the last days: polled only"
    if status.pricing:
        yield f"dry run {status.pricing}"


def _unanswered(load: Load) -> str:
    if not load.unanswered:
        return "every submit was answered"
    leak = money(load.unanswered_micros)
    what = "submit was" if load.unanswered == 1 else "submits were"
    return f"⚠️ {load.unanswered} {what} never answered, and may have cost you {leak} at most"
