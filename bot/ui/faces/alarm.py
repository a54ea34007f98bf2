"""What operators read of an alarm: what is wrong with a provider, what that means, and whether it is over."""

from collections.abc import Iterator

from bot.domain.alarms import OVERRUNS, OVERRUNS_WITHIN, Alarm, AlarmFacts, AlarmKind
from bot.domain.postings import Posting
from bot.ui.language import name, t
from bot.ui.layout import Tone, text
from bot.ui.postings import Face, face
from bot.ui.safe_text import code
from bot.ui.texts import ago, lasting, money, money_left, provider_name


@face.register
def _(facts: AlarmFacts, _posting: Posting) -> Face:
    over = facts.alarm.ended_at is not None
    tone = Tone.DONE if over else Tone.ENDED
    return Face(tone, [text(*_lines(facts))])


def _lines(facts: AlarmFacts) -> Iterator[str]:
    alarm = facts.alarm
    provider = provider_name(alarm.provider)
    match alarm.kind:
        case AlarmKind.BALANCE_LOW:
            yield t("**{provider}: the balance is low**", provider=provider)
            left = money_left(alarm.amount_micros or 0)
            yield t(
                "{left} was left; you want to know below {alert}.", left=left, alert=money(facts.alert_micros)
            )
        case AlarmKind.OUT_OF_BALANCE:
            yield t("**{provider}: the account is empty**", provider=provider)
            yield t(
                "New requests are refused, and what waits in line waits for money. Both end by themselves."
            )
        case AlarmKind.OVERRUN:
            yield t("**{provider}: a video cost more than was quoted**", provider=provider)
            yield t(
                "You bear {amount}; its author paid what was quoted.", amount=money(alarm.amount_micros or 0)
            )
        case AlarmKind.BREAKER:
            yield t("**{provider}: nothing more is submitted**", provider=provider)
            yield _breaker()
    yield _times(alarm)


def _breaker() -> str:
    return t(
        "{count} videos within {time} cost more than was quoted. New requests are refused, and what waits in "
        "line waits. Compare the prices, then let it go on with {resume}.",
        count=OVERRUNS,
        time=lasting(OVERRUNS_WITHIN),
        resume=code(f"/{name('operator')} {name('resume')}"),
    )


def _times(alarm: Alarm) -> str:
    began = ago(alarm.began_at)
    if alarm.kind is AlarmKind.OVERRUN:
        return t("It happened {when}.", when=began)
    if alarm.ended_at is None:
        return t("It began {when}.", when=began)
    return t("It began {when} and was over {end}.", when=began, end=ago(alarm.ended_at))
