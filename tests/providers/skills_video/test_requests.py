"""What an order is sent as: nothing undeclared, nothing that was not meant, and a seed of its own."""

import json
from email import message_from_bytes
from email.policy import HTTP
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bot.domain.catalogue import Attached, Choice, Flag, Kind, OptionValue, Text, Whole
from bot.domain.generation import MediaRole
from bot.domain.models import CATALOGUE
from bot.providers.skills_video.mapping import generation_body, seed_of
from tests.providers.orders import PICTURE, content_of, file, task_id
from tests.providers.skills_video.bench import MODEL, order, skills_video

SCHEMA_FILE = (
    Path(__file__).parents[2] / "data" / "schemas" / "skills-video.pixverse-v6.text-image.schema.json"
)
SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
# The page takes any key; we send those that it names.
STRICT = Draft202012Validator({**SCHEMA, "additionalProperties": False})
FIRST = MediaRole.FIRST_FRAME
OWN_SEED = seed_of(task_id(1), {})

Json = Any


async def sent(**said: Any) -> httpx.Request:
    provider, wire = skills_video()
    await provider.submit(order(1, **said))
    (request,) = wire.requests
    return request


async def document(**said: Any) -> Json:
    return json.loads((await sent(**said)).content)


async def test_a_bare_prompt_is_sent_with_what_its_price_hangs_on_and_a_seed() -> None:
    assert await document() == {
        "prompt": "a cat walking through neon rain",
        "duration": 5,
        "resolution": "720p",
        "seed": OWN_SEED,
    }


async def test_defaults_that_are_said_aloud_are_left_to_the_provider() -> None:
    assert await document(audio=False, multi_clip=False, aspect="16:9") == await document()


@pytest.mark.parametrize("seed", [0, 7, 2_147_483_647])
async def test_the_members_seed_is_the_seed(seed: int) -> None:
    assert (await document(seed=seed))["seed"] == seed


def test_a_seed_of_our_own_is_the_same_every_time_and_another_for_every_generation() -> None:
    seeds = {seed_of(task_id(number), {}) for number in range(1000)}

    assert len(seeds) == 1000
    assert all(isinstance(seed, int) and 0 <= seed < 2**31 for seed in seeds)
    assert seed_of(task_id(1), {}) == OWN_SEED


async def test_a_picture_with_an_address_is_sent_as_that() -> None:
    linked = file("image/png", b"never read", link="https://greenlit.example/media/token/a.png")

    assert await document(inputs={FIRST: linked}) == {
        **await document(),
        "image_url": "https://greenlit.example/media/token/a.png",
    }


async def test_a_picture_without_one_comes_as_a_file_in_a_form_of_the_same_fields() -> None:
    picture = file("image/webp", b"\r\n--greenlit\x00 any bytes \xff\r\n")

    request = await sent(inputs={FIRST: picture}, duration=7, audio=True, negative="ünder\nwater")

    parts = list(form(request).iter_parts())
    fields = {part.get_param("name", header="content-disposition"): part for part in parts}
    texts = {name: part.get_payload(decode=True) for name, part in fields.items()}
    assert texts.pop("image_url") == content_of(picture)
    assert texts == {
        "prompt": b"a cat walking through neon rain",
        "negative_prompt": "ünder\nwater".encode(),
        "duration": b"7",
        "resolution": b"720p",
        "generate_audio": b"true",
        "seed": str(OWN_SEED).encode(),
    }
    assert fields["image_url"].get_filename() == "image_url.webp"
    assert fields["image_url"].get_content_type() == "image/webp"
    assert int(request.headers["Content-Length"]) == len(request.content)


def form(request: httpx.Request) -> Any:
    """A form as the standard library reads it."""
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n"
    return message_from_bytes(head.encode() + request.content, policy=HTTP)


def values(kind: Kind) -> st.SearchStrategy[OptionValue]:
    match kind:
        case Choice(allowed):
            return st.sampled_from([value.name for value in allowed])
        case Whole(minimum, maximum):
            return st.integers(minimum, maximum)
        case Text(minimum, maximum):
            return st.text(min_size=minimum, max_size=40) | st.just("x" * maximum)
        case Flag():
            return st.booleans()
        case Attached():
            raise AssertionError("files are given apart")


MODEL_ENTRY = next(model for model in CATALOGUE.models if model.id == MODEL)
SAYABLE = {
    option.name: option.kind for option in MODEL_ENTRY.options if not isinstance(option.kind, Attached)
}


@settings(deadline=None)
@given(
    prompt=st.text(min_size=1, max_size=40),
    said=st.fixed_dictionaries(
        {}, optional={name: values(kind) for name, kind in SAYABLE.items() if name != "prompt"}
    ),
    linked=st.booleans(),
)
def test_whatever_the_rules_accept_passes_the_schema(prompt: str, said: Json, linked: bool) -> None:
    picture = file("image/png", content_of(PICTURE), link="https://greenlit.example/a.png")

    body = generation_body(order(1, inputs={FIRST: picture} if linked else None, prompt=prompt, **said))

    assert isinstance(body.content, bytes)
    assert [error.message for error in STRICT.iter_errors(json.loads(body.content))] == []
