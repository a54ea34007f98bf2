"""Finding the generation whose lost submit made a task: by what skills.video echoes of the request."""

import httpx
import pytest

from bot.domain.errors import ProviderError
from bot.providers.skills_video.mapping import seed_of
from tests.providers.orders import generation_of
from tests.providers.skills_video.bench import TASK, answer, order, report, skills_video
from tests.providers.wire import Json, Outcome

LOST = order(1)
CANDIDATES = [generation_of(order(number)) for number in (1, 2, 3)]
ECHO = {"prompt": LOST.prompt, "seed": seed_of(LOST.task_id, LOST.settings), "n": 1}


async def recognised(outcome: Outcome) -> str | None:
    provider, _ = skills_video(outcome)
    return await provider.recognise(TASK, CANDIDATES)


@pytest.mark.parametrize("status", ["IN_QUEUE", "COMPLETED", "FAILED"])
@pytest.mark.parametrize(
    "echo",
    [ECHO, {**ECHO, "prompt": f"  {LOST.prompt}\n"}, {**ECHO, "seed": float(str(ECHO["seed"]))}],
    ids=str,
)
async def test_prompt_and_seed_tell_it(status: str, echo: Json) -> None:
    assert await recognised(report(status, input=echo)) == LOST.task_id


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"input": None},
        {"input": {**ECHO, "prompt": "another cat"}},
        {"input": {**ECHO, "seed": 7}},
        {"input": {"seed": ECHO["seed"]}},
        {"input": {"prompt": LOST.prompt}},
    ],
    ids=str,
)
async def test_less_than_both_tells_nothing(said: Json) -> None:
    assert await recognised(report("COMPLETED", **said)) is None


async def test_of_several_that_would_have_been_sent_alike_none_is_it() -> None:
    candidates = [generation_of(order(number, seed=7)) for number in (1, 2)]
    provider, _ = skills_video(report("COMPLETED", input={"prompt": LOST.prompt, "seed": 7}))

    assert await provider.recognise(TASK, candidates) is None
    assert await provider.recognise(TASK, candidates[:1]) == LOST.task_id


async def test_an_id_that_is_no_tasks_tells_nothing() -> None:
    assert await recognised(answer(404, error="NOT_FOUND")) is None


@pytest.mark.parametrize("trouble", [httpx.Response(500), httpx.ConnectError("refused")], ids=repr)
async def test_a_question_without_an_answer_is_to_be_asked_again(trouble: Outcome) -> None:
    with pytest.raises(ProviderError) as caught:
        await recognised(trouble)

    assert (caught.value.retryable, caught.value.uncertain) == (True, False)
