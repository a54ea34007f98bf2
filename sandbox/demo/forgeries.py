"""Webhooks that nobody but a liar sends: refused, or heard and not believed."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

import httpx
from standardwebhooks import Webhook

from sandbox.demo.steps import Play
from sandbox.demo.watching import StepFailed
from sandbox.demo.wishes import Wish
from sandbox.skills_video.letters import NOBODYS_SECRET

_MESSAGE_ID = "msg_forged"


async def forge(play: Play, wish: Wish) -> None:
    """Say that a held task of Runware's is done: at a wrong address, at its own, and as skills.video."""
    await play.reached({wish.name: "running"})
    before = _row(play, wish)
    async with httpx.AsyncClient(trust_env=False) as client:
        await _guess(play, client, wish)
        await _sign_wrongly(play, client, wish)
        await _lie(play, client, wish)
    if _row(play, wish) != before:
        raise StepFailed(f"forged webhooks made {_row(play, wish)} of {before}")
    play.say("none of them changed anything")


async def _guess(play: Play, client: httpx.AsyncClient, wish: Wish) -> None:
    url = await _address(play, wish)
    guessed = url[:-1] + ("A" if url[-1] != "A" else "B")
    answer = await client.post(guessed, content=_success(wish))
    _expect(play, "a webhook at a guessed address", answer, httpx.codes.NOT_FOUND)
    if _kept(play, wish):
        raise StepFailed("the bot kept a webhook that came to a guessed address")


async def _sign_wrongly(play: Play, client: httpx.AsyncClient, wish: Wish) -> None:
    body, now = _success(wish), datetime.now(UTC)
    headers = {
        "webhook-id": _MESSAGE_ID,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(NOBODYS_SECRET).sign(_MESSAGE_ID, now, body),
    }
    answer = await client.post(f"{play.stage.bot_url}/webhooks/skills-video", content=body, headers=headers)
    _expect(play, "a webhook signed with nobody's secret", answer, httpx.codes.UNAUTHORIZED)
    if play.stage.rows("SELECT key FROM inbox WHERE key = :key", key=_MESSAGE_ID):
        raise StepFailed("the bot kept a webhook with a forged signature")


async def _lie(play: Play, client: httpx.AsyncClient, wish: Wish) -> None:
    """Who has stolen an address is heard; but then Runware is asked, and knows nothing of a video."""
    answer = await client.post(await _address(play, wish), content=_success(wish))
    _expect(play, "a lie at a stolen address", answer, httpx.codes.NO_CONTENT)
    asked = len((await play.stage.runware.books()).polls)

    async def was_asked() -> bool:
        applied = all(letter["apply_due_at"] is None for letter in _kept(play, wish))
        return applied and len((await play.stage.runware.books()).polls) > asked

    await play.wait("the question that follows a webhook", was_asked)


async def _address(play: Play, wish: Wish) -> str:
    creates = (await play.stage.runware.books()).creates
    return next(
        str(create.request["webhookURL"]) for create in creates if create.task_id == wish.generation_id
    )


def _success(wish: Wish) -> str:
    return json.dumps(
        {
            "taskType": "videoInference",
            "taskUUID": wish.generation_id,
            "videoUUID": "5a8d1f0e-3c4b-4d2a-9e6f-7b8c9d0e1f2a",
            "status": "success",
            "videoURL": "http://127.0.0.1:9/not-this-one.mp4",
            "cost": 0.01,
        }
    )


def _expect(play: Play, what: str, answer: httpx.Response, status: int) -> None:
    if answer.status_code != status:
        raise StepFailed(f"{what} was answered {answer.status_code}, not {status}")
    play.say(f"{what} → {answer.status_code}")


def _row(play: Play, wish: Wish) -> dict[str, object]:
    query = "SELECT * FROM generation_money WHERE generation_id = :id"
    return dict(play.stage.rows(query, id=wish.generation_id)[0])


def _kept(play: Play, wish: Wish) -> Sequence[sqlite3.Row]:
    query = "SELECT apply_due_at FROM inbox, json_each(task_ids) WHERE value = :id"
    return play.stage.rows(query, id=wish.generation_id)
