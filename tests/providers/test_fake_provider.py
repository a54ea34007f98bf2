"""The provider in memory keeps the contract, so that what is tested with it holds for real ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from bot.domain.news import Update
from bot.ports.provider import Order
from tests.providers.contract import Bench, IdempotentContract, OneChanceContract, TakesBench, TakesContract
from tests.providers.orders import order
from tests.support.fake_provider import FakeProvider, trouble


@dataclass
class FakeBench(TakesBench):
    provider: FakeProvider
    doomed: set[str] = field(default_factory=set)
    half_lucky: set[str] = field(default_factory=set)

    async def lose_answers(self, count: int, *, accepted: bool) -> None:
        self.provider.lose_answers(count, accepted=accepted)

    async def will_fail(self, prompt: str) -> None:
        self.doomed.add(prompt)

    async def will_fail_first_take(self, prompt: str) -> None:
        self.half_lucky.add(prompt)

    async def finish(self, task_id: str) -> None:
        prompt = self.provider.creates[task_id].prompt
        if prompt in self.doomed:
            self.provider.fail(task_id)
        elif prompt in self.half_lucky:
            self.provider.fail_first_take(task_id)
        else:
            self.provider.finish(task_id)

    async def paid_as(self, order: Order) -> Sequence[str]:
        creates = self.provider.creates.items()
        return [task_id for task_id, taken in creates if taken.task_id == order.task_id]


class TestAnIdempotentFake(IdempotentContract, TakesContract):
    @pytest.fixture
    def bench(self) -> Bench:
        return FakeBench(FakeProvider())


class TestAFakeWithoutIdempotency(OneChanceContract, TakesContract):
    @pytest.fixture
    def bench(self) -> Bench:
        return FakeBench(FakeProvider(idempotent=False))


async def test_a_refused_order_is_not_paid() -> None:
    provider = FakeProvider()
    provider.refuse(trouble("runware", FailureReason.OUT_OF_BALANCE))

    with pytest.raises(ProviderError) as caught:
        await provider.submit(order(1))

    assert caught.value.reason is FailureReason.OUT_OF_BALANCE
    assert (provider.paid(order(1)), provider.submits) == (0, [order(1)])


async def test_refused_polls_are_answered_again_later() -> None:
    provider = FakeProvider()
    task_id = await provider.submit(order(1))
    provider.fail(task_id, FailureReason.MODERATED)
    provider.refuse_polls(trouble("runware", FailureReason.PROVIDER_UNAVAILABLE, retryable=True))

    with pytest.raises(ProviderError):
        await provider.poll([task_id])
    (update,) = await provider.poll([task_id])

    assert isinstance(update, Update)
    assert update.failure is not None
    assert provider.polls == [(task_id,)] * 2
