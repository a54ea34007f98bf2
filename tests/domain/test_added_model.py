"""A further catalogue entry is all that a further model needs: rules and prices follow from it."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import (
    Attached,
    Catalogue,
    Choice,
    Flag,
    Implied,
    Kind,
    Model,
    Option,
    OptionValue,
    Rule,
    Severity,
    Text,
    Value,
    Whole,
)
from bot.domain.errors import CombinationForbidden, OptionNotSupported, Rejection, ValueNotAllowed
from bot.domain.models import CATALOGUE
from bot.domain.money import Micros
from bot.domain.prices import Price, PriceTable
from bot.domain.rules import plan

ADDED = Model(
    id="paper-theatre",
    name="Paper Theatre",
    provider="runware",
    provider_model="paper:2@1",
    summary="cut-outs on strings",
    options=(
        Option("prompt", Text(3, 80), "positivePrompt", required=True),
        Option("image", Attached(), "inputs.frameImages[first]"),
        Option("last_image", Attached(), "inputs.frameImages[last]"),
        Option("duration", Whole(1, 15), "duration", default=6),
        Option("strings", Choice((Value("two", "2"), Value("four", "4"))), "strings", default="two"),
        Option("audio", Flag(), "audio", default=False),
        Option("thinking", Choice((Value("enabled", "on"), Value("auto", "auto"))), "thinking"),
        Option("takes", Whole(1, 2), "numberResults", default=1),
    ),
    prices=PriceTable(
        (Price({"strings": "two"}, Micros(10_000)), Price({"strings": "four"}, Micros(30_000)))
    ),
    rules=(
        Rule("T1", Severity.ERROR, {"audio": (True,), "duration": (15,)}),
        Rule("T2", Severity.ERROR, {"image": (), "last_image": (), "thinking": ("auto",)}),
        Rule("T3", Severity.ERROR, {"last_image": ()}, without=("image",)),
        Rule("T4", Severity.WARN, {"strings": ("four",)}),
    ),
    implied=(Implied("thinking", "enabled", ("image", "last_image")),),
)
WITH_IT = Catalogue([*CATALOGUE.models, ADDED])
WORDS = "Moon over paper hills"


def planned(**options: OptionValue) -> dict[str, OptionValue]:
    return dict(plan(WITH_IT, ADDED.id, {"prompt": WORDS, **options}).settings)


def forbidden(**options: OptionValue) -> CombinationForbidden:
    with pytest.raises(CombinationForbidden) as refusal:
        planned(**options)
    return refusal.value


def test_its_defaults_and_prices_are_used() -> None:
    made = plan(WITH_IT, ADDED.id, {"prompt": WORDS, "takes": 2})

    assert made.settings == {"duration": 6, "strings": "two", "audio": False, "takes": 2}
    assert (made.quote.total_micros, made.quote.approximate) == (20_000, False)


def test_its_dearer_cell_is_priced_and_cautioned() -> None:
    made = plan(WITH_IT, ADDED.id, {"prompt": WORDS, "strings": "four"})

    assert (made.quote.total_micros, made.cautions) == (30_000, ("T4",))


def test_what_it_implies_is_sent_unless_said_otherwise() -> None:
    assert planned(image=True, last_image=True)["thinking"] == "enabled"
    assert "thinking" not in planned(image=True)
    assert forbidden(image=True, last_image=True, thinking="auto").rule_id == "T2"


def test_its_rules_refuse_with_what_would_be_allowed() -> None:
    refusal = forbidden(audio=True, duration=15)

    assert refusal.rule_id == "T1"
    assert dict(refusal.combination) == {"audio": True, "duration": 15}
    assert dict(refusal.remedies) == {"audio": (False,), "duration": ()}


def test_a_rule_about_something_left_out_ceases_when_it_is_there() -> None:
    assert forbidden(last_image=True).rule_id == "T3"
    assert planned(image=True, last_image=True)["last_image"] is True


def test_refusals_by_other_models_point_to_it() -> None:
    with pytest.raises(OptionNotSupported) as lacking:
        plan(WITH_IT, "pixverse-v4", {"prompt": WORDS, "strings": "two"})
    with pytest.raises(ValueNotAllowed) as narrow:
        plan(WITH_IT, "pixverse-v4", {"prompt": WORDS, "duration": 7})

    assert lacking.value.models_with == (ADDED.id,)
    assert ADDED.id in narrow.value.models_accepting


def test_a_combination_that_another_model_forbids_points_to_it() -> None:
    strict = Model(
        "strict", "Strict", "runware", "s:1@1", "", ADDED.options, ADDED.prices,
        (Rule("S1", Severity.ERROR, {"image": (True,), "strings": ("four",)}),),
    )  # fmt: skip

    with pytest.raises(CombinationForbidden) as refusal:
        plan(Catalogue([strict, ADDED]), "strict", {"prompt": WORDS, "image": True, "strings": "four"})

    assert refusal.value.models_allowing == (ADDED.id,)
    assert dict(refusal.value.remedies) == {"image": (), "strings": ("two",)}


def a_value(kind: Kind) -> st.SearchStrategy[OptionValue]:
    """Draw values that an option takes, and some that it does not."""
    match kind:
        case Choice(values):
            return st.sampled_from([*(value.name for value in values), "nonsense"])
        case Whole(minimum, maximum):
            return st.sampled_from([5, 8, 10, minimum, maximum, maximum + 1])
        case Text():
            return st.text(max_size=5)
        case Flag() | Attached():
            return st.booleans()


def requests() -> st.SearchStrategy[dict[str, OptionValue]]:
    options = chain.from_iterable(model.options for model in reversed(WITH_IT.models))
    return st.fixed_dictionaries(
        {"prompt": st.sampled_from([WORDS, WORDS, "a"])},
        optional={option.name: a_value(option.kind) for option in options if option.name != "prompt"},
    )


@given(st.sampled_from([model.id for model in WITH_IT.models]), requests())
def test_a_request_is_refused_or_planned_within_every_option_and_rule(
    model_id: str, said: dict[str, OptionValue]
) -> None:
    try:
        made = plan(WITH_IT, model_id, said)
    except Rejection:
        return
    complete = {"prompt": made.prompt, **made.settings}
    assert said.items() <= complete.items()
    for name, value in complete.items():
        option = made.model.option(name)
        assert option is not None
        assert option.kind.accepts(value)
    broken = {rule.id for rule in made.model.rules if rule.applies(complete)}
    assert broken == set(made.cautions)
    assert made.quote.total_micros == made.quote.take_micros * made.takes > 0
