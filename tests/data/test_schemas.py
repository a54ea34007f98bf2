"""Whatever the rules accept is a request that its provider documents: tried with all a member may say."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bot.domain.catalogue import Attached, Choice, Flag, Kind, Model, OptionValue, Text, Whole
from bot.domain.errors import CombinationForbidden
from bot.domain.models import CATALOGUE
from bot.domain.request import Plan
from bot.domain.rules import OPTION_OF_ROLE, plan
from bot.providers.runware import OperatorTerms
from bot.providers.runware.mapping import SAFETY_MODES
from tests.data.requests import WEBHOOK_URL
from tests.data.sending import Json, sent_for

SCHEMAS = Path(__file__).parent / "schemas"
FILES = {
    "pixverse-v4": "runware.pixverse-v4.strict",
    "pixverse-v4.5": "runware.pixverse-v4-5.strict",
    "pixverse-v5.6": "runware.pixverse-v5-6.strict",
    "pixverse-v6": "runware.pixverse-v6.strict",
    "pixverse-v6-skills": "skills-video.pixverse-v6.text-image",
}
TERMS = st.builds(
    OperatorTerms,
    safety_mode=st.sampled_from(SAFETY_MODES),
    ttl_seconds=st.none() | st.integers(60, 10**6),
    upload_endpoint=st.none() | st.just("https://store.example/{taskUUID}.mp4?signature=1"),
)


def schema(model: Model) -> Json:
    return json.loads((SCHEMAS / f"{FILES[model.id]}.schema.json").read_text(encoding="utf-8"))


def values(kind: Kind) -> st.SearchStrategy[OptionValue]:
    match kind:
        case Choice(allowed):
            return st.sampled_from([value.name for value in allowed])
        case Whole(minimum, maximum, only):
            return st.sampled_from(only) if only else st.integers(minimum, maximum)
        case Text(minimum, maximum):
            return st.text(min_size=minimum, max_size=40) | st.just("x" * maximum)
        case Flag():
            return st.booleans()
        case Attached():
            return st.just(True)


@st.composite
def plans(draw: st.DrawFn, model: Model) -> Plan:
    """Anything the rules accept: what they forbid is taken back, one option after the other."""
    required = {option.name: values(option.kind) for option in model.options if option.required}
    optional = {option.name: values(option.kind) for option in model.options if not option.required}
    said = draw(st.fixed_dictionaries(required, optional=optional))
    while True:
        try:
            return plan(CATALOGUE, model.id, said)
        except CombinationForbidden as forbidden:
            said = {name: said[name] for name in said if name != forbidden_name(forbidden, said)}


def forbidden_name(forbidden: CombinationForbidden, said: Mapping[str, OptionValue]) -> str:
    return next(name for name, _ in forbidden.combination if name in said)


@pytest.mark.parametrize("model", CATALOGUE.models, ids=lambda model: model.id)
@settings(deadline=None)
@given(data=st.data())
def test_whatever_the_rules_accept_passes_the_schema(model: Model, data: st.DataObject) -> None:
    accepted = data.draw(plans(model))
    files = {name: f"https://greenlit.example/media/{name}" for name in OPTION_OF_ROLE.values()}
    attached = {name: link for name, link in files.items() if accepted.settings.get(name)}

    document = sent_for(accepted, attached, data.draw(TERMS), data.draw(st.none() | st.just(WEBHOOK_URL)))

    documented = schema(model)
    assert [error.message for error in Draft202012Validator(documented).iter_errors(document)] == []
    # skills.video's would take anything else as well.
    assert document.keys() <= documented["properties"].keys()
