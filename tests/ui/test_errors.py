"""Every refusal and every failure has words that a member can act on."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.barred import (
    AccountTooNew,
    CannotPostThere,
    ChannelClosed,
    ListFull,
    MemberTooNew,
    ModelClosed,
    RoleNeeded,
)
from bot.domain.catalogue import Attached, Choice, Flag, Kind, Severity, Text, Value, Whole
from bot.domain.consents import (
    ConsentAnswered,
    ConsentAwaited,
    ConsentNeeded,
    ConsentRefused,
    ConsentState,
    ConsentUnknown,
    OwnersOnly,
)
from bot.domain.dead_ends import AuthorsOnly, InputsGone, NothingMade, StillUnderWay, VideoDeleted, VideoGone
from bot.domain.errors import (
    AlreadyEnded,
    BeyondServerTerms,
    CombinationForbidden,
    DeliveryTrouble,
    DraftGone,
    GenerationUnknown,
    GivenTwice,
    IdAmbiguous,
    LimitReached,
    MediaProblem,
    MediaRejected,
    NoImage,
    OptionMissing,
    OptionNotSupported,
    PermissionsMissing,
    ProviderTroubled,
    Rejection,
    ResultGone,
    ResultUnknown,
    ServerNotServed,
    ShuttingDown,
    UnknownModel,
    UnknownTimezone,
    ValueNotAllowed,
)
from bot.domain.generation import Failure, FailureReason, State
from bot.domain.giving import (
    AlreadyRefunded,
    AmountTooSmall,
    BeyondPoolGrant,
    CannotReceive,
    GiftsNotWanted,
    GrantUnclear,
    NoReceiver,
    NotEnoughToGive,
    NothingCharged,
)
from bot.domain.keys import (
    AccountChanged,
    KeyMalformed,
    KeyNotAccepted,
    KeysNotKept,
    KeyUnproven,
    NoOwnKey,
    ProviderUnused,
)
from bot.domain.models import CATALOGUE
from bot.domain.moderation.approval_terms import (
    ApprovalTermIdle,
    ApprovalTermMissing,
    EverybodyExempt,
)
from bot.domain.moderation.approvals import AlreadyDecided, ApprovalMode, Verdict
from bot.domain.moderation.blocks import (
    AppealDecided,
    AppealedAlready,
    Blocked,
    BlockUnknown,
    EndOutOfReach,
    EndUnclear,
    NobodyReadsAppeals,
    NotBlocked,
    OwnBlock,
    StandingTooHigh,
)
from bot.domain.moderation.pauses import EVERYWHERE, AlreadyPaused, NothingToResume, Pause, Paused
from bot.domain.moderation.reports import (
    CaseClosed,
    CaseUnknown,
    NoResult,
    Outcome,
    OwnVideo,
    ReportedAlready,
    TooManyReports,
)
from bot.domain.moderation.reviewing import AlreadyReviewed, ReviewChannelMissing
from bot.domain.moderation.strikes import Struck, Tally
from bot.domain.money import Micros
from bot.domain.overviews import ServerUnknown
from bot.domain.prices import Quote
from bot.domain.privacy import BeingErased, NoSuchPart
from bot.domain.quota import Limit, LimitUsage, Scope, Window
from bot.domain.rehearsals import RehearsalFailed
from bot.domain.rights import ManagersOnly, ModeratorsOnly, NotYours, OperatorsOnly, UsageOfOthers
from bot.domain.role_quotas import CountReached
from bot.domain.rules import plan
from bot.domain.safety import ChecksDown, InputFlagged
from bot.domain.troubles import Trouble
from bot.domain.words.refusals import (
    FileTrouble,
    NothingToImport,
    PatternsFull,
    Unfit,
    UnfitWords,
    UnwantedWords,
    WordFileUnusable,
    WordsFull,
    WordUnlisted,
)
from bot.domain.words.wordlist import Flaw
from bot.ui.errors import UNCHARGED, sentence
from bot.ui.outcomes import caution, failure, why_no_video
from tests.ui.samples import ID, NOW, OFFER, generation

PRICE = Quote(Micros(224_250), Micros(224_250), approximate=False)


def usage(scope: Scope) -> LimitUsage:
    limit = Limit(scope, "1", Window(NOW, NOW + timedelta(days=1)), Micros(1_000_000))
    return LimitUsage(limit, held_micros=Micros(299_000), spent_micros=Micros(598_000))


OWN_PAUSE = Pause(10, False, 91, "**1 + 1**", NOW)
OPERATORS_PAUSE = Pause(EVERYWHERE, True, 77, "", NOW)


def behind(scope: Scope) -> LimitUsage:
    return replace(usage(scope), purse_micros=Micros(70_000))


SAMPLES: list[Rejection] = [
    Paused(OWN_PAUSE),
    Paused(OPERATORS_PAUSE),
    Paused(Pause(10, False, None, "", NOW)),
    AlreadyPaused(OWN_PAUSE),
    KeysNotKept(),
    KeyMalformed(),
    KeyNotAccepted("runware"),
    KeyUnproven("runware"),
    NoOwnKey("skills_video"),
    ProviderUnused("skills_video"),
    AccountChanged(),
    NothingToResume(None),
    NothingToResume(OPERATORS_PAUSE),
    ServerUnknown("Film clob"),
    UnknownModel("pixverse-v9", ("pixverse-v4",)),
    OptionNotSupported("camera", "zoom_in", "pixverse-v5.6", ("pixverse-v4",)),
    OptionNotSupported("video", True, "pixverse-v5.6", ()),
    ValueNotAllowed("duration", 7, Whole(5, 8, (5, 8)), "pixverse-v4", ("pixverse-v5.6",)),
    OptionMissing("prompt", "pixverse-v4"),
    CombinationForbidden(
        "R6",
        (("motion", "fast"), ("duration", 8)),
        (("motion", ("normal",)), ("duration", (5,))),
        "pixverse-v4",
        (),
    ),
    BeyondServerTerms("resolution", "1080p", "540p"),
    UnknownTimezone("Europe/Berln", ("Europe/Berlin",)),
    UnknownTimezone("here", ()),
    *(LimitReached(PRICE, usage(scope)) for scope in Scope),
    *(
        ProviderTroubled("pixverse-v6", "runware", Trouble(reason, NOW), offers)
        for reason in FailureReason
        for offers in ((), (OFFER,))
    ),
    CountReached(usage(Scope.MEMBER_DAY)),
    *(LimitReached(PRICE, behind(scope)) for scope in Scope),
    AmountTooSmall(),
    GrantUnclear(),
    *(CannotReceive(why) for why in NoReceiver),
    GiftsNotWanted(),
    NotEnoughToGive(Micros(2_000_000), behind(Scope.MEMBER_DAY)),
    BeyondPoolGrant(usage(Scope.POOL_DAY)),
    NothingCharged(ID),
    AlreadyRefunded(ID),
    NoImage(),
    DraftGone(),
    GivenTwice("image", "image_from"),
    ResultUnknown("video_from", ID),
    ResultGone("image_from", ID),
    IdAmbiguous("0b6f", (ID, ID)),
    ManagersOnly(),
    BeingErased(),
    NoSuchPart(7, 1),
    NoSuchPart(7, 3),
    ModeratorsOnly(),
    AlreadyDecided(ID, None),
    *(AlreadyDecided(ID, Verdict(yes, by, "", NOW)) for yes in (True, False) for by in (None, 91)),
    AlreadyReviewed(ID, None),
    *(AlreadyReviewed(ID, Verdict(yes, 91, "", NOW)) for yes in (True, False)),
    ReviewChannelMissing(),
    InputFlagged("image"),
    *(ChecksDown("video_from", ever=ever) for ever in (True, False)),
    *(ApprovalTermMissing(ApprovalMode.OVER, option) for option in ("channel", "over_usd", "member_days")),
    ApprovalTermIdle(ApprovalMode.ALL, "over_usd", ApprovalMode.OVER),
    EverybodyExempt(),
    OperatorsOnly(),
    ServerNotServed(1),
    PermissionsMissing(("Attach Files", "Embed Links"), 20),
    GenerationUnknown(ID),
    NotYours("cancel"),
    NotYours("delete"),
    AuthorsOnly(),
    *(gone(ID) for gone in (InputsGone, NothingMade, StillUnderWay, VideoDeleted, VideoGone)),
    UsageOfOthers(7),
    *(AlreadyEnded(ID, state) for state in State),
    *(MediaRejected("image", "cat.png", problem, "0.1 MB", "20 MB") for problem in MediaProblem),
    ShuttingDown(),
    AccountTooNew(30, NOW),
    MemberTooNew(7, NOW),
    RoleNeeded(7),
    ChannelClosed(20, ()),
    ChannelClosed(20, (21, 22)),
    ModelClosed("pixverse-v6", ()),
    ModelClosed("pixverse-v6", ("pixverse-v4", "pixverse-v5.6")),
    ListFull(25),
    NoResult(),
    OwnVideo(ID),
    ReportedAlready(),
    TooManyReports(10),
    CaseUnknown(),
    *(CaseClosed(outcome, by) for outcome in Outcome for by in (None, 91)),
    Blocked(1, None, "", may_appeal=False),
    Blocked(1, NOW, "42", may_appeal=True),
    Blocked(1, NOW, "", may_appeal=True, strikes=3),
    *(Struck(NoImage(), Tally(count, 2)) for count in range(1, 8)),
    StandingTooHigh(7),
    ConsentNeeded(1, 61),
    *(ConsentAwaited(owner, ends_at) for owner in (61, None) for ends_at in (NOW, None)),
    *(ConsentRefused(61, answered=answered) for answered in (True, False)),
    ConsentUnknown(),
    OwnersOnly(61),
    *(ConsentAnswered(state) for state in ConsentState),
    OwnBlock(),
    NotBlocked(7),
    NotBlocked(None),
    BlockUnknown(),
    AppealedAlready(kept=True),
    AppealedAlready(kept=False),
    NobodyReadsAppeals(),
    *(AppealDecided(by, lifted=lifted) for by in (None, 91) for lifted in (True, False)),
    EndUnclear("soon"),
    EndOutOfReach(NOW, 10),
    EndOutOfReach(None, 10),
    UnwantedWords("prompt", "damn"),
    UnwantedWords("negative", "*crap*"),
    *(
        UnfitWords((Unfit(line, "a" * 99, flaw),) * 20)
        for line, flaw in zip((*range(4), None), Flaw, strict=True)
    ),
    WordsFull(1_001, 1_000),
    PatternsFull(9_000, 8_000),
    *(WordUnlisted("darn", by_default) for by_default in (True, False)),
    *(WordFileUnusable("words.csv", trouble, line) for trouble in FileTrouble for line in (None, 7)),
    NothingToImport(),
    CannotPostThere(20, ("Attach Files", "Embed Links")),
    *(RehearsalFailed(20, trouble) for trouble in DeliveryTrouble),
]


def every_kind_of(base: type[Rejection]) -> Iterator[type[Rejection]]:
    for kind in base.__subclasses__():
        # Not those of tests, which live on until they are collected.
        if kind.__module__.startswith("bot."):
            yield kind
        yield from every_kind_of(kind)


def test_there_is_a_sample_of_every_rejection() -> None:
    assert {type(sample) for sample in SAMPLES} == set(every_kind_of(Rejection))


@pytest.mark.parametrize("rejection", SAMPLES, ids=repr)
def test_every_rejection_has_a_sentence(rejection: Rejection) -> None:
    words = sentence(rejection)

    assert words.endswith((".", ID))
    assert len(words) <= 1_000
    assert "@" not in re.sub(r"<@&?\d+>", "", words)


def test_a_rejection_without_words_is_noticed() -> None:
    class Newcomer(Rejection):
        pass

    with pytest.raises(NotImplementedError, match="Newcomer"):
        sentence(Newcomer())


def test_an_option_the_model_lacks_is_named_with_the_models_that_have_it() -> None:
    words = sentence(OptionNotSupported("camera", "zoom_in", "pixverse-v5.6", ("pixverse-v4",)))

    for part in ("`camera`", "`zoom_in`", "`pixverse-v5.6`", "`pixverse-v4` has it", UNCHARGED):
        assert part in words


def test_a_wrong_value_is_named_with_what_is_allowed_and_who_takes_it() -> None:
    words = sentence(ValueNotAllowed("duration", 10, Whole(5, 8, (5, 8)), "pixverse-v4", ("pixverse-v5.6",)))

    for part in ("`duration`", "`10`", "5 or 8", "`pixverse-v5.6` would take it", UNCHARGED):
        assert part in words


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Choice((Value("mp4", "MP4"), Value("mov", "MOV"))), "`mp4` or `mov`"),
        (Whole(5, 10, (5, 8, 10)), "5, 8 or 10"),
        (Whole(20, 99), "a whole number from 20 to 99"),
        (Text(2, 2048), "2 to 2048 characters"),
        (Flag(), "yes or no"),
        (Attached(), "an attached file"),
    ],
)
def test_what_is_allowed_is_said_of_every_kind_of_option(kind: Kind, said: str) -> None:
    assert said in sentence(ValueNotAllowed("option", "x", kind, "model", ()))


@pytest.mark.parametrize(("length", "counted"), [(1, "1 character "), (3000, "3000 characters ")])
def test_a_text_of_the_wrong_length_is_counted_not_repeated(length: int, counted: str) -> None:
    words = sentence(ValueNotAllowed("prompt", "z" * length, Text(2, 2048), "pixverse-v4", ()))

    assert counted in words
    assert "z" not in words


def test_a_forbidden_combination_offers_every_way_out() -> None:
    said = {"prompt": "a fox", "effect": "boom drop", "camera": "zoom_in"}
    with pytest.raises(CombinationForbidden) as refusal:
        plan(CATALOGUE, "pixverse-v4", said)

    words = sentence(refusal.value)

    assert "`effect` `boom drop` and `camera` `zoom_in`" in words
    assert "Leave out `effect` or leave out `camera`" in words


def test_a_reached_quota_says_price_what_is_left_and_when_it_resets() -> None:
    words = sentence(LimitReached(PRICE, usage(Scope.MEMBER_DAY)))

    for part in ("$0.23", "$0.10 of your daily quota", "$1.00", f"<t:{int(NOW.timestamp()) + 86_400}:R>"):
        assert part in words


def test_a_guessed_price_is_told_as_one_in_a_refusal_too() -> None:
    assert "would cost ≈ $0.23" in sentence(
        LimitReached(replace(PRICE, approximate=True), usage(Scope.MEMBER_DAY))
    )


def test_the_operators_money_is_nobody_elses_business() -> None:
    words = sentence(LimitReached(PRICE, usage(Scope.OPERATOR_DAY)))

    assert "would cost $0.23, and less than that is left" in words
    assert words.count("$") == 1


def test_a_trouble_is_told_with_its_beginning_and_what_can_be_had_instead_for_how_much() -> None:
    trouble = Trouble(FailureReason.OUT_OF_BALANCE, NOW)
    words = sentence(ProviderTroubled("pixverse-v6", "runware", trouble, (OFFER,)))

    for part in (
        "Runware cannot make `pixverse-v6`",
        "account at the provider is empty",
        f"began <t:{int(NOW.timestamp())}:R>",
        "`pixverse-v6-skills` at skills.video can, for ≈ $0.29, without `format`",
        UNCHARGED,
    ):
        assert part in words


def test_a_trouble_without_an_offer_says_what_to_do() -> None:
    trouble = Trouble(FailureReason.PROVIDER_UNAVAILABLE, NOW)

    assert "Choose another model" in sentence(ProviderTroubled("pixverse-v4", "runware", trouble))


def test_what_a_member_typed_cannot_break_out_of_a_refusal() -> None:
    words = sentence(UnknownModel("`@everyone` **<@1>** https://evil.example\u202e", ("pixverse-v4",)))

    assert "`'@everyone' **<@1>** https://evil.example`" in words


@pytest.mark.parametrize("reason", FailureReason)
def test_every_failure_says_what_happened_what_it_cost_and_what_to_do(reason: FailureReason) -> None:
    happened, remedy = failure(reason)

    words = why_no_video(generation(State.FAILED, failure=Failure(reason, "inferenceError")))

    assert words == f"{happened} {UNCHARGED} {remedy}"
    assert "inferenceError" not in words


@pytest.mark.parametrize("state", [State.EXPIRED, State.REJECTED, State.CANCELLED, State.FAILED])
def test_every_end_without_a_video_is_explained(state: State) -> None:
    assert UNCHARGED in why_no_video(generation(state))


def test_a_charge_is_never_passed_over() -> None:
    words = why_no_video(generation(State.CANCELLED, charged_micros=Micros(150_000)))

    assert "$0.15 was charged." in words
    assert UNCHARGED not in words


def test_every_rule_that_cautions_has_words_of_its_own() -> None:
    cautioning = {
        rule.id for model in CATALOGUE.models for rule in model.rules if rule.severity is Severity.WARN
    }

    words = {caution(rule_id) for rule_id in cautioning}

    assert len(words) == len(cautioning)
    assert caution("a rule to come") not in words
