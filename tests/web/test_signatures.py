"""Standard Webhooks: the published vector, and what the specification's own tests demand of a receiver."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.web.signatures import Signatures, read_stamp
from tests.web.site import signature

# Source: libraries/python/tests/test_webhooks.py and its siblings in standard-webhooks/standard-webhooks.
SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
PAYLOAD = b'{"test": 2432232314}'
SIGNED_AT = datetime.fromtimestamp(1614265330, UTC)
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
WRONG = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc="
HEADERS = {"webhook-id": ID, "webhook-timestamp": "1614265330", "webhook-signature": SIGNATURE}


def proven(
    headers: dict[str, str] | None = None,
    body: bytes = PAYLOAD,
    secret: str = SECRET,
    now: datetime = SIGNED_AT,
) -> bool:
    stamp = read_stamp({**HEADERS, **(headers or {})}, now)
    return stamp is not None and Signatures([secret]).prove(stamp, body)


@pytest.mark.parametrize("secret", [SECRET, f"whsec_{SECRET}"])
def test_the_published_signature_is_right_with_and_without_the_prefix_of_the_secret(secret: str) -> None:
    assert proven(secret=secret)


def test_the_published_wrong_signature_is_wrong() -> None:
    assert not proven({"webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA="})


def test_the_right_one_among_several_signatures_is_found() -> None:
    listed = " ".join((WRONG, WRONG.replace("v1", "v2"), SIGNATURE, WRONG))

    assert proven({"webhook-signature": listed})


@pytest.mark.parametrize("missing", HEADERS)
def test_every_header_is_needed(missing: str) -> None:
    stamp = read_stamp({name: value for name, value in HEADERS.items() if name != missing}, SIGNED_AT)

    assert stamp is None or not Signatures([SECRET]).prove(stamp, PAYLOAD)


def test_a_time_in_words_is_none() -> None:
    assert not proven({"webhook-timestamp": "hello"})


@pytest.mark.parametrize("off_seconds", [-301, 301])
def test_more_than_five_minutes_from_now_it_is_refused(off_seconds: int) -> None:
    assert not proven(now=SIGNED_AT + timedelta(seconds=off_seconds))


@pytest.mark.parametrize(
    "spelling",
    [
        SIGNATURE.removeprefix("v1,"),
        SIGNATURE.replace("v1", "v2"),
        SIGNATURE.replace("v1", "v1a"),
        SIGNATURE.rstrip("="),
        SIGNATURE + "=",
        SIGNATURE[:-2] + "F=",  # the same bytes to a lenient reader: only the unused bits differ
        SIGNATURE[:10] + "!" + SIGNATURE[10:],  # likewise: signs outside the alphabet are skipped
        SIGNATURE.replace("/", "_").replace("+", "-"),
        "v1,",
        "v1",
        "v1,é",
        ",",
        "\udcff",
    ],
)
def test_a_signature_has_one_spelling(spelling: str) -> None:
    assert not proven({"webhook-signature": spelling})


@pytest.mark.parametrize(
    "padded", ["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwBr=="]
)
def test_secrets_may_lack_their_padding(padded: str) -> None:
    genuine = signature(ID, "1614265330", PAYLOAD, padded)

    assert proven({"webhook-signature": genuine}, secret=padded.rstrip("="))


def test_an_empty_body_can_be_signed() -> None:
    genuine = signature(ID, "1614265330", b"", SECRET)

    assert proven({"webhook-signature": genuine}, b"")
    assert not proven({"webhook-signature": genuine})


def test_without_secrets_nothing_is_proven() -> None:
    stamp = read_stamp(HEADERS, SIGNED_AT)

    assert stamp is not None
    assert not Signatures([]).prove(stamp, PAYLOAD)
