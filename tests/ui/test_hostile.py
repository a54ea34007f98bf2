"""Ten thousand hostile prompts, from the rules to all that is drawn of them: they are only ever words."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import OptionMissing, Rejection, ValueNotAllowed
from bot.domain.generation import State
from bot.domain.models import CATALOGUE
from bot.domain.moderation.approvals import ApprovalFacts, Record, Verdict
from bot.domain.moderation.reports import Case, Ground, Report
from bot.domain.postings import Posting, PostingKind
from bot.domain.prompts import clean
from bot.domain.request import Plan
from bot.domain.rules import plan
from bot.domain.words.defaults import default_list
from bot.ui.answer import paged
from bot.ui.cards import card
from bot.ui.drafts.drafting import draft_view
from bot.ui.errors import sentence
from bot.ui.faces import approval as _approval_face
from bot.ui.layout import page, text
from bot.ui.postings import posting_view
from bot.ui.safe_text import MESSAGE_BYTES, MESSAGE_UNITS, utf16_units
from bot.ui.videos.attached import attached
from bot.ui.videos.notices import notice
from bot.ui.videos.results import parts, result
from tests.ui.discord_limits import too_much
from tests.ui.drafted import draft, look
from tests.ui.hostile import ALL_SEEDS, NASTY, hostile, typed
from tests.ui.reading import components, gallery, texts
from tests.ui.reports import case_card, told
from tests.ui.samples import AUTHOR, ID, NOW, clips, delivered, progress

DRAWN = (_approval_face,)
BATCHES = 20
MODERATOR = 91
MENTION = re.compile(
    r"(?<!\\)<(?:@[!&]?|#|/[^>]*:|a?:\w+:|id:)\w+>|(?<!\\)@everyone|(?<!\\)@here|(?<!\\)<t:\d"
)
UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*(?:[*_~`|<>\[@]|://)")
UNSEEN = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
INLINE_CODE = re.compile(r"`[^`]*`")
OURS = {f"<@{AUTHOR}>", f"<@{MODERATOR}>", "<#20>", "<t:1"}
"""What drawings mention by themselves."""
POSTING = Posting(7, PostingKind.APPROVAL, 10, ID, 20, None, ID, "en-US", NOW, None, 1, 0)


def judged(prompt: str, negative: str) -> Plan | Rejection:
    """What the rules make of it."""
    words = {name: clean(said) for name, said in (("prompt", prompt), ("negative", negative)) if said}
    try:
        return plan(CATALOGUE, "pixverse-v4", words)
    except Rejection as refusal:
        return refusal


def drawings(planned: Plan, reason: str) -> Iterator[ui.LayoutView]:
    """Everything that shows a request's words to others, and to its author alone."""
    made = delivered(prompt=planned.prompt, settings=planned.settings, model_id="pixverse-v4")
    waiting = replace(made, state=State.PENDING_APPROVAL, takes=(), settled_at=None)
    yield card(waiting, progress(3))
    yield result(made, parts(clips(made))[0])
    yield notice(replace(made, state=State.FAILED, takes=()))
    yield posting_view(POSTING, ApprovalFacts(generation=waiting, record=Record(1, 2, 3), verdict=None))
    rejected = Verdict(approved=False, moderator_discord_id=MODERATOR, reason=reason, decided_at=NOW)
    over = replace(waiting, state=State.REJECTED)
    yield posting_view(POSTING, ApprovalFacts(generation=over, record=Record(), verdict=rejected))
    case = Case(7, replace(made, state=State.DELIVERED), NOW, (Report(Ground.OTHER, reason),))
    yield case_card(case)
    yield told(case, reason)
    written = draft(prompt=planned.prompt, options={"negative": reason}, model_id="pixverse-v4")
    yield draft_view(look(written), 20)


INNOCENT = [
    [line for said in texts(view) for line in said.split("\n")]
    for view in drawings(plan(CATALOGUE, "pixverse-v4", {"prompt": "fox", "negative": "fog"}), "fog")
]


def faults(view: ui.LayoutView, innocent: list[str]) -> Iterator[str]:
    """What a drawing does beside saying the words in their places."""
    said = texts(view)
    mentioned = set(MENTION.findall(INLINE_CODE.sub("", "\n".join(said))))
    yield from (f"mentions {found}" for found in mentioned - OURS)
    yield from _of_lines([line for part in said for line in part.split("\n")], innocent)
    described = [item["description"] for item in gallery(view)]
    if any(map(UNSEEN.search, (*said, *described))):
        yield "characters that cannot be seen"
    units, size_bytes = sum(map(utf16_units, said)), sum(len(part.encode()) + 12 for part in said)
    longest = max(map(utf16_units, described), default=0)
    if units > MESSAGE_UNITS or size_bytes > MESSAGE_BYTES or longest > 1_024 or len(components(view)) > 40:
        yield f"{units} units, {size_bytes} bytes"


def _of_lines(lines: list[str], innocent: list[str]) -> Iterator[str]:
    """Each line is what it was but for the words, and a quote stays one."""
    if len(lines) != len(innocent):
        yield f"{len(lines)} lines, not {len(innocent)}"
    for line, plain in zip(lines, innocent, strict=False):
        if "fox" not in plain and "fog" not in plain and line != plain:
            yield f"{plain!r} became {line!r}"
        if plain.startswith("> ") and (not line.startswith("> ") or UNESCAPED.search(line[2:])):
            yield f"a quote with markup: {line!r}"


def trouble_with(prompt: str, negative: str) -> list[str]:
    """Take a prompt all the way."""
    outcome = judged(prompt, negative)
    if isinstance(outcome, Rejection):
        assert isinstance(outcome, OptionMissing | ValueNotAllowed)
        (said,) = texts(paged(sentence(outcome)).view)
        return MENTION.findall(INLINE_CODE.sub("", said)) + UNSEEN.findall(said) + re.findall("\n", said)
    views = zip(drawings(outcome, str(outcome.settings.get("negative") or "fog")), INNOCENT, strict=True)
    return [fault for view, innocent in views for fault in faults(view, innocent)]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_ten_thousand_hostile_prompts_are_words_and_nothing_else(batch: int) -> None:
    for seed in ALL_SEEDS[batch::BATCHES]:
        assert trouble_with(typed(seed), typed(-seed - 1)) == [], f"prompt {seed}"


@given(st.lists(st.sampled_from(NASTY) | st.text(max_size=8)).map("".join), st.text(max_size=60))
def test_no_mixture_that_anybody_thinks_up_is_more_than_words(prompt: str, negative: str) -> None:
    assert trouble_with(prompt, negative) == []


@pytest.mark.parametrize("seed", ALL_SEEDS[::1_000])
def test_discord_takes_what_is_drawn_of_them(seed: int) -> None:
    for made in (judged(hostile(seed), "fog"), judged("fox", hostile(seed)), judged(typed(seed), "fog")):
        drawn = (
            [paged(sentence(made)).view]
            if isinstance(made, Rejection)
            else drawings(made, clean(hostile(-seed - 1)))
        )
        assert [too_much(view) for view in drawn if too_much(view)] == []


def test_looking_for_words_in_them_never_fails() -> None:
    found = sum(default_list().hit(hostile(seed)) is not None for seed in ALL_SEEDS[::20])

    assert found > 50


def test_enough_of_them_are_made_and_enough_are_refused() -> None:
    outcomes = [isinstance(judged(typed(seed), typed(-seed - 1)), Plan) for seed in ALL_SEEDS[::20]]

    assert len(outcomes) == 500
    assert 250 < sum(outcomes) < 490


def test_plain_messages_with_attachments_are_as_harmless() -> None:
    for seed in ALL_SEEDS[::10]:
        made = delivered(prompt=clean(hostile(seed)) or "fox")
        said = attached(made, parts(clips(made))[0]).content

        assert set(MENTION.findall(INLINE_CODE.sub("", said))) <= {f"<@{AUTHOR}>"}, seed
        assert utf16_units(said) <= 2_000, seed
        assert said.split("\n")[-1] == f"-# id: {ID}", seed
        assert said.count("\n-# id: ") == 1, seed


@pytest.mark.parametrize(
    "words",
    [
        "@everyone",
        "<@1>",
        "two\nlines",
        "**bold**",
        "[a](https://evil.example)",
        "a\u202eb",
        "```",
        "雨" * 4_000,
    ],
)
def test_words_that_were_drawn_as_they_are_would_be_noticed(words: str) -> None:
    view = page(text("> fox"), text("-# without fog"))
    raw = page(text(f"> {words}"), text("-# without fog"))
    innocent = ["> fox", "-# without fog"]

    assert list(faults(view, innocent)) == []
    assert list(faults(raw, innocent)) != []
