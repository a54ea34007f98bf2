"""What every provider adapter must do. Each adapter brings a bench of its own and runs the suite on it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from bot.domain.models import CATALOGUE
from bot.domain.news import Update
from bot.ports.provider import Order, Provider
from tests.providers.orders import generation_of, order
from tests.providers.orders import task_id as id_of


class Bench(ABC):
    """An adapter together with the far side, which can be told how things shall go."""

    provider: Provider
    model_id = "pixverse-v4"

    def order(self, number: int, *, prompt: str = "a cat walking through neon rain", takes: int = 1) -> Order:
        """An accepted request for a model of this provider."""
        said = {"takes": takes} if takes > 1 else {}
        return order(number, self.model_id, said, prompt=prompt)

    @abstractmethod
    async def lose_answers(self, count: int, *, accepted: bool) -> None:
        """The next submits are never answered; `accepted` says whether they have arrived."""

    @abstractmethod
    async def will_fail(self, prompt: str) -> None:
        """Orders with this prompt fail as a whole, once they are finished."""

    @abstractmethod
    async def finish(self, task_id: str) -> None:
        """Let a task end, well or as was said."""

    @abstractmethod
    async def paid_as(self, order: Order) -> Sequence[str]:
        """The task that the far side made of this order, once for every time that it is paid."""

    async def news_of(self, task_id: str) -> Update:
        """The one update about a task."""
        (update,) = await self.provider.poll([task_id])
        assert update.task_id == task_id
        return update


class ProviderContract:
    """Subclass it, and give it a fixture `bench`."""

    async def test_a_submitted_task_is_paid_once_and_at_work_until_it_ends(self, bench: Bench) -> None:
        asked = bench.order(1)

        task_id = await bench.provider.submit(asked)

        assert list(await bench.paid_as(asked)) == [task_id]
        assert without_news(await bench.provider.poll([task_id]))

    async def test_a_finished_task_has_its_take_with_an_address_and_a_cost(self, bench: Bench) -> None:
        task_id = await bench.provider.submit(bench.order(1))

        await bench.finish(task_id)

        update = await bench.news_of(task_id)
        assert update.failure is None
        (take,) = update.done
        assert take.key
        assert take.url.startswith("http")
        assert take.cost_micros
        assert take.seed is not None

    async def test_asking_twice_gives_the_same_news(self, bench: Bench) -> None:
        task_id = await bench.provider.submit(bench.order(1))
        await bench.finish(task_id)

        assert await bench.news_of(task_id) == await bench.news_of(task_id)

    async def test_news_of_many_tasks_comes_under_their_own_ids(self, bench: Bench) -> None:
        task_ids = [await bench.provider.submit(bench.order(number)) for number in range(1, 4)]
        await bench.finish(task_ids[0])
        await bench.finish(task_ids[2])

        updates = await bench.provider.poll(task_ids)

        assert {update.task_id for update in updates if update.done} == {task_ids[0], task_ids[2]}

    async def test_a_whole_batch_can_be_asked_about_at_once(self, bench: Bench) -> None:
        task_id = await bench.provider.submit(bench.order(1))
        await bench.finish(task_id)
        others = [id_of(number) for number in range(2, bench.provider.batch + 1)]

        updates = await bench.provider.poll([*others, task_id])

        assert [update.task_id for update in updates] == [task_id]

    async def test_a_task_that_nobody_knows_is_no_news(self, bench: Bench) -> None:
        assert without_news(await bench.provider.poll([id_of(9)]))

    async def test_asking_for_nothing_gives_nothing(self, bench: Bench) -> None:
        assert list(await bench.provider.poll([])) == []

    async def test_a_failed_task_says_why_and_has_no_takes(self, bench: Bench) -> None:
        await bench.will_fail("a doomed cat")
        task_id = await bench.provider.submit(bench.order(1, prompt="a doomed cat"))

        await bench.finish(task_id)

        update = await bench.news_of(task_id)
        assert update.failure is not None
        assert update.failure.reason is FailureReason.PROVIDER_FAILED
        assert update.done == ()

    async def test_a_lost_answer_is_uncertain(self, bench: Bench) -> None:
        await bench.lose_answers(1, accepted=True)

        with pytest.raises(ProviderError) as caught:
            await bench.provider.submit(bench.order(1))

        assert caught.value.uncertain

    async def test_the_task_of_a_lost_submit_is_known_for_its_generations(self, bench: Bench) -> None:
        """Also among others that ask for the very same."""
        lost = bench.order(2)
        candidates = [generation_of(bench.order(number)) for number in range(1, 4)]
        await bench.lose_answers(1, accepted=True)
        with pytest.raises(ProviderError):
            await bench.provider.submit(lost)
        (task_id,) = await bench.paid_as(lost)

        assert await bench.provider.recognise(task_id, candidates) == lost.task_id
        assert await bench.provider.recognise(task_id, candidates[:1]) is None
        assert await bench.provider.recognise(id_of(9), candidates) is None

    async def test_asking_for_a_price_makes_and_costs_nothing(self, bench: Bench) -> None:
        price = await bench.provider.price(bench.order(1))

        assert price is None or price > 0
        assert list(await bench.paid_as(bench.order(1))) == []

    async def test_the_balance_is_not_negative(self, bench: Bench) -> None:
        balance = await bench.provider.balance()

        assert balance is None or balance >= 0

    async def test_the_catalogue_knows_it_by_its_name(self, bench: Bench) -> None:
        assert bench.provider.name in {model.provider for model in CATALOGUE.models}


class OneChanceContract(ProviderContract):
    """For providers that take an order sent again for another one."""

    async def test_it_says_that_it_is_not_idempotent(self, bench: Bench) -> None:
        assert not bench.provider.idempotent

    async def test_an_order_sent_again_is_another_task_and_paid_twice(self, bench: Bench) -> None:
        task_ids = [await bench.provider.submit(bench.order(1)) for _ in range(2)]

        assert len(set(task_ids)) == 2
        assert list(await bench.paid_as(bench.order(1))) == task_ids


class IdempotentContract(ProviderContract):
    """For providers that promise not to be paid twice for one order."""

    async def test_it_says_that_it_is_idempotent(self, bench: Bench) -> None:
        assert bench.provider.idempotent

    async def test_an_order_sent_again_is_the_same_task_and_paid_once(self, bench: Bench) -> None:
        first = await bench.provider.submit(bench.order(1))

        assert await bench.provider.submit(bench.order(1)) == first
        assert list(await bench.paid_as(bench.order(1))) == [first]

    @pytest.mark.parametrize("accepted", [True, False], ids=["it had arrived", "it had not arrived"])
    async def test_after_lost_answers_the_same_order_is_paid_once(self, bench: Bench, accepted: bool) -> None:
        await bench.lose_answers(2, accepted=accepted)
        for _ in range(2):
            with pytest.raises(ProviderError) as caught:
                await bench.provider.submit(bench.order(1))
            assert caught.value.retryable

        task_id = await bench.provider.submit(bench.order(1))
        await bench.finish(task_id)

        assert list(await bench.paid_as(bench.order(1))) == [task_id]
        assert (await bench.news_of(task_id)).done


class TakesBench(Bench):
    """The bench of a provider that makes several takes of one order."""

    @abstractmethod
    async def will_fail_first_take(self, prompt: str) -> None:
        """Of orders with this prompt one take fails, once they are finished."""


class TakesContract:
    """For providers that make several takes of one order; beside one of the contracts above."""

    async def test_a_finished_task_has_all_its_takes(self, bench: TakesBench) -> None:
        task_id = await bench.provider.submit(bench.order(1, takes=3))

        await bench.finish(task_id)

        update = await bench.news_of(task_id)
        assert update.failure is None
        assert len({take.key for take in update.done}) == 3
        assert all(take.url.startswith("http") for take in update.done)
        assert all(take.cost_micros and take.seed is not None for take in update.done)

    async def test_a_failed_take_leaves_the_others(self, bench: TakesBench) -> None:
        await bench.will_fail_first_take("a half lucky cat")
        task_id = await bench.provider.submit(bench.order(1, prompt="a half lucky cat", takes=3))

        await bench.finish(task_id)

        update = await bench.news_of(task_id)
        assert update.failure is None
        assert (len(update.done), len(update.failed)) == (2, 1)
        assert update.failed[0].key not in {take.key for take in update.done}


def without_news(updates: Sequence[Update]) -> bool:
    return not any(update.done or update.failed or update.failure for update in updates)
