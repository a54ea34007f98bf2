"""What `make demo` leaves behind and judges by: its page, its books, and its comparison of pictures."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from sandbox.demo.album import Screen, album_html
from sandbox.demo.arrival import arrive
from sandbox.demo.commands import as_typed
from sandbox.demo.evening import perform
from sandbox.demo.evidence import Evidence, Made, gather
from sandbox.demo.judge import leak_micros, problems
from sandbox.demo.making import QUICK as CHEAP
from sandbox.demo.making import V6, photo
from sandbox.demo.midnight import seconds_to_wait
from sandbox.demo.news import news_of
from sandbox.demo.pictures import last_picture, shots_in, unlike
from sandbox.demo.report import Report, report
from sandbox.demo.steps import Play, together
from sandbox.demo.transcript import Page
from sandbox.demo.watching import StepFailed
from sandbox.demo.wishes import Ending, Wish
from sandbox.discord.books import RecordedMessage
from sandbox.discord.looks.times import relative
from sandbox.provider.webhooks import Sent
from sandbox.render import Scene, render
from tests.e2e.both import both

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

BOT_URL = "http://127.0.0.1:1"
ID = "0f0e0d0c-0b0a-4908-8706-050403020100"


def test_frames_are_held_against_their_photos_and_swapped_photos_are_noticed(tmp_path: Path) -> None:
    first, last = photo(11), photo(4)
    clip = tmp_path / "clip.mp4"
    render(Scene("from noon to night", 640, 360, 1, 7, first_frame=first, last_frame=last), clip)

    assert list(unlike(clip, {0.0: first, 1.0: last})) == []
    assert [problem[:19] for problem in unlike(clip, {0.0: last, 1.0: first})] == [
        "the first frame of ",
        "the last frame of c",
    ]


@pytest.mark.parametrize(("multi_clip", "shots"), [(True, 3), (False, 1)])
def test_shots_are_counted_by_their_cuts(tmp_path: Path, multi_clip: bool, shots: int) -> None:
    clip = tmp_path / "clip.mp4"
    render(Scene("a letter crosses the sea", 640, 360, 3, 7, multi_clip=multi_clip), clip)

    assert shots_in(clip) == shots


# ------------------------------------------------------------------------------------ what the judge notices


def message(text: str, *, files: int = 0, pings: bool = False) -> RecordedMessage:
    attachments = [{"filename": f"{number}.mp4", "url": ""} for number in range(files)]
    version = {"content": f"{text}\n-# id: {ID}", "attachments": attachments}
    return RecordedMessage(
        1, 1, 1, None, None, "2026-11-20T20:00:00+00:00", False, version, pinged_users=[2] if pings else []
    )


@pytest.fixture
def wish() -> Wish:
    return Wish("one", "lena", {**V6, "prompt": "a kite"}, generation_id=ID)


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    """An evening of one wish, with which all is well."""
    clip = tmp_path / "clip.mp4"
    render(Scene("a kite", 640, 360, 1, 7), clip)
    arrived = Sent(ID, ID, "success", sent_at=8.0, attempted_at=[8.0, 9.0], answers=[None, 204])
    made = Made("Runware", ID, "a kite", {"positivePrompt": "a kite"}, 25_000, 10.0, [arrived])
    row = {"quoted_micros": 31_250, "held_micros": 0, "charged_micros": 25_000, "released_micros": 6_250}
    money = {ID: {**row, "provider_cost_micros": 25_000}}
    return Evidence([made], [message("card"), message("result", files=1, pings=True)], money, {ID: [clip]})


def test_an_evening_with_which_all_is_well_has_no_problems(wish: Wish, evidence: Evidence) -> None:
    assert problems([wish], evidence, BOT_URL) == []
    assert leak_micros([wish], evidence) == 0


def made_twice(_: Wish, evidence: Evidence) -> None:
    evidence.made = [*evidence.made, *evidence.made]


def made_unasked(_: Wish, evidence: Evidence) -> None:
    evidence.made = [
        *evidence.made,
        replace(evidence.made[0], task_id="other", prompt="other", paid_micros=0),
    ]


def paid_in_vain(_: Wish, evidence: Evidence) -> None:
    evidence.made = [*evidence.made, replace(evidence.made[0], task_id="other", prompt="other")]


def webhook_dropped(_: Wish, evidence: Evidence) -> None:
    evidence.made = [replace(evidence.made[0], webhooks=[])]


def webhook_late(_: Wish, evidence: Evidence) -> None:
    evidence.made[0].webhooks[0].attempted_at[1] = 11.0


def webhook_of_another_step(_: Wish, evidence: Evidence) -> None:
    evidence.made[0].webhooks[0].event = "processing"


def webhook_unheard(_: Wish, evidence: Evidence) -> None:
    evidence.made[0].webhooks[0].answers[:] = [None, 500]


def posted_twice(_: Wish, evidence: Evidence) -> None:
    evidence.posted = [*evidence.posted, evidence.posted[1]]


def without_card(_: Wish, evidence: Evidence) -> None:
    evidence.posted = evidence.posted[1:]


def everyone_pinged(_: Wish, evidence: Evidence) -> None:
    evidence.posted[1].pinged_everyone = True


def cost_unknown(_: Wish, evidence: Evidence) -> None:
    evidence.money = {ID: {**evidence.money[ID], "provider_cost_micros": 0}}


def charged_too_much(_: Wish, evidence: Evidence) -> None:
    evidence.money = {ID: {**evidence.money[ID], "charged_micros": 31_250, "released_micros": 0}}


def booked_unasked(_: Wish, evidence: Evidence) -> None:
    evidence.money = {**evidence.money, "other": evidence.money[ID]}


def take_missing(wish: Wish, _: Evidence) -> None:
    wish.options = {**wish.options, "takes": 2}


def silent(wish: Wish, _: Evidence) -> None:
    wish.options = {**wish.options, "audio": True}


def too_short(wish: Wish, _: Evidence) -> None:
    wish.options = {**wish.options, "duration": 2}


def too_narrow(wish: Wish, _: Evidence) -> None:
    wish.options = {**wish.options, "aspect": "21:9"}


def too_small(wish: Wish, _: Evidence) -> None:
    wish.options = {**wish.options, "resolution": "540p"}


def other_format(wish: Wish, _: Evidence) -> None:
    wish.options = {**wish.options, "format": "webm"}


def uncut(wish: Wish, _: Evidence) -> None:
    wish.options = {**wish.options, "multi_clip": True}


def begun_otherwise(wish: Wish, _: Evidence) -> None:
    wish.first = photo(4)


def still_there(wish: Wish, _: Evidence) -> None:
    wish.deleted = True


def gone(_: Wish, evidence: Evidence) -> None:
    evidence.posted[1].deleted_at = "2026-11-20T20:05:00+00:00"


def not_erased(wish: Wish, evidence: Evidence) -> None:
    wish.erased = True
    gone(wish, evidence)


def told_of_no_rejection(wish: Wish, _: Evidence) -> None:
    wish.ends = "rejected"


def made_though_rejected(wish: Wish, _: Evidence) -> None:
    wish.ends, wish.made = "rejected", False


def of_unknown_origin(wish: Wish, _: Evidence) -> None:
    wish.lineage = ("again of", "one")


def without_link(wish: Wish, _: Evidence) -> None:
    wish.options = {**wish.options, "video_from": ID}


@pytest.mark.parametrize(
    ("spoil", "noticed"),
    [
        (made_twice, "took it on 2 times, not 1"),
        (made_unasked, "Runware made other (“other”), and nobody asked for it"),
        (paid_in_vain, "the providers took 25000 micro-dollars for what nobody was charged for"),
        (webhook_dropped, "its news came by polling, not by webhook"),
        (webhook_late, "its news came by polling, not by webhook"),
        (webhook_of_another_step, "its news came by polling, not by webhook"),
        (webhook_unheard, "Runware's webhook success of “a kite” was answered [None, 500]"),
        (posted_twice, "its messages are {'card': 1, 'result': 2}"),
        (without_card, "its messages are {'result': 1}"),
        (everyone_pinged, "somebody was pinged who is not the author"),
        (cost_unknown, "the ledger says 0 paid, Runware 25000"),
        (charged_too_much, "held, charged, released are (0, 31250, 0), not (0, 25000, 6250)"),
        (booked_unasked, "the ledger has {'other'}, which nobody asked for"),
        (take_missing, "1 files were posted, not 2"),
        (silent, "clip.mp4 is silent"),
        (too_short, "lasts 1.00 s, not 2"),
        (too_narrow, "640×360 is not 360 in 7/3"),
        (too_small, "640×360 is not 540 in 16/9"),
        (other_format, "clip.mp4 is not .webm"),
        (uncut, "clip.mp4 has 1 shots, not 3"),
        (begun_otherwise, "the first frame of clip.mp4 is unlike its picture"),
        (still_there, "one: its result is still there"),
        (gone, "one: its result is gone"),
        (not_erased, "one: its card is still there"),
        (told_of_no_rejection, "one (rejected): its messages are {'card': 1, 'result': 1}"),
        (made_though_rejected, "one: Runware took it on 1 times, not 0"),
        (of_unknown_origin, "one: its card does not say that it is again of one"),
        (of_unknown_origin, "one: its result does not say that it is again of one"),
        (without_link, "Runware was given no link to fetch its input by"),
    ],
)
def test_whatever_is_not_as_it_should_be_is_noticed(
    wish: Wish, evidence: Evidence, spoil: Callable[[Wish, Evidence], None], noticed: str
) -> None:
    spoil(wish, evidence)

    assert noticed in "\n".join(problems([wish], evidence, BOT_URL))


def test_a_video_whose_files_were_hidden_before_it_went_still_counts_as_posted(
    wish: Wish, evidence: Evidence
) -> None:
    wish.deleted = True
    result = evidence.posted[1]
    result.edits.append(result.version)
    result.version = {**result.version, "attachments": []}
    gone(wish, evidence)

    assert problems([wish], evidence, BOT_URL) == []


def test_a_video_may_have_to_begin_with_the_end_of_another(
    wish: Wish, evidence: Evidence, tmp_path: Path
) -> None:
    clip = evidence.clips[ID][0]
    after = tmp_path / "after.mp4"
    render(Scene("on it goes", 640, 360, 1, 8, first_frame=last_picture(clip)), after)
    other = replace(wish, name="other", generation_id="other", first=Ending("one"))
    evidence.clips["other"] = [after]

    found = "\n".join(problems([wish, other], evidence, BOT_URL))

    assert "the first frame" not in found
    assert "other: Runware took it on 0 times" in found


def test_the_report_has_a_line_for_each_wish_and_sums_up(wish: Wish, evidence: Evidence) -> None:
    told = report([wish], evidence)

    assert told.rows == [("one", "pixverse-v6", "Runware", "delivered", "webhook", "1", "$0.0250", "$0.0250")]
    assert told.lines()[1].startswith("one   pixverse-v6  Runware")
    assert "by webhook 1 times" in told.summary
    assert "1 answered when sent again" in told.summary
    assert told.summary.endswith("$0.0250 paid, $0.0250 charged, $0.0000 above the quotes, $0.0000 leaked")


def test_what_no_poll_has_told_is_no_news(evidence: Evidence) -> None:
    assert news_of(replace(evidence.made[0], told_at=None)) is None


def test_a_wish_knows_what_must_come_of_it() -> None:
    story = Wish("story", "sam", {"prompt": "", "model": "pixverse-v6", "takes": 12, "aspect": "21:9"})

    assert (story.takes, story.messages, story.seconds, story.short_side) == (12, 2, 5, 720)
    assert (story.shape, story.suffix, story.by_link) == (Fraction(7, 3), ".mp4", False)
    assert replace(story, ends="failed").messages == 0


# -------------------------------------------------------------------------------------------------- the page


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "now"),
        (1, "in 1 second"),
        (-59, "59 seconds ago"),
        (3_600, "in 1 hour"),
        (-172_800, "2 days ago"),
    ],
)
def test_moments_are_shown_by_how_far_off_they_are(seconds: int, words: str) -> None:
    seen_at = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)

    assert relative(int(seen_at.timestamp()) + seconds, seen_at) == words


class Figures(HTMLParser):
    """Collects the page's videos, the stills that stand with each, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.videos: list[dict[str, str | None]] = []
        self.stills: list[list[str | None]] = []
        self.anchors: set[str | None] = set()
        self.links: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors.add(f"#{given.get('id')}")
        if tag == "video":
            self.videos.append(given)
            self.stills.append([])
        elif tag == "img" and self.stills:
            self.stills[-1].append(given["src"])
        elif tag == "a":
            self.links.add(given["href"])


def test_what_was_seen_in_passing_stands_under_what_brought_it_up() -> None:
    label = {"type": 18, "label": "Prompt", "component": {"type": 4, "custom_id": "prompt", "style": 2}}
    seen_at = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
    form = Screen("finn", "opened a form", {"title": "Make a <video>", "components": [label]}, seen_at)
    draft = {"id": 7, "flags": 1 << 15, "components": [{"type": 10, "content": "a draft in <#5>"}]}

    drawn = album_html([form, Screen("vera", "sent the form", draft, seen_at)], {}, {5: "studio"})

    places = [drawn.index(words) for words in ("@finn opened a form", "Make a &lt;video&gt;", "#studio")]
    assert places == sorted(places)
    assert "Only vera could see this" in drawn
    assert 'id="m7"' not in drawn


def test_what_members_did_is_told_in_words() -> None:
    menu = {"type": 3, "custom_id": "take", "options": [{"label": "Take 2", "value": "2"}]}
    button = {"type": 2, "custom_id": "again", "label": "Again"}
    on = {"components": [menu, button]}
    prompt = {"type": 18, "component": {"type": 4, "custom_id": "prompt", "value": "a fox"}}
    upload = {"type": 18, "component": {"type": 19, "custom_id": "image", "values": ["9"]}}
    form = {"components": [prompt, upload], "resolved": {"attachments": {"9": {}}}}
    log = {"type": 1, "name": "channels", "options": [{"type": 7, "name": "log", "value": "5"}]}
    settings = {"type": 1, "name": "settings", "options": [log]}
    done = [
        {"id": "0", "type": 2, "data": {**settings, "resolved": {"channels": {"5": {"name": "log"}}}}},
        {"id": "1", "type": 2, "data": {"type": 1, "name": "create", "options": []}},
        {"id": "2", "type": 2, "data": {"type": 3, "name": "Animate this image"}},
        {"id": "3", "type": 3, "data": {"custom_id": "again"}, "message": on},
        {"id": "4", "type": 3, "data": {"custom_id": "take", "values": ["2"]}, "message": on},
        {"id": "5", "type": 5, "data": form},
        {"id": "6", "type": 4, "data": {}},
    ]

    assert list(as_typed({"payload": payload} for payload in done).values()) == [
        "/settings channels log:#log",
        "/create",
        "chose “Animate this image”",
        "pressed “Again”",
        "chose “Take 2”",
        "sent the form prompt:a fox image:(a file)",
    ]


def test_what_moderators_saw_stands_in_sections_of_its_own(tmp_path: Path) -> None:
    asks, decided = message("Approval needed"), message("<Approved> by ines")
    decided.edits.append(asks.version)
    pages = [replace(message(f"Settings\n{said}"), ephemeral=True) for said in ("before", "after")]
    asides = {"#moderators": [decided, *pages], "Direct messages to sam": [message("Removed")]}
    told = Report([], "nothing")
    page = Page("Film club", {1: "studio"}, [], {}, {}, tmp_path, told, asides=asides)
    page.write(tmp_path / "transcript.html")

    written = (tmp_path / "transcript.html").read_text(encoding="utf-8")
    words = (
        "<h2>#moderators",
        "Approval needed",
        "as it ended",
        "&lt;Approved&gt;",
        "<h2>Direct messages to sam",
    )
    places = [written.index(said) for said in words]
    assert places == sorted(places)
    folded = written[written.index("<details>") : written.index("</details>")]
    assert "before" in folded
    assert "after" not in folded


async def nobody_comes(_: Play) -> None:
    raise TimeoutError("the harbour stayed empty")


async def test_the_first_scene_to_fail_ends_the_others() -> None:
    ended = asyncio.Event()

    async def goes_on() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async def fails() -> None:
        raise StepFailed("the boats sank")

    with pytest.raises(StepFailed, match="the boats sank"):
        await together(goes_on(), fails())
    assert ended.is_set()


async def test_the_page_of_an_evening_shows_all_of_it(tmp_path: Path) -> None:
    async with both(tmp_path) as stage:
        play = Play(stage)
        await arrive(play)
        one = Wish("one", "jonas", {**CHEAP, "prompt": "<b>a kite</b> over the dunes"})
        await play.create(one)
        await play.create(Wish("two", "lena", {**CHEAP, "prompt": "paper boats", "takes": 2}))
        await play.all_told()
        await play.look("jonas", "show", "charged", options={"id": one.generation_id})
        with pytest.raises(
            StepFailed, match=r"three: a refusal with .*'sorry'.* was expected, not: .*Queued"
        ):
            await play.refused(Wish("three", "lena", {**CHEAP, "prompt": "a third"}), "sorry")
        with pytest.raises(StepFailed, match="nobody comes: the harbour stayed empty"):
            await perform(play, [nobody_comes])
        evidence = await gather(play)
        typed = as_typed(await stage.discord.books.interactions())
    page = tmp_path / "transcript.html"
    told = report(play.wishes, evidence)
    channels = {stage.channel: "studio", stage.moderators: "moderators"}
    videos, asides = tmp_path / "videos", evidence.asides
    Page("Film club", channels, evidence.posted, {}, typed, videos, told, asides=asides).write(page)

    written = page.read_text(encoding="utf-8")
    figures = Figures()
    figures.feed(written)
    # What was posted, and the one that /show brought once more.
    assert len({video["src"] for video in figures.videos}) == 3 + 1
    assert "<b>a kite" not in written
    assert f"@jonas /show id:{one.generation_id}" in written
    assert "<b>lena</b> used" in written
    assert "/create model:pixverse-v4 resolution:360p prompt:paper boats takes:2<" in written
    assert "<td>two</td>" in written
    assert {link for link in figures.links if link and link.startswith("#")} <= figures.anchors
    for video, stills in zip(figures.videos, figures.stills, strict=True):
        assert len(set(stills)) == 3
        assert video["poster"] in stills
        assert (tmp_path / str(video["src"])).stat().st_size > 0
        for still in stills:
            with Image.open(tmp_path / str(still)) as picture:
                assert picture.size == (480, 270)


@pytest.mark.parametrize(
    ("now_seconds", "waited"),
    [(86_400.0 * 20_000, 0.0), (86_400.0 * 20_000 - 90, 0.0), (86_400.0 * 20_000 - 30, 30.0)],
    ids=["just after midnight", "in time", "too late"],
)
def test_an_evening_that_midnight_would_cut_in_two_begins_after_it(now_seconds: float, waited: float) -> None:
    assert seconds_to_wait(now_seconds, 90) == waited
