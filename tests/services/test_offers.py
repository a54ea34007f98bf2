"""What was refused for its provider's trouble is remembered for a while, for its author, once."""

from datetime import timedelta

import pytest

from bot.domain.errors import Offer, OfferGone
from bot.domain.generation import MediaRole, Place
from bot.domain.money import Micros
from bot.domain.prices import Quote
from bot.domain.request import Attachment, GenerationRequest, Requester
from bot.services.offers import Offers
from tests.support.fake_clock import START

AUTHOR = 5
PRICE = Quote(Micros(281_250), Micros(281_250), approximate=True)
OFFER = Offer("pixverse-v6-skills", "skills_video", PRICE, ("format", "last_image", "video"))


def request(key: str = "1") -> GenerationRequest:
    file = Attachment("image", "a.png", "https://cdn.example/a.png", 1_000)
    return GenerationRequest(
        request_key=key,
        requester=Requester(AUTHOR, 10),
        place=Place(10, 20),
        guild_owner_id=None,
        prompt="a fox",
        model_id="pixverse-v6",
        options={"duration": 3, "format": "webm"},
        attachments={MediaRole.FIRST_FRAME: file, MediaRole.LAST_FRAME: file},
        sources={MediaRole.SOURCE_VIDEO: "0b6f"},
    )


def test_a_request_comes_back_as_the_offered_model_can_make_it() -> None:
    offers = Offers()
    offers.remember(request(), (OFFER,), START)

    taken = offers.take("1", OFFER.model_id, "press", AUTHOR, START)

    assert (taken.model_id, taken.prompt) == ("pixverse-v6-skills", "a fox")
    assert taken.options == {"duration": 3}
    assert list(taken.attachments) == [MediaRole.FIRST_FRAME]
    assert taken.sources == {}


def test_it_comes_back_to_one_press_however_often_that_comes() -> None:
    offers = Offers()
    offers.remember(request(), (OFFER,), START)
    taken = offers.take("1", OFFER.model_id, "press", AUTHOR, START)

    assert taken.request_key == "press"
    assert offers.take("1", OFFER.model_id, "press", AUTHOR, START) == taken
    with pytest.raises(OfferGone):
        offers.take("1", OFFER.model_id, "another press", AUTHOR, START)


def test_nobody_else_can_take_it_or_spoil_it() -> None:
    offers = Offers()
    offers.remember(request(), (OFFER,), START)

    with pytest.raises(OfferGone):
        offers.take("1", OFFER.model_id, "press", AUTHOR + 1, START)
    assert offers.take("1", OFFER.model_id, "press", AUTHOR, START).prompt == "a fox"


@pytest.mark.parametrize(
    ("key", "model_id", "minutes"),
    [("2", OFFER.model_id, 0), ("1", "pixverse-v4", 0), ("1", OFFER.model_id, 16)],
    ids=["unknown", "not offered", "too late"],
)
def test_what_was_not_offered_or_long_ago_is_gone(key: str, model_id: str, minutes: int) -> None:
    offers = Offers()
    offers.remember(request(), (OFFER,), START)

    with pytest.raises(OfferGone):
        offers.take(key, model_id, "press", AUTHOR, START + timedelta(minutes=minutes))


def test_only_so_many_are_remembered_the_newest_of_all() -> None:
    offers = Offers()
    for number in range(501):
        offers.remember(request(str(number)), (OFFER,), START)

    with pytest.raises(OfferGone):
        offers.take("0", OFFER.model_id, "press", AUTHOR, START)
    assert offers.take("1", OFFER.model_id, "press", AUTHOR, START).prompt == "a fox"
