"""Ten thousand webhooks that nobody who may has sent: genuine ones that were altered, each in its own way."""

import asyncio
import json
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from uuid import UUID

from bot.domain.links import Links
from tests.support.fake_clock import START
from tests.web.site import (
    BASE,
    GENERATION,
    Letters,
    Site,
    media_path,
    runware_path,
    signature,
    signed,
)

NUMBER = 5_000
"""At each of the two endpoints."""
ALPHABET = string.ascii_letters + string.digits + "-_"
DONE = json.dumps({"taskUUID": GENERATION, "videoUUID": "v1", "cost": 0.1}).encode()
STRANGERS = Links(BASE, bytes(32))


@dataclass(frozen=True)
class Attempt:
    """A request that must not be believed."""

    path: str
    body: bytes = DONE
    headers: dict[str, str] = field(default_factory=dict)


Alter = Callable[[random.Random], Attempt]


async def statuses(site: Site, attempts: list[Attempt]) -> set[int]:
    """Post them all over a few connections and give the statuses that came back."""
    waiting = iter(attempts)
    found: set[int] = set()

    async def post_the_rest() -> None:
        async with site.line() as line:
            for attempt in waiting:
                answer = await line.ask("POST", attempt.path, attempt.headers, attempt.body)
                found.add(answer.status)

    await asyncio.gather(*(post_the_rest() for _ in range(8)))
    return found


def forgeries(ways: list[Alter], genuine: Attempt, seed: int) -> list[Attempt]:
    """Alter the genuine one in every way in turn, leaving out what was not changed by chance."""
    chance = random.Random(seed)

    def attempts() -> Iterator[Attempt]:
        while True:
            for way in ways:
                attempt = way(chance)
                if attempt != genuine:
                    yield attempt

    return list(islice(attempts(), NUMBER))


def bit_flipped(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :]


def other_letter(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text))
    return text[:place] + chance.choice(ALPHABET) + text[place + 1 :]


def cut(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text))]


def shuffled(text: str, chance: random.Random) -> str:
    return "".join(chance.sample(text, len(text)))


def anything(chance: random.Random) -> str:
    return "".join(chance.choices(ALPHABET, k=chance.randrange(1, 100)))


def any_id(chance: random.Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))


def token_ways() -> list[Alter]:
    token = runware_path().rpartition("/")[2]
    texts: list[Callable[[random.Random], str]] = [
        lambda chance: other_letter(token, chance),
        lambda chance: cut(token, chance),
        lambda chance: shuffled(token, chance),
        lambda chance: token + chance.choice(ALPHABET),
        lambda chance: chance.choice(ALPHABET) + token,
        anything,
        lambda chance: "".join(chance.choices(ALPHABET, k=64)),
        # The proof of one generation behind the id of another.
        lambda chance: runware_path(any_id(chance)).rpartition("/")[2][:21] + token[21:],
        lambda chance: token[:22] + runware_path(any_id(chance)).rpartition("/")[2][22:],
        # Made with another key, or for another purpose.
        lambda _: runware_path(GENERATION, STRANGERS).rpartition("/")[2],
        lambda chance: runware_path(any_id(chance), STRANGERS).rpartition("/")[2],
        lambda chance: media_path(f"inputs/{any_id(chance)}.png").split("/")[2],
        lambda chance: token[:21] + media_path(f"inputs/{any_id(chance)}.png").split("/")[2],
        any_id,
        # Genuine, but for a generation that the body does not speak of.
        lambda chance: runware_path(any_id(chance)).rpartition("/")[2],
        lambda _: token.swapcase(),
        lambda _: f"{token}=",
        lambda _: f"%20{token}",
        lambda _: f"{token}%00",
    ]
    return [posted_to(text) for text in texts]


def posted_to(token: Callable[[random.Random], str]) -> Alter:
    return lambda chance: Attempt(f"/webhooks/runware/{token(chance)}")


async def test_no_forged_address_is_believed(site: Site, letters: Letters) -> None:
    genuine = Attempt(runware_path())
    attempts = forgeries(token_ways(), genuine, seed=20261120)

    assert len(attempts) == NUMBER
    assert await statuses(site, attempts) == {400, 404}
    assert letters.asked == 0
    assert await statuses(site, [genuine]) == {204}


def signature_ways(genuine: Attempt) -> list[Alter]:
    headers = genuine.headers
    name, timestamp = headers["webhook-id"], headers["webhook-timestamp"]
    written = headers["webhook-signature"]

    def saying(**changed: str) -> Attempt:
        return replace(genuine, headers=headers | {k.replace("_", "-"): v for k, v in changed.items()})

    def bearing(text: str) -> Attempt:
        return saying(webhook_signature=text)

    def timed(off_seconds: int) -> str:
        return str(int(START.timestamp()) + off_seconds)

    return [
        lambda chance: replace(genuine, body=bit_flipped(genuine.body, chance)),
        lambda chance: replace(genuine, body=genuine.body[: chance.randrange(len(genuine.body))]),
        lambda chance: replace(genuine, body=genuine.body + chance.randbytes(chance.randrange(1, 9))),
        lambda chance: replace(genuine, body=genuine.body.replace(b"gen_1", any_id(chance).encode())),
        lambda chance: bearing("v1," + other_letter(written[3:], chance)),
        lambda chance: bearing(cut(written, chance)),
        lambda chance: bearing("v1," + shuffled(written[3:], chance)),
        lambda chance: bearing(written + chance.choice(ALPHABET)),
        lambda chance: bearing(f"{chance.choice(['v2', 'v1a', 'V1', 'v0', ''])},{written[3:]}"),
        lambda chance: bearing(" ".join(anything(chance) for _ in range(9))),
        lambda chance: bearing("v1," + anything(chance)),
        lambda chance: saying(webhook_id=other_letter(name, chance)),
        lambda chance: saying(webhook_id=cut(name, chance)),
        lambda chance: saying(webhook_id=f"{name}.{timestamp}", webhook_timestamp=timed(chance.randrange(9))),
        lambda chance: saying(webhook_timestamp=timed(chance.randrange(1, 300))),
        lambda chance: saying(webhook_timestamp=timed(-chance.randrange(1, 300))),
        lambda chance: saying(webhook_timestamp=anything(chance)),
        lambda chance: replace(genuine, headers=signed(genuine.body, at=START, secret=any_secret(chance))),
        # Rightly signed, and too old or from the future.
        lambda chance: saying(**stamped(genuine.body, timed(-chance.randrange(301, 10**6)))),
        lambda chance: saying(**stamped(genuine.body, timed(chance.randrange(301, 10**6)))),
        # Rightly signed, over something else.
        lambda chance: bearing(signature(name, timestamp, any_id(chance).encode())),
        lambda chance: bearing(signature(any_id(chance), timestamp, genuine.body)),
        lambda _: bearing(signature("", "", genuine.body)),
        lambda chance: without(genuine, chance.choice(list(headers))),
    ]


def any_secret(chance: random.Random) -> str:
    return f"whsec_{''.join(chance.choices(string.ascii_letters, k=32))}"


def stamped(body: bytes, timestamp: str) -> dict[str, str]:
    return {"webhook_timestamp": timestamp, "webhook_signature": signature("msg_1", timestamp, body)}


def without(attempt: Attempt, header: str) -> Attempt:
    return replace(attempt, headers={k: v for k, v in attempt.headers.items() if k != header})


async def test_no_forged_signature_is_believed(site: Site, letters: Letters) -> None:
    body = b'{"type": "task.completed", "prediction": {"id": "gen_1", "state": "succeeded"}}'
    genuine = Attempt("/webhooks/skills-video", body, signed(body))
    attempts = forgeries(signature_ways(genuine), genuine, seed=20261121)

    assert len(attempts) == NUMBER
    assert await statuses(site, attempts) == {401}
    assert letters.asked == 0
    assert await statuses(site, [genuine]) == {204}
