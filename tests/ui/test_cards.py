"""Cards, results and notices say what they must, within Discord's limits."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.generation import Failure, FailureReason, Messages, State, TakeState
from bot.domain.lineage import Kin, Origin
from bot.domain.money import Micros
from bot.ports.delivery import Clip
from bot.ui.cards import card
from bot.ui.layout import Purpose, mark
from bot.ui.outcomes import caution
from bot.ui.safe_text import MESSAGE_BYTES, MESSAGE_UNITS, utf16_units
from bot.ui.videos.notices import notice
from bot.ui.videos.results import Part, parts, result
from tests.ui.hostile import SEEDS, hostile
from tests.ui.reading import components, gallery, labels, sent, text, texts
from tests.ui.samples import AUTHOR, CAUTIONS, ID, NOW, OFFER, clips, delivered, generation, progress, take

MENTION = re.compile(r"(?<!\\)<(?:@[!&]?|#|/\w+:)\d+>|(?<!\\)@everyone|(?<!\\)@here")
LONGEST = ("x" * 2048, "雨" * 2048, "🦊" * 2048, "*" * 2048, "👨\u200d👩\u200d👧" * 400, "a\n" * 1024)


@pytest.mark.parametrize("state", State)
def test_a_card_names_author_prompt_model_price_and_id_in_every_state(state: State) -> None:
    shown = text(card(generation(state), progress()))

    for part in (f"<@{AUTHOR}>", "a fox in the snow", "`pixverse-v5.6` · 5 s · 720p · 16:9", f"id: {ID}"):
        assert part in shown
    assert re.search(r"\$0\.\d\d held|charged", shown)


@pytest.mark.parametrize("state", State)
def test_the_stage_is_said_in_words(state: State) -> None:
    assert re.match(r"\*\*[A-Z][a-z' ]+\*\*", text(card(generation(state), progress())))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.QUEUED, ["Cancel"]),
        (State.SUBMITTING, ["Discard"]),
        (State.RUNNING, ["Discard"]),
        (State.SUCCEEDED, ["Discard"]),
        (State.DELIVERED, []),
        (State.FAILED, []),
        (State.CANCELLED, []),
        (State.EXPIRED, []),
    ],
)
def test_the_button_is_cancel_until_it_is_submitted_then_discard_then_none(
    state: State, expected: list[str]
) -> None:
    assert labels(card(generation(state), progress())) == expected


def test_what_was_posted_before_a_press_of_discard_could_stop_it_is_not_denied() -> None:
    posted = generation(State.DELIVERED, discarded=True, messages=Messages(30, result_ids=(31,)))

    assert "Done" in text(card(posted, progress()))


def test_what_is_discarded_offers_nothing_more_and_says_that_it_is_charged() -> None:
    view = card(generation(State.RUNNING, discarded=True), progress())

    assert labels(view) == []
    assert "Discarded" in text(view)
    assert "charged" in text(view)


def test_a_waiting_card_shows_its_place_and_a_rendering_one_since_when() -> None:
    assert "number 3" in text(card(generation(), progress(3)))
    assert "next" in text(card(generation(), progress(1)))
    running = generation(State.RUNNING, submitted_at=NOW)
    assert f"began <t:{int(NOW.timestamp())}:R>" in text(card(running, progress()))


def test_a_waiting_card_says_since_when_and_how_long_such_videos_usually_take() -> None:
    asked = f"asked for <t:{int(NOW.timestamp())}:R>"

    assert asked in text(card(generation(), progress(3)))
    shown = text(card(generation(), progress(3, usual=timedelta(seconds=43.7))))
    assert f"{asked} · usually about 45 s from its turn on" in shown


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "5 s"), (43.7, "45 s"), (118, "2 min"), (140, "2 min 30 s"), (3_700, "1 h 1 min")],
)
def test_a_rendering_card_says_what_is_usual_and_invents_no_share_of_it(seconds: float, said: str) -> None:
    running = generation(State.RUNNING, submitted_at=NOW)

    shown = text(card(running, progress(usual=timedelta(seconds=seconds))))

    assert f"usually about {said}" in shown
    assert "%" not in shown
    assert "usually" not in text(card(running, progress()))


@pytest.mark.parametrize("state", set(State) - {State.QUEUED, State.RUNNING})
def test_what_is_usual_is_said_only_while_it_matters(state: State) -> None:
    assert "usually" not in text(card(generation(state), progress(usual=timedelta(seconds=45))))


def test_who_waits_for_their_own_videos_is_told_why() -> None:
    shown = text(card(generation(), progress(1, held_back=2)))

    assert "This server makes 2 videos of a member at a time: this one follows when one is done." in shown


def test_a_card_says_what_it_came_out_of() -> None:
    origin = Origin(Kin.AGAIN, "7a1e0000-0000-4000-8000-000000000000")

    assert "again of `7a1e0000`" in text(card(generation(origin=origin), progress()))


def test_a_card_whose_video_was_deleted_says_so_and_links_to_nothing() -> None:
    done = delivered(messages=Messages(30, result_ids=(40,)), removed_at=NOW)

    shown = text(card(replace(done, state=State.DELIVERED), progress()))

    assert f"deleted <t:{int(NOW.timestamp())}:R>" in shown
    assert "discord.com" not in shown


def test_a_guessed_price_is_marked_and_a_charge_is_not() -> None:
    assert "≈ $0.50 held" in text(card(generation(), progress()))
    assert "$0.40 charged" in text(card(delivered(), progress()))


def test_a_finished_card_links_to_its_video() -> None:
    done = delivered(messages=Messages(30, result_ids=(40,)))

    shown = text(card(replace(done, state=State.DELIVERED), progress()))

    assert "https://discord.com/channels/10/20/40" in shown


def test_a_video_that_could_not_be_posted_is_said_to_be_kept() -> None:
    assert "kept" in text(card(replace(delivered(), state=State.DELIVERED), progress()))


def test_a_private_card_links_to_no_channel() -> None:
    done = delivered(messages=Messages(30, result_ids=(40,)), private=True)

    assert "discord.com" not in text(card(replace(done, state=State.DELIVERED), progress()))


def test_cautions_are_said_once_each_and_end_with_the_generation() -> None:
    cautioned = generation(cautions=("R16", "R16", "R7"))

    shown = text(card(cautioned, progress()))

    assert shown.count("Caution:") == 2
    assert "Caution:" not in text(card(replace(cautioned, state=State.FAILED), progress()))


def test_a_card_shows_the_words_of_every_rule_that_cautions() -> None:
    shown = text(card(generation(cautions=CAUTIONS), progress()))

    assert len(CAUTIONS) >= 4
    assert all(f"Caution: {caution(rule_id)}" in shown for rule_id in CAUTIONS)


def test_a_failed_card_says_why_and_that_nothing_was_charged() -> None:
    failed = generation(State.FAILED, failure=Failure(FailureReason.MODERATED))

    shown = text(card(failed, progress()))

    assert "safety check" in shown
    assert "Nothing was charged" in shown


def test_a_result_says_all_that_matters_and_plays_inline() -> None:
    made = delivered()

    view = result(made, parts(clips(made))[0])

    for part in (
        f"<@{AUTHOR}>, your video is ready",
        "`pixverse-v5.6` · 5 s · 720p",
        "seed 0",
        "$0.40 charged",
        "took 1 min 3 s",
        "AI-generated",
        f"id: {ID}",
    ):
        assert part in text(view)
    (item,) = gallery(view)
    assert item["media"]["url"] == "attachment://greenlit-0b6f3c1e-1.mp4"
    assert item["description"] == "AI-generated video by pixverse-v5.6: a fox in the snow"
    assert labels(view) == ["Delete"]


def test_takes_that_failed_are_told_of() -> None:
    made = delivered(2, takes_asked=3)

    assert "1 of 3 takes failed and cost you nothing" in text(result(made, parts(clips(made))[0]))


def test_twenty_takes_come_in_two_messages_of_ten() -> None:
    made = delivered(20)

    views = [result(made, part) for part in parts(clips(made))]

    assert [len(gallery(view)) for view in views] == [10, 10]
    names = [item["media"]["url"] for view in views for item in gallery(view)]
    assert len(set(names)) == 20
    assert "(part 1 of 2)" in text(views[0])
    assert "Part 2 of 2" in text(views[1])


def test_of_several_messages_the_first_alone_calls_its_author_and_names_the_price() -> None:
    made = delivered(20)

    first, second = (text(result(made, part)) for part in parts(clips(made)))

    assert f"<@{AUTHOR}>" in first
    assert "charged" in first
    assert f"<@{AUTHOR}>" not in second
    assert "charged" not in second


def test_a_rendering_card_counts_the_takes_that_are_there() -> None:
    takes = (take(0), take(1), take(2, None, state=TakeState.FAILED))
    running = generation(State.RUNNING, submitted_at=NOW, takes_asked=5, takes=takes)

    assert "2 of 5 takes made" in text(card(running, progress()))


def test_each_message_of_a_result_has_a_mark_of_its_own() -> None:
    made = delivered(20)

    views = [result(made, part) for part in parts(clips(made))]

    assert [sent(view)[0]["id"] for view in views] == [
        mark(Purpose.RESULT),
        mark(Purpose.RESULT, 1),
    ]


def test_a_file_that_is_too_large_is_linked_with_a_warning() -> None:
    made = delivered(2)
    linked = [Clip(made.takes[0], made.takes[0].media), Clip(made.takes[1], None, "https://im.runware.ai/1")]

    view = result(made, parts(linked)[0])

    assert len(gallery(view)) == 1
    assert "Take 2: <https://im.runware.ai/1>" in text(view)
    assert "stop working after some time" in text(view)


def test_when_a_link_ends_is_told_where_it_is_known() -> None:
    made = delivered()
    linked = [Clip(made.takes[0], None, "https://a.example/1", NOW)]

    shown = text(result(made, parts(linked)[0]))

    assert f"Take 1: <https://a.example/1> · stops working <t:{int(NOW.timestamp())}:R>" in shown


def test_a_notice_mentions_its_author_and_says_what_to_do() -> None:
    view = notice(generation(State.FAILED, failure=Failure(FailureReason.PROVIDER_FAILED)))

    assert text(view).startswith(f"<@{AUTHOR}>, there will be no video.")
    for part in ("Nothing was charged", "Please ask again", f"id: {ID}", "a fox in the snow"):
        assert part in text(view)


def test_a_notice_says_who_else_could_make_the_video_and_for_how_much() -> None:
    failed = generation(State.FAILED, failure=Failure(FailureReason.MODEL_UNAVAILABLE))

    shown = text(notice(failed, (OFFER,)))

    assert "Elsewhere: `pixverse-v6-skills` at skills.video can, for ≈ $0.29, without `format`" in shown


def test_an_author_who_was_forgotten_is_mentioned_by_nobodys_id() -> None:
    assert "<@" not in text(notice(generation(State.FAILED, author_discord_id=None)))


@pytest.mark.parametrize("prompt", LONGEST, ids=["ascii", "cjk", "emoji", "escapes", "families", "lines"])
def test_the_longest_texts_stay_inside_every_limit(prompt: str) -> None:
    settings = {
        "negative": prompt,
        "resolution": "1080p",
        "duration": 8,
        "camera": "quickly_zoom_out",
        "seed": 2**31,
    }
    worst = delivered(10, prompt=prompt, settings=settings, cautions=CAUTIONS, charged_micros=Micros(10**12))
    waiting = replace(worst, state=State.QUEUED, origin=Origin(Kin.CONTINUED, ID, 20, 2**63, 2**63))
    failed = replace(worst, state=State.FAILED, failure=Failure(FailureReason.OUT_OF_BALANCE))
    linked = [Clip(take(n), None, "https://im.runware.ai/" + "u" * 178, NOW) for n in range(10)]
    views = [
        card(worst, progress(999_999)),
        card(waiting, progress(999_999, held_back=99, usual=timedelta(hours=3, minutes=1))),
        card(failed, progress()),
        notice(failed, (OFFER, OFFER)),
        *(result(worst, part) for part in parts(clips(worst))),
        *(result(worst, part) for part in parts(linked)),
    ]
    for view in views:
        said = texts(view)
        assert sum(utf16_units(part) for part in said) <= MESSAGE_UNITS
        assert sum(len(part.encode()) + 12 for part in said) <= MESSAGE_BYTES
        assert len(components(view)) <= 40
        assert all(1 <= len(item["description"]) <= 1_024 for item in gallery(view))


def test_a_link_too_long_for_the_message_is_left_out_whole() -> None:
    made = delivered()
    linked = [Clip(made.takes[0], None, "https://im.runware.ai/" + "u" * 3_000)]

    shown = text(result(made, parts(linked)[0]))

    assert "kept for its author" in shown
    assert "uuu" not in shown


def test_as_many_links_as_there_is_room_for_are_shown_and_the_others_named() -> None:
    made = delivered(20)
    linked = [
        Clip(each, None, f"https://bot.example/media/{'t' * 43}/{ID}-{n}.mp4")
        for n, each in enumerate(made.takes)
    ]

    shown = text(result(made, Part(0, 1, 0, tuple(linked))))

    given = shown.count("<https://bot.example/media/")
    assert 10 < given < 20
    left = ", ".join(str(number) for number in range(given + 1, 21))
    assert f"No room for the links of takes {left}: `/show` gives each, with `/{given + 1}`" in shown


def test_of_all_hostile_prompts_none_mentions_anybody_or_leaves_the_limits() -> None:
    drawn = (
        lambda made: card(made, progress()),
        lambda made: notice(replace(made, state=State.FAILED)),
        lambda made: result(made, parts(clips(made))[0]),
    )
    for seed in SEEDS:
        made = delivered(prompt=hostile(seed), settings={"negative": hostile(-seed), "seed": 1})
        view = drawn[seed % 3](made)
        said = texts(view)

        assert set(MENTION.findall("".join(said))) <= {f"<@{AUTHOR}>"}, seed
        assert sum(utf16_units(part) for part in said) <= MESSAGE_UNITS, seed
        assert sum(len(part.encode()) + 12 for part in said) <= MESSAGE_BYTES, seed
        assert text(view).count(f"\n-# id: {ID}") == 1, seed
        assert "```" not in text(view), seed
