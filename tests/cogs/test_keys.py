"""`/settings key`: a form that takes a key, and nothing that shows one."""

import pytest

from bot.domain.generation import FailureReason, State
from bot.domain.money import Micros
from bot.services.money.limits import LimitPolicy
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage
from tests.services.keyholders import KEY, Company, keyring
from tests.support.fake_provider import trouble

PLENTY = Micros(1_000_000_000)
UNSERVED = LimitPolicy(PLENTY, PLENTY, PLENTY, PLENTY, frozenset())


@pytest.fixture
async def company(stage: Stage) -> Company:
    """Let the bot start anew with something to seal keys with, and no money for any server."""
    company = Company()
    await stage.stop_bot()
    stage.keyring, stage.policy = keyring(company), UNSERVED
    await stage.start_bot()
    return company


async def bring(stage: Stage, key: str = KEY, provider: str = "runware") -> Message:
    opened = await stage.people.slash(stage.owner, stage.channel, "settings key", {"provider": provider})
    return await (await stage.people.submit(stage.owner, opened, {"Key": key})).answer()


async def test_a_key_goes_into_a_form_and_is_never_shown_again(stage: Stage, company: Company) -> None:
    answer = await bring(stage)
    shown = await stage.ask(stage.owner, "settings show")
    log = await stage.ask(stage.owner, "mod audit")

    assert "**Kept**: from now on this server's own account at Runware pays" in answer.text
    assert "Runware: this server pays with a key of its own, since <t:" in shown.text
    assert f"given by <@{stage.owner}>" in shown.text
    assert "it makes what its own accounts pay for" in shown.text
    assert f"<@{stage.owner}> gave this server a key of its own" in log.text
    assert not any(KEY in message.text for message in (answer, shown, log))
    assert answer.ephemeral


async def test_members_of_a_server_with_a_key_make_videos_with_it(stage: Stage, company: Company) -> None:
    assert "no budget for videos yet" in (await stage.create()).text
    await bring(stage)
    assert "Queued" in (await stage.create()).text
    await stage.let_pass(5)

    generation = await stage.the_one()
    assert generation.state is State.RUNNING
    assert list(company.account(KEY).creates) == [generation.id]
    assert stage.provider.submits == []


async def test_a_key_is_removed_and_the_operator_has_the_say_again(stage: Stage, company: Company) -> None:
    await bring(stage)
    answer = await stage.ask(stage.owner, "settings key", provider="runware", remove=True)
    again = await stage.ask(stage.owner, "settings key", provider="runware", remove=True)

    assert "**Removed**: the operator's account at Runware pays again" in answer.text
    assert "This server has no key of its own at Runware." in again.text
    assert "no budget for videos yet" in (await stage.create()).text
    assert "Own accounts" not in (await stage.ask(stage.owner, "settings show")).text


async def test_a_key_that_is_no_good_is_refused_in_words(stage: Stage, company: Company) -> None:
    company.refuse(KEY)
    assert "Runware does not accept this key, so I have kept nothing." in (await bring(stage)).text
    company.refuse(KEY, trouble("runware", FailureReason.PROVIDER_UNAVAILABLE))
    assert "I could not ask Runware about this key" in (await bring(stage)).text
    assert "That is no key" in (await bring(stage, "two words")).text


async def test_the_other_provider_is_meant_by_its_name(stage: Stage, company: Company) -> None:
    assert "skills.video" in (await bring(stage, provider="skills.video")).text
    assert [account.name for account in company.accounts.values()] == ["skills_video"]


async def test_without_a_secret_to_seal_with_the_command_says_what_the_operator_has_to_do(
    stage: Stage,
) -> None:
    refused = await stage.ask(stage.owner, "settings key", provider="runware")

    assert "I cannot keep keys of servers" in refused.text
    assert "`SECRETS_KEY`" in refused.text


async def test_a_troubled_key_is_said_where_models_are_listed_and_by_the_check(
    stage: Stage, company: Company
) -> None:
    await bring(stage)
    company.refuse(KEY)
    await stage.let_pass(605)
    await stage.let_pass(5)

    refused = await stage.create()
    assert "does not accept this server's own key any more" in refused.text
    assert "Nothing was charged." in refused.text
    assert "own key" in (await stage.ask(stage.member, "models")).text
    assert "own key" in (await stage.ask(stage.owner, "settings check")).text
