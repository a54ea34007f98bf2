"""Addresses that providers and members are given."""

from datetime import timedelta

import pytest

from bot.domain.generation import Generation, MediaRole
from bot.domain.links import Links
from bot.services.linking import Linking
from tests.support.studio import CHANNEL, KEY, Studio, picture

BASE = "https://studio.example"
TOO_LARGE = 50


async def delivered(studio: Studio) -> Generation:
    studio.media.smallest_fit_bytes = 10_000
    generation = await studio.running(upload_limit_bytes=TOO_LARGE)
    studio.provider.finish(generation.id)
    await studio.pass_time(10)
    return await studio.now(generation)


@pytest.fixture
def public(studio: Studio) -> Studio:
    """A studio that can be reached from outside."""
    studio.public_url = BASE
    studio.start()
    return studio


async def test_with_a_public_address_members_get_our_link_and_its_end(public: Studio) -> None:
    generation = await delivered(public)

    (clip,) = public.results(generation)[0].clips
    assert clip.file is None
    assert clip.link
    assert clip.link.startswith(f"{BASE}/media/")
    assert generation.settled_at
    assert clip.link_ends_at == generation.settled_at + timedelta(days=30)


async def test_what_cannot_be_posted_is_told_directly_with_the_same_link(public: Studio) -> None:
    public.delivery.closed_channels.add(CHANNEL)
    generation = await delivered(public)

    (letter,) = public.delivery.letters[generation.id]
    (clip,) = letter.clips
    assert clip.link == Links(BASE, KEY).media(f"results/{generation.id}-0.mp4")


async def test_without_one_they_get_the_providers(studio: Studio) -> None:
    (clip,) = studio.results(await delivered(studio))[0].clips

    assert clip.link
    assert clip.link.startswith("https://media.example/")
    assert clip.link_ends_at is None


async def test_where_the_operator_set_how_long_results_live_the_providers_link_ends_then(
    studio: Studio,
) -> None:
    generation = await delivered(studio)
    ttl = timedelta(hours=1)
    linking = Linking(Links(None, KEY), timedelta(days=30), {"runware": ttl})

    _, ends_at = linking.result(generation, generation.stored_takes[0])

    assert generation.settled_at
    assert ends_at == generation.settled_at + ttl


async def test_a_provider_is_told_where_to_bring_news_and_to_fetch_inputs(public: Studio) -> None:
    generation = await public.running(attachments={MediaRole.FIRST_FRAME: picture()})

    (order,) = public.provider.submits
    links = Links(BASE, KEY)
    assert order.webhook_url == links.webhook("runware", generation.id)
    assert order.inputs[MediaRole.FIRST_FRAME].link == links.media(
        generation.inputs[MediaRole.FIRST_FRAME].path
    )


async def test_without_a_public_address_it_is_told_neither(studio: Studio) -> None:
    await studio.running(attachments={MediaRole.FIRST_FRAME: picture()})

    (order,) = studio.provider.submits
    assert order.webhook_url is None
    assert order.inputs[MediaRole.FIRST_FRAME].link is None
