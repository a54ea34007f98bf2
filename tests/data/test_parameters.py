"""The seeds' lists of parameters, line by line: each belongs to somebody, is sent, and nothing else is."""

from collections.abc import Iterator

import pytest

from bot.domain.catalogue import Choice, Model, Option
from bot.domain.models import CATALOGUE
from tests.data import pages
from tests.data.owners import CONTAINERS, NEVER_SENT, SHAPES, Ownership, paths, sent_as
from tests.data.requests import REQUESTS, Request
from tests.data.sending import Json, sent
from tests.domain.facts import facts

SIZES = {
    (width, height): {"resolution": resolution, "aspect": aspect}
    for resolution, row in facts("dimensions")["pairs"].items()
    for aspect, (width, height) in row.items()
}
CHOICES = [
    pytest.param(model, option, id=f"{model.id} {option.name}")
    for model in CATALOGUE.models
    for option in model.options
    if isinstance(option.kind, Choice)
]
MODELS = [pytest.param(model, id=model.id) for model in CATALOGUE.models]
PAGES = {model.id: pages.read(model.id) for model in CATALOGUE.models}


def arrived(option: Option, document: Json) -> Json:
    """The provider's word for an option; nothing stands for the default."""
    if option.sent_as in SHAPES:
        words = SIZES[document["width"], document["height"]]
        return words[option.name]
    assert isinstance(option.kind, Choice)
    default = option.kind.sent(option.default) if option.default is not None else None
    return dict(leaves(document)).get(option.sent_as, default)


def leaves(document: Json, above: str = "") -> Iterator[tuple[str, Json]]:
    """Every value of a request with its path."""
    for name, value in document.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{above}{name}.")
        else:
            yield above + name, value


@pytest.mark.parametrize("name", REQUESTS)
def test_is_sent_whole(name: str) -> None:
    request = REQUESTS[name]

    assert sent(request) == request.sent


@pytest.mark.parametrize(("model", "option"), CHOICES)
def test_every_word_arrives(model: Model, option: Option) -> None:
    assert isinstance(option.kind, Choice)
    for value in option.kind.values:
        document = sent(Request(model.id, {"prompt": "She turns", option.name: value.name}, sent=None))

        assert arrived(option, document) == value.sent


@pytest.mark.parametrize("model", MODELS)
def test_every_parameter_of_the_seed_has_one_owner(model: Model) -> None:
    owners = {path: Ownership(model, path).owners for path in PAGES[model.id].parameters}

    assert {path: found for path, found in owners.items() if len(found) != 1} == {}


@pytest.mark.parametrize("model", MODELS)
def test_what_members_say_is_sent_as_parameters_of_the_seed(model: Model) -> None:
    unlisted = {option.name: sent_as(option) - PAGES[model.id].parameters for option in model.options}

    assert {name: found for name, found in unlisted.items() if found} == {}


@pytest.mark.parametrize("model", MODELS)
def test_the_requests_show_every_parameter_of_the_seed_and_no_other(model: Model) -> None:
    shown = {
        path for request in REQUESTS.values() if request.model_id == model.id for path in paths(request.sent)
    }

    assert shown - CONTAINERS == PAGES[model.id].parameters - NEVER_SENT.keys()


@pytest.mark.parametrize("model", MODELS)
def test_the_requests_say_every_option_with_a_value_that_is_not_its_default(model: Model) -> None:
    said = {
        (name, value)
        for request in REQUESTS.values()
        if request.model_id == model.id
        for name, value in {**request.said, **dict.fromkeys(request.files, True)}.items()
    }

    shown = {name for name, value in said if (option := model.option(name)) and option.default != value}
    assert shown == {option.name for option in model.options}


def test_the_lists_of_parameters_are_read_whole() -> None:
    counts = {model_id: len(page.parameters) for model_id, page in PAGES.items()}

    # Counted by hand; the two that Runware's pages nest deepest stand for those below a name.
    assert counts == {
        "pixverse-v4": 29,
        "pixverse-v4.5": 29,
        "pixverse-v5.6": 28,
        "pixverse-v6": 30,
        "pixverse-v6-skills": 13,
    }
    of_runware = [page.parameters for model_id, page in PAGES.items() if model_id != "pixverse-v6-skills"]
    assert all({"inputs.frameImages.image", "safety.checkContent", "width"} <= names for names in of_runware)
