"""`/models` and `/operator status`: what there is, and how it fares."""

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from bot.domain.money import Micros
from bot.domain.news import Letter
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage


def paragraph(message: Message, start: str) -> str:
    """The part of a page that begins like this, up to the next bold line."""
    _, found, rest = message.text.partition(start)
    assert found, message.text
    return rest.partition("\n**")[0]


async def test_each_model_says_what_it_can_do_what_it_costs_and_that_it_works(stage: Stage) -> None:
    answer = await stage.ask(stage.member, "models")

    assert answer.ephemeral
    v4, v6 = paragraph(answer, "**PixVerse V4**"), paragraph(answer, "**PixVerse V6**")
    assert "$0.15 for 5 s in 720p · Runware: works" in v4
    for part in (
        "last frame · 5 or 8 s",
        "aspect 16:9 4:3 1:1 3:4 9:16",
        "21 camera moves · 20 effects",
        "1 to 4 takes",
    ):
        assert part in v4
    for part in (
        "coming soon",
        "≈ $0.29",
        "source video",
        "sound",
        "several shots",
        "1 to 15 s",
        "1 to 20 takes",
    ):
        assert part in v6
    shared = answer.text.partition("Each of them: ")[2]
    assert shared.startswith("first frame · resolution 360p 540p 720p 1080p · style anime")
    assert "source video" not in v4
    assert "coming soon" not in v4
    assert "skills.video: works" in paragraph(answer, "**PixVerse V6 at skills.video**")


async def test_a_model_in_trouble_says_since_when_and_why(stage: Stage) -> None:
    unfunded = ProviderError("skills_video", FailureReason.OUT_OF_BALANCE, retryable=False)
    missing = ProviderError("runware", FailureReason.MODEL_UNAVAILABLE, retryable=False)
    stage.services.troubles.failed(unfunded)
    stage.services.troubles.failed(missing, "pixverse-v6")

    answer = await stage.ask(stage.member, "models")

    now = int(stage.clock.now().timestamp())
    skills = paragraph(answer, "**PixVerse V6 at skills.video**")
    assert f"in trouble; it began <t:{now // 10}" in skills
    assert "account at the provider is empty" in skills
    assert "does not offer this model" in paragraph(answer, "**PixVerse V6**")
    assert "Runware: works" in paragraph(answer, "**PixVerse V4**")


async def test_the_status_is_for_operators_alone(stage: Stage) -> None:
    for who in (stage.member, stage.owner):
        answer = await stage.ask(who, "operator status")
        assert answer.ephemeral
        assert "Only the people who operate this bot may do that" in answer.text
        assert "`OPERATOR_IDS`" in answer.text


async def status(stage: Stage) -> Message:
    stage.policy.operator_ids = frozenset({stage.member})
    return await stage.ask(stage.member, "operator status")


async def test_each_provider_says_how_it_fares(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    await stage.submit()
    await stage.create(model="pixverse-v4")
    stage.other.balance_micros = None

    answer = await status(stage)

    runware, skills = paragraph(answer, "**Runware**"), paragraph(answer, "**skills.video**")
    assert runware.startswith(": works")
    for part in ("`pixverse-v4`", "balance: $100.00", "1 waiting · 1 rendering", "every submit was answered"):
        assert part in runware
    assert "models: `pixverse-v6-skills`" in skills
    assert "balance: not known" in skills
    assert "0 waiting · 0 rendering" in skills
    assert "no webhook in the last days: polled only" in skills


async def test_troubles_webhooks_and_leaks_are_told(stage: Stage) -> None:
    stage.services.troubles.failed(ProviderError("runware", FailureReason.OUT_OF_BALANCE, retryable=False))
    missing = ProviderError("skills_video", FailureReason.MODEL_UNAVAILABLE, retryable=False)
    stage.services.troubles.failed(missing, "pixverse-v6-skills")
    now = stage.clock.now()
    await stage.store.receive(Letter("key", "skills_video", ("task",), now), now)

    answer = await status(stage)

    runware, skills = paragraph(answer, "**Runware**"), paragraph(answer, "**skills.video**")
    assert ": in trouble; it began <t:" in runware
    assert "account at the provider is empty" in runware
    assert "`pixverse-v6-skills` is in trouble; it began <t:" in skills
    assert f"last webhook <t:{int(now.timestamp())}:R>" in skills


async def test_a_submit_that_was_never_answered_is_counted_with_what_it_may_have_cost(stage: Stage) -> None:
    stage.other.lose_answers()
    await stage.create(model="pixverse-v6-skills")
    await stage.worker.tick()

    skills = paragraph(await status(stage), "**skills.video**")

    assert "1 submit was never answered, and may have cost you $0.29 at most" in skills


async def test_what_is_left_of_a_balance_is_never_rounded_up(stage: Stage) -> None:
    stage.provider.balance_micros = Micros(1_239_999)

    assert "balance: $1.23" in (await status(stage)).text
