"""skills.video's news: whoever knows the secret has signed these bytes within the last five minutes."""

import asyncio
import json
import logging
from datetime import timedelta

import pytest

from bot.providers.skills_video.webhooks import ids_in
from bot.web.mailroom import Mailroom
from bot.web.webhooks import SkillsVideoWebhooks
from tests.support.fake_clock import START, ManualClock
from tests.web.site import SECRET, Letters, Site, open_site, signature, signed, webhook_routes

PATH = "/webhooks/skills-video"
BODY = json.dumps({"type": "task.completed", "prediction": {"id": "gen_1", "state": "succeeded"}}).encode()
NEW_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDC2FVsBQI"


async def post(site: Site, headers: dict[str, str], body: bytes = BODY) -> int:
    return (await site.ask("POST", PATH, headers, body)).status


async def test_what_is_signed_is_kept_under_its_own_id(site: Site, letters: Letters) -> None:
    assert await post(site, signed(BODY)) == 204

    (letter,) = letters.kept.values()
    assert (letter.key, letter.provider, letter.task_ids) == ("msg_1", "skills_video", ("gen_1",))
    assert letter.received_at == START


async def test_the_same_webhook_fifty_times_at_once_is_one_letter(site: Site, letters: Letters) -> None:
    statuses = await asyncio.gather(*(post(site, signed(BODY)) for _ in range(50)))

    assert set(statuses) == {204}
    assert len(letters.kept) == 1


async def test_a_thousand_replays_are_one_letter(site: Site, letters: Letters) -> None:
    async with site.line() as line:
        for _ in range(1000):
            assert (await line.ask("POST", PATH, signed(BODY), BODY)).status == 204

    assert (letters.asked, len(letters.kept)) == (1000, 1)


async def test_a_retry_with_a_new_time_and_signature_is_the_same_letter(
    site: Site, letters: Letters, clock: ManualClock
) -> None:
    await post(site, signed(BODY))
    clock.advance(3600)
    assert await post(site, signed(BODY, at=clock.now())) == 204

    assert len(letters.kept) == 1


@pytest.mark.parametrize("off_seconds", [-300, -299, 0, 299, 300])
async def test_within_five_minutes_the_time_is_right(site: Site, off_seconds: int) -> None:
    assert await post(site, signed(BODY, at=START + timedelta(seconds=off_seconds))) == 204


@pytest.mark.parametrize("off_seconds", [-86_400, -301, 301, 86_400])
async def test_older_and_newer_webhooks_are_refused(site: Site, letters: Letters, off_seconds: int) -> None:
    assert await post(site, signed(BODY, at=START + timedelta(seconds=off_seconds))) == 401
    assert letters.asked == 0


@pytest.mark.parametrize("secret", [SECRET, NEW_SECRET])
async def test_while_rotating_both_secrets_count(letters: Letters, clock: ManualClock, secret: str) -> None:
    async with open_site(webhook_routes(letters, clock, SECRET, NEW_SECRET)) as site:
        assert await post(site, signed(BODY, secret=secret)) == 204


async def test_after_rotating_the_old_secret_counts_no_more(letters: Letters, clock: ManualClock) -> None:
    async with open_site(webhook_routes(letters, clock, NEW_SECRET)) as site:
        assert await post(site, signed(BODY, secret=SECRET)) == 401


async def test_one_right_signature_among_several_is_enough(site: Site) -> None:
    genuine = signed(BODY)
    wrong = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc="
    listed = f"{wrong} v1a,{'A' * 86}== nonsense {genuine['webhook-signature']} v2,x"

    assert await post(site, {**genuine, "webhook-signature": listed}) == 204


@pytest.mark.parametrize("missing", ["webhook-id", "webhook-timestamp", "webhook-signature"])
@pytest.mark.parametrize("left", [None, ""])
async def test_without_one_of_the_headers_it_is_refused(site: Site, missing: str, left: str | None) -> None:
    headers = {name: value for name, value in signed(BODY).items() if name != missing}
    if left is not None:
        headers[missing] = left

    assert await post(site, headers) == 401


@pytest.mark.parametrize(
    "spelling",
    ["soon", "nan", "inf", "-1", "0", "1e9", "99999999999999999999", "{}.0", "0{}", "+{}", "{}_0", "٣"],
)
async def test_a_time_that_is_no_plain_number_is_refused(site: Site, spelling: str) -> None:
    timestamp = spelling.format(int(START.timestamp()))
    signed_so = {"webhook-timestamp": timestamp, "webhook-signature": signature("msg_1", timestamp, BODY)}

    assert await post(site, signed(BODY) | signed_so) == 401


@pytest.mark.parametrize("spelling", ["0{}", "{}.0", "+{}", "{}e0"])
async def test_the_time_that_was_signed_has_one_spelling(site: Site, spelling: str) -> None:
    genuine = signed(BODY)

    respelled = spelling.format(genuine["webhook-timestamp"])
    assert await post(site, genuine | {"webhook-timestamp": respelled}) == 401


@pytest.mark.parametrize("name", ["m\xe9", "\udcff", "a b", "x" * 201, "m\x00"])
async def test_an_id_that_is_no_plain_word_is_refused(site: Site, letters: Letters, name: str) -> None:
    headers = signed(BODY) | {"webhook-id": name}

    assert await post(site, headers) in {400, 401}
    assert letters.asked == 0


async def test_what_was_said_about_one_body_does_not_count_for_another(site: Site) -> None:
    assert await post(site, signed(BODY), BODY.replace(b"gen_1", b"gen_2")) == 401
    assert await post(site, signed(BODY), BODY + b" ") == 401
    assert await post(site, signed(BODY), b"") == 401


async def test_bytes_that_are_no_text_are_refused(site: Site) -> None:
    body = b'{"id": "\xff"}'

    assert await post(site, signed(body), body) == 401


@pytest.mark.parametrize("body", [b"", b"{", b"<html>", b"[" * 200_000])
async def test_what_is_signed_and_is_not_json_is_refused(site: Site, letters: Letters, body: bytes) -> None:
    assert await post(site, signed(body), body) == 400
    assert letters.asked == 0


async def test_a_trial_that_names_no_task_is_well_received(site: Site, letters: Letters) -> None:
    body = b'{"type": "ping"}'

    assert await post(site, signed(body), body) == 204
    assert letters.asked == 0


async def test_without_a_secret_there_is_no_endpoint_to_sign_for(
    letters: Letters, clock: ManualClock
) -> None:
    unsigned = SkillsVideoWebhooks((), ids_in, Mailroom(letters.receive, clock), clock)

    assert unsigned.routes() == []
    async with open_site(unsigned.routes()) as site:
        assert await post(site, signed(BODY)) == 404


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_only_post_is_answered(site: Site, method: str) -> None:
    assert (await site.ask(method, PATH, signed(BODY))).status == 405


async def test_a_wrong_secret_is_complained_about_without_filling_the_log(
    site: Site, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for _ in range(20):
            await post(site, signed(BODY, secret=NEW_SECRET))
        clock.advance(600)
        await post(site, signed(BODY, at=clock.now(), secret=NEW_SECRET))

    complaints = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert len(complaints) == 2
    assert "SKILLS_VIDEO_WEBHOOK_SECRET" in complaints[0]
