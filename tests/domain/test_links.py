"""Addresses that nobody can guess."""

import random
import string
from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.links import Links

BASE = "https://greenlit.example"
KEY = bytes(range(32))
GENERATION = "1b4e28ba-2fa1-4d3b-9f00-5a0c7e1d2c3f"
LINKS = Links(BASE, KEY)
ALPHABET = string.ascii_letters + string.digits + "-_"


def token_of(address: str | None) -> str:
    assert address is not None
    return urlsplit(address).path.split("/")[3 if "/webhooks/" in address else 2]


def test_the_token_of_a_webhook_address_leads_back_to_its_generation() -> None:
    address = LINKS.webhook("runware", GENERATION)

    assert address is not None
    assert address.startswith("https://greenlit.example/webhooks/runware/")
    assert LINKS.generation_of(token_of(address)) == GENERATION


def test_the_token_of_a_media_address_leads_back_to_its_file() -> None:
    for path in ("inputs/abc.png", "results/abc-1.fit-8388608.mp4"):
        address = LINKS.media(path)

        assert address is not None
        assert address.startswith("https://greenlit.example/media/")
        assert LINKS.media_of(token_of(address), address.rpartition("/")[2]) == path


def test_without_a_public_address_there_are_no_links_but_tokens_are_still_known() -> None:
    nowhere = Links(None, KEY)

    assert nowhere.webhook("runware", GENERATION) is None
    assert nowhere.media("inputs/abc.png") is None
    assert nowhere.generation_of(token_of(LINKS.webhook("runware", GENERATION))) == GENERATION


def test_only_runware_is_given_an_address_for_each_generation() -> None:
    assert LINKS.webhook("skills.video", GENERATION) is None


def test_an_id_that_is_no_uuid_gets_no_token() -> None:
    with pytest.raises(ValueError, match="UUID"):
        LINKS.webhook("runware", "../../etc")


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="31 bytes and needs 32"):
        Links(BASE, KEY[:31])


def test_the_key_is_not_shown() -> None:
    assert str(KEY) not in repr(LINKS)


def test_a_token_holds_256_bits_of_proof() -> None:
    # Six bits a character; the webhook's token begins with the 128 bits of the id.
    assert len(token_of(LINKS.webhook("runware", GENERATION))) * 6 - 128 >= 256
    assert len(token_of(LINKS.media("inputs/abc.png"))) * 6 >= 256


def test_a_media_token_opens_no_other_name_and_no_other_folder() -> None:
    of_input, of_result = token_of(LINKS.media("inputs/a.png")), token_of(LINKS.media("results/a.png"))

    assert of_input != of_result
    assert LINKS.media_of(of_input, "b.png") is None
    assert LINKS.media_of(of_input, "a.png") == "inputs/a.png"
    assert LINKS.media_of(of_result, "a.png") == "results/a.png"


@pytest.mark.parametrize("path", ["unfinished/a.png", "a.png", "inputs/../greenlit.db"])
def test_a_token_for_anything_but_inputs_and_results_opens_nothing(path: str) -> None:
    assert LINKS.media_of(token_of(LINKS.media(path)), path.rpartition("/")[2]) is None


def test_a_token_for_one_purpose_is_none_for_another() -> None:
    # A path of sixteen bytes has as much to prove as an id has.
    path = "inputs/abcde.png"
    webhook = token_of(LINKS.webhook("runware", str(UUID(bytes=path.encode()))))
    media = token_of(LINKS.media(path))

    assert urlsafe_b64decode(webhook)[16:] != urlsafe_b64decode(f"{media}=")
    assert LINKS.media_of(webhook, "abcde.png") is None
    assert LINKS.generation_of(media) is None
    as_webhook = urlsafe_b64encode(path.encode() + urlsafe_b64decode(f"{media}=")).decode()
    assert LINKS.generation_of(as_webhook) is None


def test_another_databases_key_makes_other_tokens() -> None:
    other = Links(BASE, KEY[::-1])

    assert other.generation_of(token_of(LINKS.webhook("runware", GENERATION))) is None
    assert other.media_of(token_of(LINKS.media("inputs/a.png")), "a.png") is None


def test_every_token_has_one_spelling_only() -> None:
    webhook, media = token_of(LINKS.webhook("runware", GENERATION)), token_of(LINKS.media("inputs/a.png"))

    for place in range(len(webhook)):
        for other in set(ALPHABET) - {webhook[place]}:
            assert LINKS.generation_of(webhook[:place] + other + webhook[place + 1 :]) is None
    for place in range(len(media)):
        for other in set(ALPHABET) - {media[place]}:
            assert LINKS.media_of(media[:place] + other + media[place + 1 :], "a.png") is None


@pytest.mark.parametrize("around", ["{}=", "{}==", " {}", "{}\n", "{}\0", "{}A", "A{}", "{}é", ""])
def test_nothing_may_stand_around_a_token(around: str) -> None:
    assert LINKS.generation_of(around.format(token_of(LINKS.webhook("runware", GENERATION)))) is None
    assert LINKS.media_of(around.format(token_of(LINKS.media("inputs/a.png"))), "a.png") is None


def test_ids_of_other_generations_cannot_be_put_before_a_proof() -> None:
    random_bits = random.Random(20261120)
    tokens = [
        token_of(LINKS.webhook("runware", str(UUID(int=random_bits.getrandbits(128), version=4))))
        for _ in range(50)
    ]

    # The first 21 characters are of the id alone.
    swapped = [one[:21] + other[21:] for one in tokens for other in tokens if one != other]
    assert [token for token in swapped if LINKS.generation_of(token)] == []


@given(token=st.text(), name=st.text())
def test_no_text_breaks_the_reading_of_tokens(token: str, name: str) -> None:
    assert LINKS.generation_of(token) is None
    assert LINKS.media_of(token, name) is None


def test_half_a_surrogate_is_no_token() -> None:
    assert LINKS.media_of("\udcff" * 43, "\udcff.png") is None
