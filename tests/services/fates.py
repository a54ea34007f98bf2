"""What the world does to tasks, providers, messages and files, as chance decides."""

from dataclasses import dataclass, field
from random import Random

from bot.domain.errors import DeliveryTrouble, MediaUnavailable
from bot.domain.generation import Failure, FailureReason
from bot.domain.money import Micros
from bot.domain.news import TakeDone, TakeFailed, Update
from tests.services.couriers import Couriers
from tests.services.far import FarDelivery, FarMedia, FarProvider, list_price
from tests.support.fake_delivery import Purpose
from tests.support.fake_provider import Trouble, done, trouble
from tests.support.studio import CHANNEL

OVERRUN = Micros(50_000)
_BROKEN = Failure(FailureReason.PROVIDER_FAILED)
_TRIES = 6
"""After so many failures a result may be given up."""


@dataclass
class Fates:
    """One provider's tasks and troubles."""

    provider: FarProvider
    couriers: Couriers
    rng: Random
    pushes: bool
    """Whether its webhooks are set up for the whole account."""
    over: set[str] = field(default_factory=set)
    """Tasks of which it has spoken its last word."""
    contradicted: set[str] = field(default_factory=set)
    """Tasks of which it said what cannot all be true."""
    stuck: set[str] = field(default_factory=set)
    """Tasks that it ends only when nobody waits any more."""
    costs: dict[str, Micros | None] = field(default_factory=dict)

    def speak(self) -> None:
        """Say how a task fares, or that it is done."""
        under_way = self.under_way()
        if not under_way:
            return
        task_id = self.rng.choice(under_way)
        match self.rng.randrange(6):
            case 0:
                self._contradict(task_id)
            case 1 | 2:
                self.finish(task_id)
            case 3:
                self._push(task_id)
            case _:
                self._arrive(task_id, self.rng.randint(1, 4))

    def strange(self) -> None:
        """Make somebody else's video in the same account."""
        task_id = f"stranger-{len(self.provider.told)}"
        self.provider.tell(Update(task_id, (done(task_id, 0, OVERRUN),)))
        if self.pushes:
            self.couriers.send(self.provider.name, task_id)

    def get_into_trouble(self) -> None:
        """Lose answers, refuse, be down, have no money or no model."""
        provider, rng = self.provider, self.rng
        down = FailureReason.PROVIDER_UNAVAILABLE
        match rng.randrange(7):
            case 0 | 1:
                provider.lose_answers(rng.randint(1, 2), accepted=rng.random() < 0.7)
            case 2:
                reason = rng.choice((down, FailureReason.MODERATED, FailureReason.KEY_REFUSED))
                provider.refuse(trouble(provider.name, reason, retryable=reason is down))
            case 3:
                uncertain = rng.random() < 0.7
                error = trouble(provider.name, down, retryable=True, uncertain=uncertain)
                provider.outage = Trouble(error, accepted=uncertain and rng.random() < 0.5)
            case 4:
                provider.empty = True
            case 5:
                provider.missing.add(rng.choice(("pixverse-v6", "pixverse-v6-skills")))
            case _:
                provider.refuse_polls(trouble(provider.name, down, retryable=True), rng.randint(1, 3))
                provider.refuse_look_ups(rng.randint(1, 3))

    def under_way(self) -> list[str]:
        """The tasks that it still works on."""
        return [task_id for task_id in self.provider.creates if task_id not in self.over]

    def become_reliable(self) -> None:
        """From now on it works, and ends its tasks, but for some that it has forgotten."""
        self.provider.recover()
        for task_id in self.under_way():
            if self.rng.random() < (0.4 if task_id in self.provider.unanswered else 0.1):
                self.stuck.add(task_id)

    def finish(self, task_id: str) -> None:
        """Let all takes be there that are missing."""
        self._arrive(task_id, 100, luck=1.0)

    def _arrive(self, task_id: str, most: int, luck: float = 0.85) -> None:
        """Let some more takes of a task come to their end, each for good."""
        known = self.provider.last_told(task_id)
        here = {take.key for take in known.done} | {take.key for take in known.failed}
        coming = [take for take in range(self._takes(task_id)) if f"{task_id}-{take}" not in here][:most]
        good, bad = [], []
        for take in coming:
            if self.rng.random() < luck:
                flagged = self.rng.random() < 0.05
                good.append(done(task_id, take, self._cost(task_id), flagged=flagged))
            else:
                bad.append(TakeFailed(f"{task_id}-{take}", _BROKEN, self.rng.choice((None, Micros(7)))))
        if len(here) + len(coming) >= self._takes(task_id):
            self.over.add(task_id)
        self._tell(Update(task_id, (*known.done, *good), (*known.failed, *bad)))

    def _contradict(self, task_id: str) -> None:
        """Say anything, however it goes with what was said before."""
        rng, takes = self.rng, self._takes(task_id)
        price = list_price(self.provider.creates[task_id])
        cost = rng.choice((price, Micros(price + OVERRUN), Micros(price // 2), None))
        some = tuple(done(task_id, take, cost) for take in range(takes) if rng.random() < 0.6)
        failure = rng.choice((None, _BROKEN))
        lost = () if failure else self._others(task_id, some)
        self.contradicted.add(task_id)
        if rng.random() < 0.8:
            self.over.add(task_id)
        self._tell(Update(task_id, some, lost, failure))

    def _others(self, task_id: str, good: tuple[TakeDone, ...]) -> tuple[TakeFailed, ...]:
        keys = {f"{task_id}-{take}" for take in range(self._takes(task_id))} - {take.key for take in good}
        return tuple(TakeFailed(key, _BROKEN) for key in sorted(keys))

    def _tell(self, update: Update) -> None:
        self.provider.tell(update)
        self._push(update.task_id)

    def _push(self, task_id: str) -> None:
        """Send a webhook, be there news or not."""
        if self.provider.creates[task_id].webhook_url:
            self.couriers.send(self.provider.name, task_id)
        elif self.pushes:
            self.couriers.send(self.provider.name, f"event-{self.couriers.sent}", task_id)

    def _takes(self, task_id: str) -> int:
        return int(self.provider.creates[task_id].settings.get("takes", 1))

    def _cost(self, task_id: str) -> Micros | None:
        """Every take of a task costs the same; some providers do not say what."""
        price = list_price(self.provider.creates[task_id])
        costs = (price, Micros(price + OVERRUN), Micros(price // 2), None)
        return self.costs.setdefault(task_id, self.rng.choice(costs))


def trouble_delivery(delivery: FarDelivery, rng: Random) -> None:
    """Let Discord lose answers, be down, close the channel, or take only small files."""
    purpose = rng.choice(list(Purpose))
    match rng.randrange(5):
        case 0 | 1:
            delivery.lose_answers(rng.choice((purpose, Purpose.RESULT)))
        case 2:
            delivery.unavailable(purpose, rng.randint(1, 3))
        case 3:
            delivery.meet(purpose, DeliveryTrouble.FORBIDDEN)
        case _:
            delivery.closed_channels ^= {CHANNEL}
            delivery.letter_troubles.append(DeliveryTrouble.UNAVAILABLE)
    delivery.largest_bytes = rng.choice((400, 100_000))


def trouble_media(media: FarMedia, url: str, rng: Random) -> bool:
    """Let a result be hard to fetch; tell whether that may be for good."""
    times, retryable = rng.choice((1, 2, 9)), rng.random() < 0.7
    again = url in media.failures
    media.failures[url] = [MediaUnavailable("HTTP 404", retryable)] * times
    return again or not retryable or times >= _TRIES
