"""What operators read of an alarm: what is wrong with a provider, what that means, and whether it is over."""

from collections.abc import Mapping
from typing import Final

from bot.domain.accounts import is_own
from bot.domain.alarms import OVERRUNS, OVERRUNS_WITHIN, Alarm, AlarmFacts, AlarmKind
from bot.domain.postings import Posting
from bot.ui.language import m, name, t
from bot.ui.layout import Tone, text
from bot.ui.postings import Face, face
from bot.ui.safe_text import code
from bot.ui.texts import ago, lasting, money, money_left, provider_name, together

_HEADINGS: Final[Mapping[AlarmKind, str]] = {
    AlarmKind.BALANCE_LOW: m("**{provider}: the balance is low**"),
    AlarmKind.OUT_OF_BALANCE: m("**{provider}: the account is empty**"),
    AlarmKind.OVERRUN: m("**{provider}: a video cost more than was quoted**"),
    AlarmKind.BREAKER: m("**{provider}: nothing more is submitted**"),
    AlarmKind.KEY_REFUSED: m("**{provider}: this server's own key is refused**"),
    AlarmKind.KEY_UNREADABLE: m("**{provider}: this server's own key cannot be read**"),
}

_WAITING: Final = m("Until then new requests are refused, and what waits in line keeps its place.")


@face.register
def _(facts: AlarmFacts, _posting: Posting) -> Face:
    alarm = facts.alarm
    over = alarm.ended_at is not None and alarm.kind is not AlarmKind.OVERRUN
    heading = t(_HEADINGS[alarm.kind], provider=provider_name(alarm.provider))
    meaning = t("This is over.") if over else _meaning(facts)
    return Face(Tone.DONE if over else Tone.ENDED, [text(heading, meaning, _times(alarm))])


def _meaning(facts: AlarmFacts) -> str:
    amount = facts.alarm.amount_micros or 0
    match facts.alarm.kind:
        case AlarmKind.BALANCE_LOW:
            alert = money(facts.alert_micros)
            return t("{left} was left; you want to know below {alert}.", left=money_left(amount), alert=alert)
        case AlarmKind.OUT_OF_BALANCE if is_own(facts.alarm.account):
            return together(
                t("It is this server's own account, and the operator's is not used in its place."),
                t(_WAITING),
            )
        case AlarmKind.KEY_REFUSED | AlarmKind.KEY_UNREADABLE:
            return together(
                t(
                    "Give it to me once more, or another, with {command}.",
                    command=code(f"/{name('settings')} {name('key')}"),
                ),
                t(_WAITING),
            )
        case AlarmKind.OUT_OF_BALANCE:
            return t(
                "New requests are refused, and what waits in line waits for money. Both end by themselves."
            )
        case AlarmKind.OVERRUN:
            return t("You bear {amount}; its author paid what was quoted.", amount=money(amount))
        case AlarmKind.BREAKER:
            return t(
                "{count} videos within {time} cost more than was quoted. New requests are refused, and what "
                "waits in line waits. Compare the prices, then let it go on with {resume}.",
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
