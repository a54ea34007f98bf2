"""What operators are told of providers, and what happens to requests meanwhile."""

from datetime import timedelta

import pytest

from bot.domain.alarms import Alarm, AlarmFacts, AlarmKind
from bot.domain.errors import ProviderTroubled
from bot.domain.generation import FailureReason, Generation, State
from bot.domain.moderation.pauses import NothingToResume
from bot.domain.money import ZERO, Micros
from bot.domain.postings import PostingKind
from tests.support.fake_board import Notice
from tests.support.fake_provider import trouble
from tests.support.studio import GUILD, Studio

OPERATOR, PARTNER = 77, 78
QUOTE = Micros(150_000)
ROUNDED = Micros(150_050)
"""A provider that writes four decimals may mean the quote."""
DEAR = Micros(150_051)
EMPTY = trouble("runware", FailureReason.OUT_OF_BALANCE)


@pytest.fixture(autouse=True)
def operated(studio: Studio) -> None:
    studio.policy.operator_ids = frozenset({OPERATOR})


def told(studio: Studio, kind: AlarmKind) -> list[Notice]:
    """The messages about alarms of a kind."""
    return [notice for notice in studio.board.of(PostingKind.ALARM) if facts(notice).alarm.kind is kind]


def facts(notice: Notice) -> AlarmFacts:
    shown = notice.shown[-1]
    assert isinstance(shown, AlarmFacts)
    return shown


async def balance(studio: Studio, micros: int) -> None:
    """Have the watching learn of a balance."""
    studio.provider.balance_micros = Micros(micros)
    await studio.pass_time(605)


async def refused(studio: Studio) -> FailureReason:
    with pytest.raises(ProviderTroubled) as caught:
        await studio.request(model="pixverse-v6")
    return caught.value.trouble.reason


async def test_what_is_kept_and_logged_of_a_message_to_an_operator_names_nobody(studio: Studio) -> None:
    studio.policy.operator_ids = frozenset({987_654_321, 123_456_789})
    await balance(studio, 3_000_000)

    keys = [notice.posting.key for notice in told(studio, AlarmKind.BALANCE_LOW)]
    assert len(set(keys)) == 2
    assert not any(discord_id in key for key in keys for discord_id in ("987654321", "123456789"))


async def test_operators_are_told_once_when_a_balance_falls_below_the_threshold(studio: Studio) -> None:
    await balance(studio, 5_000_000)
    assert told(studio, AlarmKind.BALANCE_LOW) == []

    await balance(studio, 4_999_999)
    await balance(studio, 3_000_000)
    (notice,) = told(studio, AlarmKind.BALANCE_LOW)
    assert notice.posting.recipient_discord_id == OPERATOR
    assert facts(notice).alarm.amount_micros == 4_999_999
    assert facts(notice).alert_micros == 5_000_000
    assert (await studio.request()).state is State.QUEUED


async def test_a_balance_around_the_threshold_is_told_once(studio: Studio) -> None:
    for micros in (4_900_000, 5_100_000, 4_900_000, 6_249_999):
        await balance(studio, micros)
    (notice,) = told(studio, AlarmKind.BALANCE_LOW)
    assert facts(notice).alarm.ended_at is None

    await balance(studio, 6_250_000)
    assert facts(notice).alarm.ended_at
    await studio.pass_time(3_600, step_seconds=300)
    await balance(studio, 4_900_000)
    await studio.pass_time(5)
    assert len(told(studio, AlarmKind.BALANCE_LOW)) == 2


async def test_every_operator_and_their_channel_are_told(studio: Studio) -> None:
    studio.policy.operator_ids = frozenset({OPERATOR, PARTNER})
    studio.operators_channel_id = 99
    studio.start()
    await balance(studio, 1)

    places = {
        (notice.posting.recipient_discord_id, notice.posting.channel_id)
        for notice in told(studio, AlarmKind.BALANCE_LOW)
    }
    assert places == {(OPERATOR, None), (PARTNER, None), (None, 99)}


async def test_nobody_is_told_before_it_is_known_who_operates_the_bot(studio: Studio) -> None:
    studio.policy.operator_ids = frozenset()
    await balance(studio, 1)
    assert studio.board.notices == {}

    studio.policy.operator_ids = frozenset({OPERATOR})
    await studio.pass_time(10)
    assert len(told(studio, AlarmKind.BALANCE_LOW)) == 1


async def test_what_waits_when_the_account_is_empty_waits_on_and_is_made_once_there_is_money(
    studio: Studio,
) -> None:
    studio.provider.refuse(EMPTY, 100)
    waiting = [await studio.request() for _ in range(6)]
    await studio.worker.tick()
    assert {(await studio.now(one)).state for one in waiting} == {State.QUEUED}
    tried = len(studio.provider.submits)
    studio.provider.balance_micros = Micros(100)
    await studio.pass_time(590)
    assert len(studio.provider.submits) == tried
    assert await refused(studio) is FailureReason.OUT_OF_BALANCE

    studio.provider.answer_again()
    studio.provider.balance_micros = Micros(50_000_000)
    await studio.pass_time(70)
    assert list(studio.provider.creates) == [one.id for one in waiting]
    (notice,) = told(studio, AlarmKind.OUT_OF_BALANCE)
    assert facts(notice).alarm.ended_at
    assert (await studio.request(model="pixverse-v6")).state is State.QUEUED


async def test_no_deadline_passes_while_there_is_no_money(studio: Studio) -> None:
    studio.provider.balance_micros = ZERO
    await studio.worker.tick()
    studio.services.troubles.funded("runware")
    studio.services.troubles.alarmed(())
    generation = await studio.request()
    await studio.pass_time(studio.deadline_seconds * 2, step_seconds=60)
    assert (await studio.now(generation)).state is State.QUEUED
    assert studio.provider.submits == []

    studio.provider.balance_micros = Micros(50_000_000)
    await studio.pass_time(65)
    filled = await studio.now(generation)
    assert filled.state is State.RUNNING
    assert filled.deadline_at
    assert filled.deadline_at > studio.clock.now() + timedelta(seconds=studio.deadline_seconds - 65)


async def test_the_card_of_what_waits_for_money_says_so_until_there_is_some(studio: Studio) -> None:
    studio.provider.refuse(EMPTY)
    generation = await studio.running()
    await studio.pass_time(15)
    waiting = studio.card(generation).progress
    assert waiting
    assert isinstance(waiting.hindrance, Alarm)
    assert waiting.hindrance.trouble
    assert waiting.hindrance.trouble.reason is FailureReason.OUT_OF_BALANCE

    await balance(studio, 200_000_000)
    assert (await studio.now(generation)).state is State.RUNNING
    filled = studio.card(generation).progress
    assert filled
    assert filled.hindrance is None


async def test_an_empty_account_survives_a_restart(studio: Studio) -> None:
    studio.provider.refuse(EMPTY, 100)
    generation = await studio.running()
    await studio.restart()
    await studio.worker.tick()

    assert await refused(studio) is FailureReason.OUT_OF_BALANCE
    assert (await studio.now(generation)).state is State.QUEUED
    assert len(studio.provider.submits) == 1


async def test_an_account_of_unknown_balance_is_tried_again_after_ten_minutes(studio: Studio) -> None:
    studio.provider.balance_micros = None
    studio.provider.refuse(EMPTY)
    generation = await studio.running()
    await studio.pass_time(595)
    assert (await studio.now(generation)).state is State.QUEUED

    await studio.pass_time(10)
    assert (await studio.now(generation)).state is State.RUNNING
    await studio.pass_time(10)
    (notice,) = told(studio, AlarmKind.OUT_OF_BALANCE)
    assert facts(notice).alarm.ended_at


async def test_an_account_that_is_empty_again_within_the_hour_is_the_same_alarm(studio: Studio) -> None:
    for _ in range(3):
        await balance(studio, 0)
        await balance(studio, 50_000_000)

    assert len(told(studio, AlarmKind.OUT_OF_BALANCE)) == 1


async def finished(studio: Studio, cost_micros: Micros | None) -> Generation:
    """Have one made that costs so much."""
    generation = await studio.running()
    studio.provider.finish(generation.id, cost_micros=cost_micros)
    studio.clock.advance(2)
    for _ in range(2):
        await studio.worker.tick()
    return await studio.now(generation)


async def test_an_overrun_is_the_operators_and_operators_are_told_of_the_first_in_a_day(
    studio: Studio,
) -> None:
    generation = await finished(studio, Micros(250_000))
    assert await studio.money(generation) == {
        "held": 0, "charged": 150_000, "released": 0, "provider_cost": 250_000,
    }  # fmt: skip
    await studio.pass_time(700, step_seconds=60)
    await finished(studio, DEAR)
    await studio.pass_time(5)
    (notice,) = told(studio, AlarmKind.OVERRUN)
    assert facts(notice).alarm.amount_micros == 100_000

    studio.clock.advance(86_400)
    await finished(studio, DEAR)
    await studio.pass_time(5)
    assert len(told(studio, AlarmKind.OVERRUN)) == 2


async def test_three_overruns_within_ten_minutes_stop_the_provider(studio: Studio) -> None:
    await finished(studio, DEAR)
    await finished(studio, DEAR)
    assert (await finished(studio, DEAR)).state is State.DELIVERED
    submits = len(studio.provider.submits)

    assert await refused(studio) is FailureReason.COST_OVERRUN
    await studio.pass_time(1_200, step_seconds=60)
    assert len(studio.provider.submits) == submits
    assert await refused(studio) is FailureReason.COST_OVERRUN
    assert len(told(studio, AlarmKind.BREAKER)) == 1


@pytest.mark.parametrize(("apart", "opens"), [(599.0, True), (600.0, False)])
async def test_the_breaker_counts_ten_minutes_to_the_second(
    studio: Studio, apart: float, opens: bool
) -> None:
    """From the first settlement above its quote to the third."""
    ids = [await studio.running() for _ in range(3)]
    for generation, seconds in zip(ids, (0.0, 1.0, apart - 1.0), strict=True):
        studio.clock.advance(seconds)
        now = studio.clock.now()
        studio.provider.finish(generation.id, cost_micros=DEAR)
        (update,) = await studio.provider.poll([generation.id])
        await studio.store.observe(update, now)
        (row,) = await studio.store.to_store(now, 1)
        for take in row.takes:
            fetched = await studio.media.fetch_result(f"{row.id}.mp4", take.url, "mp4", "runware")
            await studio.store.take_stored(row.id, take.key, fetched, now)

    breakers = [alarm for alarm in await studio.store.alarms() if alarm.kind is AlarmKind.BREAKER]
    assert bool(breakers) is opens


async def open_breaker(studio: Studio) -> None:
    for _ in range(3):
        await finished(studio, DEAR)


@pytest.mark.parametrize("cost", [QUOTE, ROUNDED, None])
async def test_costs_as_quoted_but_for_rounding_or_unknown_open_nothing(
    studio: Studio, cost: Micros | None
) -> None:
    for _ in range(4):
        await finished(studio, cost)

    assert await studio.store.alarms() == []


async def test_a_cost_that_comes_late_counts_as_well_and_once(studio: Studio) -> None:
    for _ in range(3):
        generation = await finished(studio, None)
        (update,) = await studio.provider.poll([generation.id])
        studio.provider.finish(generation.id, cost_micros=DEAR)
        (update,) = await studio.provider.poll([generation.id])
        for _ in range(2):
            await studio.store.observe(update, studio.clock.now())

    assert await studio.rows("SELECT COUNT(*) FROM overruns") == [(3,)]
    await studio.worker.tick()
    assert await refused(studio) is FailureReason.COST_OVERRUN


async def test_what_waits_at_a_stopped_provider_waits_on_across_restarts_until_an_operator_trusts_it(
    studio: Studio,
) -> None:
    studio.pace = type(studio.pace)(max_running=3)
    studio.start()
    dear = [await studio.running() for _ in range(3)]
    waiting = await studio.request()
    for generation in dear:
        studio.provider.finish(generation.id, cost_micros=DEAR)
    await studio.pass_time(10)
    await studio.restart()
    await studio.pass_time(studio.deadline_seconds * 2, step_seconds=60)
    assert (await studio.now(waiting)).state is State.QUEUED

    assert await studio.services.pausing.resume_any(OPERATOR, None) == ["runware"]
    await studio.worker.tick()
    assert (await studio.now(waiting)).state is State.RUNNING
    assert await studio.rows("SELECT guild_id, action FROM audit_entries") == [(0, "breakers_closed")]
    await studio.pass_time(5)
    (notice,) = told(studio, AlarmKind.BREAKER)
    assert facts(notice).alarm.ended_at


async def test_earlier_overruns_count_no_more_once_an_operator_trusts_the_provider(studio: Studio) -> None:
    await open_breaker(studio)
    await studio.services.pausing.resume_any(OPERATOR, None)
    await finished(studio, DEAR)
    await finished(studio, DEAR)
    assert (await studio.request(model="pixverse-v6")).state is State.QUEUED

    await finished(studio, DEAR)
    await studio.worker.tick()
    assert await refused(studio) is FailureReason.COST_OVERRUN
    await studio.pass_time(5)
    assert len(told(studio, AlarmKind.BREAKER)) == 2


async def test_the_other_provider_is_offered_and_goes_on(studio: Studio) -> None:
    await open_breaker(studio)
    with pytest.raises(ProviderTroubled) as caught:
        await studio.request(model="pixverse-v6")

    (offer,) = caught.value.offers
    assert (await studio.running(model=offer.model_id)).state is State.RUNNING


async def test_resuming_a_server_closes_no_breaker(studio: Studio) -> None:
    await open_breaker(studio)
    with pytest.raises(NothingToResume):
        await studio.services.pausing.resume_any(OPERATOR, GUILD)

    assert await refused(studio) is FailureReason.COST_OVERRUN


async def test_an_alarm_that_is_not_there_shows_nothing(studio: Studio) -> None:
    assert await studio.store.alarm(12) is None
