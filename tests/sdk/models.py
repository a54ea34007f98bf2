"""The models' own parameters, and the media they take."""

import base64

from runware import Runware

from tests.sdk.rehearsal import Task, fetched, video_task


async def v45_effect(client: Runware, _: str) -> str:
    """V4.5 with an effect, a style and fast motion, which costs twice."""
    settings = {"pixverse": {"effect": "boom drop", "style": "clay", "motionMode": "fast"}}
    (item,) = await client.run(video_task(model="pixverse:1@3", providerSettings=settings))
    assert item["cost"] == 0.2243, item
    return f"cost {item['cost']}"


async def v6_takes(client: Runware, _: str) -> str:
    """V6 with its own container: several takes of several shots with sound."""
    settings = {"audio": True, "multiClip": True, "thinking": "disabled", "style": "anime"}
    items = await client.run(_v6_task(settings=settings, numberResults=5, duration=1))
    assert len({item["videoURL"] for item in items}) == 5, items
    assert [item["cost"] for item in items] == [0.035] * 5, items
    return f"{len(items)} takes"


async def v6_extension(client: Runware, _: str) -> str:
    """V6 from a video that is uploaded, used, and deleted."""
    (made,) = await client.run(_v6_task(duration=1))
    content = await fetched(made["videoURL"])
    media = f"data:video/mp4;base64,{base64.b64encode(content).decode()}"
    (stored,) = await client.media_storage({"operation": "upload", "media": media})
    assert await fetched(stored["mediaURL"]) == content, stored
    (item,) = await client.run(_v6_task(inputs={"video": stored["mediaUUID"]}, duration=1))
    assert item["status"] == "success", item
    (deleted,) = await client.media_storage({"operation": "delete", "media": stored["mediaUUID"]})
    assert deleted["mediaUUID"] == stored["mediaUUID"], deleted
    return f"{item['videoUUID']} goes on from {stored['mediaUUID']}"


def _v6_task(**parameters: object) -> Task:
    task = video_task(model="pixverse:1@8", resolution="360p", **parameters)
    return {name: value for name, value in task.items() if name not in {"width", "height"}}
