"""The REST side without a bot: tokens, limits Discord breaks at, and faults on demand."""

from typing import Any

import httpx
import pytest

from sandbox.discord.driver import Driver, Refused
from sandbox.discord.server import Settings, running
from tests.sandbox.discord.conftest import Place

COMPONENTS_V2 = 1 << 15


def texts(*contents: str) -> dict[str, Any]:
    return {"flags": COMPONENTS_V2, "components": [{"type": 10, "content": text} for text in contents]}


async def test_a_wrong_token_is_unauthorised_and_counts_as_invalid(
    driver: Driver, api: httpx.AsyncClient
) -> None:
    answer = await api.get("/users/@me", headers={"Authorization": "Bot other"})

    assert (answer.status_code, answer.json()) == (401, {"code": 0, "message": "401: Unauthorized"})
    assert (await driver.books.counts())["invalid_requests"] == 1


@pytest.mark.parametrize(("authorization", "status"), [("Bot any", 200), ("Bearer any", 401), ("any", 401)])
async def test_without_a_token_of_its_own_it_takes_any_bots(authorization: str, status: int) -> None:
    async with running(Settings(token=None)) as sandbox, httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"{sandbox.api_url}/users/@me", headers={"Authorization": authorization})

    assert answer.status_code == status


async def test_the_application_names_the_operator_as_its_owner(
    driver: Driver, api: httpx.AsyncClient
) -> None:
    for path in ("/applications/@me", "/oauth2/applications/@me"):
        assert (await api.get(path)).json()["owner"]["id"] == str((await driver.world())["operator_id"])


async def test_a_route_nobody_built_says_so_instead_of_pretending(api: httpx.AsyncClient) -> None:
    answer = await api.get("/channels/1/bananas")

    assert answer.status_code == 501
    assert "bananas" in answer.json()["message"]


async def test_a_body_that_is_no_json_is_refused(api: httpx.AsyncClient, place: Place) -> None:
    answer = await api.post(f"/channels/{place.channel}/messages", content=b"{")

    assert (answer.status_code, answer.json()["code"]) == (400, 50109)


async def test_too_many_bytes_of_text_break_discord_itself(api: httpx.AsyncClient, place: Place) -> None:
    path = f"/channels/{place.channel}/messages"
    fits = "字" * ((10_170 - 12) // 3)

    assert (await api.post(path, json=texts(fits))).status_code == 200
    assert (await api.post(path, json=texts(f"{fits}字"))).status_code == 500
    assert (await api.post(path, json=texts(fits[:-4], "a"))).status_code == 500


async def test_more_than_forty_components_are_refused(api: httpx.AsyncClient, place: Place) -> None:
    path = f"/channels/{place.channel}/messages"

    assert (await api.post(path, json=texts(*"x" * 40))).status_code == 200
    assert (await api.post(path, json=texts(*"x" * 41))).json()["code"] == 50035


async def test_a_nonce_longer_than_twenty_five_characters_is_refused(
    api: httpx.AsyncClient, place: Place
) -> None:
    answer = await api.post(f"/channels/{place.channel}/messages", json={"content": "x", "nonce": "n" * 26})

    assert answer.json()["code"] == 50035


async def test_a_nonce_not_enforced_does_not_deduplicate(api: httpx.AsyncClient, place: Place) -> None:
    path = f"/channels/{place.channel}/messages"
    body = {"content": "x", "nonce": 7}

    assert (await api.post(path, json=body)).json()["id"] != (await api.post(path, json=body)).json()["id"]


async def test_more_than_ten_files_are_refused(api: httpx.AsyncClient, place: Place) -> None:
    files = {f"files[{number}]": (f"{number}.txt", b"x") for number in range(11)}

    answer = await api.post(f"/channels/{place.channel}/messages", files=files)

    assert (answer.status_code, answer.json()["code"]) == (400, 30015)


async def test_a_reply_needs_the_right_to_read_the_history(
    driver: Driver, api: httpx.AsyncClient, place: Place
) -> None:
    path = f"/channels/{place.channel}/messages"
    first = (await api.post(path, json={"content": "x"})).json()["id"]
    reply = {"content": "y", "message_reference": {"type": 0, "message_id": first}}
    assert (await api.post(path, json=reply)).status_code == 200
    await driver.overwrite(place.channel, (await driver.world())["bot_id"], deny=["read_message_history"])

    assert (await api.post(path, json=reply)).json()["code"] == 160002


async def test_an_error_on_demand_hits_only_what_matches_and_so_often(
    driver: Driver, api: httpx.AsyncClient, place: Place
) -> None:
    path = f"/channels/{place.channel}/messages"
    await driver.fault("error", method="POST", path="/channels/*/messages", times=2, status=404, code=10003)

    statuses = [(await api.post(path, json={"content": "x"})).status_code for _ in range(3)]

    assert statuses == [404, 404, 200]
    assert (await api.get("/users/@me")).status_code == 200
    assert [entry.fault for entry in await driver.books.requests("POST")] == ["error", "error", None]


@pytest.mark.parametrize(("scope", "invalid"), [("user", 1), ("global", 1), ("shared", 0)])
async def test_a_rate_limit_on_demand_says_its_scope_and_when_to_retry(
    driver: Driver, api: httpx.AsyncClient, scope: str, invalid: int
) -> None:
    await driver.fault("rate_limited", scope=scope, retry_after_seconds=0.25)

    answer = await api.get("/users/@me")

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "0.25")
    assert answer.headers["X-RateLimit-Scope"] == scope
    assert answer.json()["global"] is (scope == "global")
    assert (await driver.books.counts())["invalid_requests"] == invalid


async def test_edits_of_messages_older_than_an_hour_can_be_refused(
    driver: Driver, api: httpx.AsyncClient, place: Place
) -> None:
    await driver.fault("old_edits", times=None, retry_after_seconds=7)
    path = f"/channels/{place.channel}/messages"
    message = (await api.post(path, json={"content": "a card"})).json()["id"]
    assert (await api.patch(f"{path}/{message}", json={"content": "young"})).status_code == 200

    await driver.advance(3600)
    refused = await api.patch(f"{path}/{message}", json={"content": "old"})

    assert (refused.status_code, refused.json()["code"], refused.json()["retry_after"]) == (429, 30046, 7)
    assert (await api.post(path, json={"content": "another"})).status_code == 200
    assert (await api.delete(f"{path}/{message}")).status_code == 204


async def test_a_connection_dropped_before_applies_nothing(
    driver: Driver, api: httpx.AsyncClient, place: Place
) -> None:
    await driver.fault("drop_before", method="POST")

    with pytest.raises(httpx.ReadError):
        await api.post(f"/channels/{place.channel}/messages", json={"content": "x"})

    assert await driver.books.messages() == []


async def test_a_connection_dropped_after_leaves_the_message_and_the_nonce_finds_it(
    driver: Driver, api: httpx.AsyncClient, place: Place
) -> None:
    path = f"/channels/{place.channel}/messages"
    body = {"content": "x", "nonce": "n", "enforce_nonce": True}
    await driver.fault("drop_after", method="POST")

    with pytest.raises(httpx.ReadError):
        await api.post(path, json=body)
    again = await api.post(path, json=body)

    (entry,) = await driver.books.messages()
    assert (again.status_code, again.json()["id"]) == (200, str(entry.id))


async def test_a_slow_answer_comes_late_but_was_applied_at_once(
    driver: Driver, api: httpx.AsyncClient, place: Place
) -> None:
    await driver.fault("slow", method="POST", delay_seconds=5)

    with pytest.raises(httpx.ReadTimeout):
        await api.post(f"/channels/{place.channel}/messages", json={"content": "x"}, timeout=0.2)

    assert len(await driver.books.messages()) == 1


async def test_a_fault_by_chance_hits_some_and_clearing_ends_it(
    driver: Driver, api: httpx.AsyncClient
) -> None:
    await driver.fault("error", times=None, probability=0.5, status=502)
    statuses = {(await api.get("/users/@me")).status_code for _ in range(40)}
    await driver.clear_faults()

    assert statuses == {200, 502}
    assert (await api.get("/users/@me")).status_code == 200


async def test_the_banned_address_gets_html_without_via(driver: Driver, api: httpx.AsyncClient) -> None:
    await driver.fault("cloudflare")

    answer = await api.get("/users/@me")

    assert (answer.status_code, answer.headers["Content-Type"]) == (429, "text/html; charset=utf-8")
    assert "Via" not in answer.headers


@pytest.mark.parametrize(
    ("verb", "body", "reason"),
    [
        ("fault", {"kind": "flood"}, "flood"),
        ("fault", {"kind": "slow", "scope": "mine"}, "user, global or shared"),
        ("advance", {"seconds": -1}, "cannot go back"),
        ("role", {"guild_id": 1, "name": "x", "permissions": ["fly"]}, "Unknown permission 'fly'"),
        ("nonsense", {}, "Unknown verb 'nonsense'"),
    ],
)
async def test_bad_input_to_the_controls_is_answered_with_a_sentence(
    driver: Driver, verb: str, body: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        await driver._calls.run(verb, **body)
