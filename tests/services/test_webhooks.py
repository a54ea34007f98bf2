"""Webhooks say that something has happened; what it was, the provider is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.generation import Generation, State
from bot.domain.news import Letter
from tests.support.fake_provider import FakeProvider
from tests.support.studio import Studio

SKILLS = "pixverse-v6-skills"


async def bring(studio: Studio, *task_ids: str, provider: str = "runware", key: str = "k") -> bool:
    """A webhook comes in."""
    now = studio.clock.now()
    return await studio.store.receive(Letter(key, provider, task_ids, now), now)


async def at_skills(studio: Studio, *, answered: bool = True) -> Generation:
    """A generation at the provider without an idempotency key."""
    if not answered:
        studio.other.lose_answers(accepted=True)
    return await studio.running(model=SKILLS)


async def test_a_webhook_has_its_generation_asked_about_at_once(studio: Studio) -> None:
    generation = await studio.running()
    studio.provider.finish(generation.id)

    await bring(studio, generation.id)
    await studio.worker.tick()
    await studio.worker.tick()

    assert (await studio.now(generation)).state is State.DELIVERED
    assert len(studio.provider.polls) == 1


async def test_what_a_webhook_claims_is_not_believed(studio: Studio) -> None:
    generation = await studio.running()

    await bring(studio, generation.id)
    await studio.worker.tick()
    await studio.worker.tick()

    assert (await studio.now(generation)).state is State.RUNNING
    assert (await studio.money(generation))["charged"] == 0


async def test_a_webhook_that_comes_twice_is_kept_once(studio: Studio) -> None:
    generation = await studio.running()

    assert await bring(studio, generation.id)
    assert not await bring(studio, generation.id)


async def test_a_webhook_before_the_answer_to_the_submit_is_enough(studio: Studio) -> None:
    studio.provider.lose_answers(100, accepted=True)
    generation = await studio.running()
    studio.provider.finish(generation.id)

    await bring(studio, generation.id)
    await studio.worker.tick()
    await studio.worker.tick()

    assert (await studio.now(generation)).state is State.DELIVERED


async def test_a_webhook_after_the_end_changes_nothing(studio: Studio) -> None:
    generation = await studio.running()
    studio.provider.finish(generation.id)
    await studio.pass_time(10)
    before, asked = await studio.now(generation), len(studio.provider.polls)

    await bring(studio, generation.id, key="late")
    await studio.pass_time(20)

    assert await studio.now(generation) == before
    assert len(studio.provider.polls) == asked


async def test_a_webhook_after_the_deadline_still_brings_the_cost(studio: Studio) -> None:
    generation = await studio.running()
    await studio.pass_time(studio.deadline_seconds + 10, step_seconds=30)
    assert (await studio.now(generation)).state is State.EXPIRED
    studio.provider.finish(generation.id)

    await bring(studio, generation.id)
    await studio.worker.tick()
    await studio.worker.tick()

    assert (await studio.money(generation))["provider_cost"] == 150_000
    assert (await studio.money(generation))["charged"] == 0


async def test_a_provider_cannot_speak_of_another_providers_tasks(studio: Studio) -> None:
    generation = await studio.running()
    studio.provider.finish(generation.id)

    await bring(studio, generation.id, provider="skills_video")
    await studio.worker.tick()
    await studio.worker.tick()

    assert (await studio.now(generation)).state is State.RUNNING


async def test_while_webhooks_arrive_polling_goes_on_but_grows_rarer(studio: Studio) -> None:
    await studio.running()
    await studio.pass_time(120, step_seconds=1)
    without = len(studio.provider.polls)

    for minute in range(4):
        await bring(studio, "somebody-elses", key=f"letter {minute}")
        await studio.pass_time(120, step_seconds=1)
    pushed = (len(studio.provider.polls) - without) / 4

    assert 0 < pushed <= without / 3


async def test_ten_minutes_after_the_last_webhook_polling_is_as_often_as_ever(studio: Studio) -> None:
    await bring(studio, "somebody-elses")
    await studio.pass_time(660, step_seconds=30)
    generation = await studio.running()
    studio.provider.finish(generation.id)
    await studio.pass_time(5, step_seconds=1)

    assert (await studio.now(generation)).state is State.DELIVERED


async def test_a_submit_whose_answer_was_lost_is_recognised_by_a_webhook(studio: Studio) -> None:
    generation = await at_skills(studio, answered=False)
    assert (await studio.now(generation)).uncertain
    (task_id,) = studio.other.creates
    studio.other.finish(task_id)

    await bring(studio, "other-words", task_id, provider="skills_video")
    await studio.pass_time(15)

    assert (await studio.now(generation)).state is State.DELIVERED
    assert (await studio.now(generation)).task_id == task_id
    assert len(studio.other.submits) == 1


@dataclass
class Echoing(FakeProvider):
    """Recognises a task by its prompt, as one has to where only that is echoed."""

    async def recognise(self, task_id: str, candidates: Sequence[Generation]) -> str | None:
        same = [known.id for known in candidates if known.prompt == self.creates[task_id].prompt]
        return same[0] if len(same) == 1 else None


async def test_a_task_that_may_be_one_whose_answer_is_still_to_come_is_not_taken_for_a_lost_one(
    studio: Studio,
) -> None:
    studio.other = Echoing("skills_video", idempotent=False)
    studio.start()
    studio.other.lose_answers(accepted=False)
    lost = await studio.running(model=SKILLS)
    same_again = await studio.request(model=SKILLS)
    now = studio.clock.now()
    await studio.store.claim_for_submit("skills_video", now, now + timedelta(minutes=5), 16, 1)
    await studio.store.sending(same_again.id, studio.clock.now())
    (order,) = studio.other.submits
    studio.other.creates["task-1"] = replace(order, task_id=same_again.id)
    await bring(studio, "task-1", provider="skills_video")
    await studio.worker.tick()

    await studio.store.submitted(same_again.id, "task-1", now, now + timedelta(hours=1))
    studio.other.finish("task-1")
    await studio.pass_time(30)

    assert (await studio.now(same_again)).state is State.DELIVERED
    assert (await studio.now(lost)).task_id is None


async def test_without_a_webhook_it_is_never_sent_again_and_expires_for_nothing(studio: Studio) -> None:
    generation = await at_skills(studio, answered=False)
    await studio.pass_time(studio.deadline_seconds - 60, step_seconds=60)
    assert (await studio.money(generation))["held"] > 0

    await studio.pass_time(120, step_seconds=10)

    assert (await studio.now(generation)).state is State.EXPIRED
    assert (await studio.money(generation))["charged"] == 0
    assert len(studio.other.submits) == 1
    assert studio.other.polls == []


async def test_a_webhook_that_overtakes_the_answer_is_applied_once_the_task_is_known(studio: Studio) -> None:
    generation = await studio.request(model=SKILLS)
    now = studio.clock.now()
    await studio.store.claim_for_submit("skills_video", now, now + timedelta(minutes=5), 16, 1)
    await studio.store.sending(generation.id, studio.clock.now())
    await bring(studio, "task-1", provider="skills_video")
    await studio.worker.tick()

    await studio.store.submitted(generation.id, "task-1", now, now + timedelta(hours=1))
    await studio.pass_time(15)

    assert ("task-1",) in studio.other.polls


async def test_an_answer_that_comes_right_after_its_webhook_does_not_put_the_poll_off(studio: Studio) -> None:
    generation = await studio.request()
    now = studio.clock.now()
    await studio.store.claim_for_submit("runware", now, now + timedelta(minutes=5), 16, 1)
    await studio.store.sending(generation.id, studio.clock.now())
    assert await studio.store.apply(Letter("k", "runware", (generation.id,), now), now)

    await studio.store.submitted(generation.id, generation.id, now, now + timedelta(hours=1))
    await studio.worker.tick()

    assert studio.provider.polls == [(generation.id,)]


async def test_a_webhook_about_a_strangers_task_is_let_go(studio: Studio) -> None:
    await bring(studio, "a-strangers", provider="skills_video")
    await studio.worker.tick()

    assert await studio.rows("SELECT apply_due_at FROM inbox") == [(None,)]


async def test_a_strangers_task_is_not_taken_for_a_lost_one_and_let_go_after_an_hour(studio: Studio) -> None:
    generation = await at_skills(studio, answered=False)
    await bring(studio, "a-strangers", provider="skills_video")
    await studio.pass_time(3_500, step_seconds=20)
    assert await studio.rows("SELECT count(*) FROM inbox WHERE apply_due_at IS NOT NULL") == [(1,)]
    await studio.pass_time(8_000, step_seconds=60)

    assert await studio.rows("SELECT count(*) FROM inbox WHERE apply_due_at IS NOT NULL") == [(0,)]
    assert (await studio.now(generation)).task_id is None


async def test_a_look_up_that_fails_is_tried_again(studio: Studio) -> None:
    generation = await at_skills(studio, answered=False)
    (task_id,) = studio.other.creates
    studio.other.finish(task_id)
    studio.other.refuse_look_ups(1)
    await bring(studio, task_id, provider="skills_video")
    await studio.pass_time(30)

    assert (await studio.now(generation)).state is State.DELIVERED


async def test_a_provider_that_is_not_set_up_any_more_is_not_asked(studio: Studio) -> None:
    await at_skills(studio, answered=False)
    studio.has_other = False
    studio.start()
    await bring(studio, "task-1", provider="skills_video")
    await studio.pass_time(30)

    assert await studio.rows("SELECT count(*) FROM inbox WHERE apply_due_at IS NOT NULL") == [(1,)]


async def test_a_webhook_is_forgotten_after_three_days(studio: Studio) -> None:
    await bring(studio, "a", key="old")
    studio.clock.advance(3 * 86_400 + 1)
    await bring(studio, "a", key="new")

    assert await studio.rows("SELECT key FROM inbox") == [("new",)]
