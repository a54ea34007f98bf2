"""The seeds, line by line: every parameter belongs to somebody, and every example can be made."""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.domain.catalogue import Attached, Choice, Flag, Kind, Model, OptionValue, Text, Whole
from bot.domain.generation import MediaRole
from bot.domain.models import CATALOGUE
from bot.domain.rules import plan
from bot.ports.provider import Order
from bot.providers.runware import OperatorTerms
from bot.providers.runware.mapping import video_task
from tests.providers.orders import PICTURE, handed, order
from tests.providers.runware import meaning
from tests.providers.runware.bench import answer, runware
from tests.providers.runware.seeds import Seed, read

Json = Any

SEEDS = {"pixverse-v5.6": "002_54b110a64f23ffd6.txt", "pixverse-v4": "003_92059a97204da527.txt"}
PAGES = {model_id: read(file) for model_id, file in SEEDS.items()}
OF_THE_BOT = {"taskType", "taskUUID", "deliveryMethod", "outputType", "includeCost"}
OF_THE_OPERATOR = {"ttl", "uploadEndpoint", "safety", "safety.mode"}
NEVER_SENT = {
    # Results are polled for; a callback needs a public address, which the operator gives.
    "webhookURL",
    # The mode beats it (rules.json R15).
    "safety.checkContent",
}
EXAMPLES = [
    pytest.param(model_id, request, result, id=f"{model_id} {request['taskUUID'][:8]}")
    for model_id, page in PAGES.items()
    for request, result in page.examples
]


def model_called(model_id: str) -> Model:
    model = CATALOGUE.get(model_id)
    assert model is not None
    return model


def paths(task: Json, above: str = "") -> Iterator[str]:
    """Every parameter of a task by its path; lists are looked into."""
    for entry in task if isinstance(task, list) else [task]:
        if isinstance(entry, dict):
            for name, value in entry.items():
                yield above + name
                yield from paths(value, f"{above}{name}.")


def everything_said(model: Model) -> Iterator[Order]:
    """Orders that say each option of a model once, with a value that is not its default."""
    frames = {MediaRole.FIRST_FRAME: PICTURE, MediaRole.LAST_FRAME: PICTURE}
    yield order(1, model.id, inputs=frames)
    for option in model.options:
        if not isinstance(option.kind, Attached) and option.name not in ("prompt", "resolution", "aspect"):
            yield order(1, model.id, {option.name: some_value(option.kind, option.default)})


def some_value(kind: Kind, default: OptionValue | None) -> OptionValue:
    match kind:
        case Choice(values):
            return next(value.name for value in values if value.name != default)
        case Flag():
            return not default
        case Text():
            return "some words"
        case Whole():
            return next(number for number in (2, 8, 50) if kind.accepts(number))
        case _:
            raise AssertionError(f"no value known for {kind}")


def reachable(model: Model) -> set[str]:
    terms = OperatorTerms("full", 60, "https://store.example/a.mp4")
    return {
        path for asked in everything_said(model) for path in paths(video_task(asked, terms, handed(asked)))
    }


@pytest.mark.parametrize(("model_id", "page"), PAGES.items(), ids=SEEDS)
def test_every_parameter_is_the_users_the_bots_or_the_operators(model_id: str, page: Seed) -> None:
    of_the_user = page.parameters - OF_THE_BOT - OF_THE_OPERATOR - NEVER_SENT
    containers = {"inputs", "providerSettings", "providerSettings.pixverse"}

    sent = reachable(model_called(model_id))

    assert sent - containers == of_the_user | OF_THE_BOT | OF_THE_OPERATOR


def test_the_lists_of_parameters_are_read_whole() -> None:
    shared = {
        *OF_THE_BOT, *OF_THE_OPERATOR, *NEVER_SENT, "outputFormat", "outputQuality", "numberResults", "model",
        "positivePrompt", "negativePrompt", "width", "height", "resolution", "duration", "seed",
        "inputs.frameImages", "inputs.frameImages.image", "inputs.frameImages.frame",
    }  # fmt: skip

    def settings_of(model_id: str) -> set[str]:
        own = PAGES[model_id].parameters - shared
        return {path.removeprefix("providerSettings.pixverse.") for path in own}

    assert all(shared <= page.parameters for page in PAGES.values())
    assert settings_of("pixverse-v5.6") == {"audio", "style", "thinking"}
    assert settings_of("pixverse-v4") == {"cameraMovement", "effect", "motionMode", "style"}
    assert [len(page.examples) for page in PAGES.values()] == [5, 4]


@pytest.mark.parametrize(("model_id", "request_", "result"), EXAMPLES)
def test_an_example_is_sent_as_it_is_printed_apart_from_its_contradictions(
    model_id: str, request_: Json, result: Json
) -> None:
    model = model_called(model_id)
    inputs = meaning.inputs(request_)
    attached = {"image": True, "last_image": True} if len(inputs) == 2 else {"image": True} if inputs else {}
    accepted = plan(CATALOGUE, model_id, {**meaning.said(model, request_), **attached})

    asked = Order(request_["taskUUID"], model, accepted.prompt, accepted.settings, inputs)
    task = video_task(asked, OperatorTerms(), handed(asked))

    assert sent_by_the_user(task) == sent_by_the_user(as_we_would_write(request_))
    assert accepted.quote.total_micros == round(result["cost"] * 1_000_000)
    assert not accepted.quote.approximate


def sent_by_the_user(task: Json) -> Json:
    return {name: value for name, value in task.items() if name not in OF_THE_BOT - {"taskUUID"} | {"safety"}}


def as_we_would_write(request: Json) -> Json:
    """The example without what its own page contradicts: facts are in rules.json R1 and R2."""
    written = dict(request)
    settings = {
        name: value
        for name, value in request["providerSettings"]["pixverse"].items()
        if (name, value) != ("motionMode", "normal")
    }
    written["providerSettings"] = {"pixverse": settings}
    if frames := request.get("inputs"):
        # Frames exclude a size; their key is `image`; what we send is our own copy.
        del written["width"], written["height"]
        written["resolution"] = "720p"
        written["inputs"] = {"frameImages": [own_copy(frame) for frame in frames["frameImages"]]}
    return written


def own_copy(frame: Json) -> Json:
    address = frame.get("image") or frame["inputImage"]
    content = b64encode(address.encode()).decode()
    return {"image": f"data:image/jpeg;base64,{content}", "frame": frame["frame"]}


@pytest.mark.parametrize(("model_id", "request_", "result"), EXAMPLES)
@pytest.mark.parametrize("bare", [True, False], ids=["as printed", "as answered"])
async def test_an_examples_result_is_read_as_it_is_printed(
    model_id: str, request_: Json, result: Json, bare: bool
) -> None:
    provider, _ = runware(httpx.Response(200, json=result) if bare else answer(data=[result]))

    (update,) = await provider.poll([request_["taskUUID"]])

    (take,) = update.done
    assert (take.key, take.url, take.seed) == (result["videoUUID"], result["videoURL"], result["seed"])
    assert take.cost_micros == round(result["cost"] * 1_000_000)
    assert request_["model"] == model_called(model_id).provider_model
