"""Images by address or as a file of a form, and forms as such."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.sandbox.runware.support import png
from tests.sandbox.skills_video.support import MODEL_PATH, Rig


@asynccontextmanager
async def image_server(content: bytes, status: int = 200) -> AsyncIterator[str]:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=content, status=status)

    app = web.Application()
    app.add_routes([web.get("/image.png", answer)])
    async with TestServer(app) as server:
        yield str(server.make_url("/image.png"))


async def send_form(rig: Rig, image: bytes | None = None, **fields: str) -> httpx.Response:
    parts: list[tuple[str, tuple[str | None, bytes]]] = [
        (name, (None, text.encode())) for name, text in fields.items()
    ]
    if image is not None:
        parts.append(("image_url", ("cat.png", image)))
    return await rig.http.post(MODEL_PATH, files=parts)


async def test_an_image_is_fetched_from_its_address_and_decides_the_shape(rig: Rig) -> None:
    async with image_server(png(800, 600)) as url:
        facts = await rig.rendered(image_url=url, resolution="540p")
    assert facts["size"] == [720, 540]


async def test_the_image_wins_over_an_aspect(rig: Rig) -> None:
    async with image_server(png(600, 600)) as url:
        facts = await rig.rendered(image_url=url, aspect_ratio="21:9")
    assert facts["size"] == [720, 720]


@pytest.mark.parametrize(
    ("content", "status", "told"),
    [
        (png(299, 400), 200, "300 to 4000"),
        (b"GIF89a" + bytes(400), 200, "PNG, JPEG or WEBP"),
        (bytes(20_000_001), 200, "20000000"),
        (b"", 404, "HTTP 404"),
    ],
)
async def test_an_unusable_image_is_refused_with_the_reason(
    rig: Rig, content: bytes, status: int, told: str
) -> None:
    async with image_server(content, status) as url:
        assert told in (await rig.refusal(image_url=url))["message"]
    assert await rig.credits() == 10_000


async def test_nothing_is_fetched_from_beyond_this_machine(rig: Rig) -> None:
    assert "loopback" in (await rig.refusal(image_url="https://images.example/cat.png"))["message"]


async def test_an_address_where_nobody_listens_is_refused(rig: Rig) -> None:
    async with image_server(b"") as url:
        pass
    assert "could not be read" in (await rig.refusal(image_url=url))["message"]


async def test_a_form_is_read_as_what_its_parameters_are(rig: Rig) -> None:
    response = await send_form(rig, prompt="a cat", duration="3", seed="42", generate_audio="true", extra="x")
    assert response.status_code == 200, response.text
    told = response.json()["input"]
    assert (told["duration"], told["seed"], told["generate_audio"], told["extra"]) == (3, 42, True, "x")
    assert response.json()["usage"]["total"] == 15


async def test_a_form_may_bring_the_image_as_a_file(rig: Rig) -> None:
    content = png(500, 1000)
    response = await send_form(rig, content, prompt="a cat", resolution="360p")
    assert response.status_code == 200, response.text
    kept = await rig.http.get(response.json()["input"]["image_url"])
    assert kept.content == content
    done = await rig.result(response.json()["id"])
    assert (done["data"]["video"]["width"], done["data"]["video"]["height"]) == (320, 640)


async def test_a_form_may_bring_the_image_by_its_address(rig: Rig) -> None:
    async with image_server(png()) as url:
        response = await send_form(rig, prompt="a cat", image_url=url)
    assert response.json()["input"]["image_url"] == url


async def test_a_form_is_judged_like_json(rig: Rig) -> None:
    response = await send_form(rig, prompt="a cat", duration="soon", aspect_ratio="5:4")
    assert response.status_code == 400
    assert "duration: Input should be a valid number" in response.json()["message"]
    assert "aspect_ratio" in response.json()["message"]


async def test_a_file_that_is_no_image_is_refused(rig: Rig) -> None:
    response = await send_form(rig, b"not an image", prompt="a cat")
    assert response.status_code == 400
    assert "image_url: It cannot be read" in response.json()["message"]


async def test_no_other_field_may_be_a_file(rig: Rig) -> None:
    response = await rig.http.post(MODEL_PATH, files={"prompt": ("prompt.txt", b"a cat")})
    assert response.status_code == 400
    assert "Only image_url may be a file" in response.json()["message"]


async def test_a_broken_form_is_400(rig: Rig) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=edge"}
    response = await rig.http.post(MODEL_PATH, content=b"no edge anywhere", headers=headers)
    assert response.status_code == 400
    assert "valid form" in response.json()["message"]
